import { londonDate } from '../../domain/calendar.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { recordReading } from '../../platform/http/reading.js'
import { ConcernDetail, ConcernParams, ConcernReading } from './concern.schema.js'
import { readConcern } from './concern.store.js'
import { readerOf } from './reader.js'

export function getConcern(app: App, deps: Deps): void {
  app.get(
    '/v1/concerns/:id',
    {
      schema: {
        operationId: 'getConcern',
        summary: 'Read a concern with what was seen and what was done about it',
        description:
          'For the two authorities, and for scrutiny: without number, texts and persons, unless it names a `caseReference`, which records the reading.',
        tags: ['concerns'],
        params: ConcernParams,
        querystring: ConcernReading,
        response: { 200: ConcernDetail, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const { caseReference } = request.query
      const reader = readerOf(request.caller, caseReference)
      const today = londonDate(deps.clock.now().getTime())
      const concern = await inTransaction(deps.db, async (tx) => {
        const found = await readConcern(tx, deps.secrets, { id, reader, today })
        if (found) await recordReading(tx, deps, request, { caseReference, object: { kind: 'concern', id } })
        return found
      })
      if (!concern) throw notFound()
      return reply.send(concern)
    },
  )
}
