import { londonDate } from '../../domain/calendar.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { recordReading } from '../../platform/http/reading.js'
import { ConcernPage, ConcernQuery } from './concern.schema.js'
import { findConcerns } from './concern.store.js'
import { readerOf } from './reader.js'

export function listConcerns(app: App, deps: Deps): void {
  app.get(
    '/v1/concerns',
    {
      schema: {
        operationId: 'listConcerns',
        summary: 'List concerns',
        description:
          'In order of reporting, without texts. Officers see those that their authority reported and received; scrutiny sees all of them, and badge numbers with a ' +
          '`caseReference` only, which records the reading. Of scrutiny `direction` asks nothing.',
        tags: ['concerns'],
        querystring: ConcernQuery,
        response: { 200: ConcernPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { limit, cursor, direction, state, caseReference } = request.query
      const reader = readerOf(request.caller, caseReference)
      const today = londonDate(deps.clock.now().getTime())
      const rows = await inTransaction(deps.db, async (tx) => {
        const found = await findConcerns(tx, { reader, direction, state, today, after: cursor, take: limit + 1 })
        await recordReading(tx, deps, request, { caseReference })
        return found
      })
      return reply.send(pageOf(rows, limit, ({ id }) => id))
    },
  )
}
