import { londonDate } from '../../domain/calendar.js'
import { ownSlugOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { DutyPage, DutyQuery } from './duty.schema.js'
import { countDuties, findDuties } from './duty.store.js'

export function listDuties(app: App, deps: Deps): void {
  app.get(
    '/v1/duties',
    {
      schema: {
        operationId: 'listDuties',
        summary: 'List what the Act wants done, and what was',
        description:
          'By due date, those without one last. An officer sees the own authority’s, scrutiny all authorities’: what, when and how late, never who. ' +
          'Duties of English authorities only; the Act binds no other.',
        tags: ['duties'],
        querystring: DutyQuery,
        response: { 200: DutyPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { limit, cursor, state, kind, authority } = request.query
      const today = londonDate(deps.clock.now().getTime())
      const filter = { ownSlug: ownSlugOf(request.caller), authoritySlug: authority, kind, state, today }
      const page = await inTransaction(deps.db, async (tx) => ({
        ...pageOf(await findDuties(tx, { ...filter, after: cursor, take: limit + 1 }), limit, ({ id }) => id),
        counts: cursor === undefined ? await countDuties(tx, filter) : null,
      }))
      return reply.header('cache-control', 'no-store').send(page)
    },
  )
}
