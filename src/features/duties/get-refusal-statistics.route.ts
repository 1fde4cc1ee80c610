import { londonDate } from '../../domain/calendar.js'
import { ownSlugOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { monthsAsked } from '../../platform/http/months.js'
import { problems } from '../../platform/http/problems.schema.js'
import { MOST_MONTHS, RefusalStatistics, StatisticsQuery } from './statistics.schema.js'
import { countByMonth } from './statistics.store.js'

export function getRefusalStatistics(app: App, deps: Deps): void {
  app.get(
    '/v1/statistics/refusals',
    {
      schema: {
        operationId: 'getRefusalStatistics',
        summary: 'Count searches, entries, requests, concerns, alerts and what was late, by month',
        description:
          'By authority and month of London, counts only: the figures behind a return to the Department for Transport (its table TAXI0118). An officer sees ' +
          'the own authority’s, scrutiny all authorities’.',
        tags: ['duties'],
        querystring: StatisticsQuery,
        response: { 200: RefusalStatistics, ...problems() },
      },
    },
    async (request, reply) => {
      const today = londonDate(deps.clock.now().getTime())
      const months = monthsAsked(request.query, today, MOST_MONTHS)
      const filter = { ownSlug: ownSlugOf(request.caller), authoritySlug: request.query.authority, months, today }
      const items = await inTransaction(deps.db, (tx) => countByMonth(tx, filter))
      const [from = '', to = ''] = [months.at(0), months.at(-1)].map((day) => day?.slice(0, 7))
      return reply.header('cache-control', 'no-store').send({ from, to, items })
    },
  )
}
