import { addMonths, londonDate, type CivilDate } from '../../domain/calendar.js'
import { ownSlugOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { RefusedRequest } from '../../platform/http/problem.js'
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
      const last = request.query.to === undefined ? firstOfMonth(today) : `${request.query.to}-01`
      const first = request.query.from === undefined ? addMonths(last, -11) : `${request.query.from}-01`
      const months = monthsFrom(first, last)
      const filter = { ownSlug: ownSlugOf(request.caller), authoritySlug: request.query.authority, months, today }
      const items = await inTransaction(deps.db, (tx) => countByMonth(tx, filter))
      return reply.header('cache-control', 'no-store').send({ from: first.slice(0, 7), to: last.slice(0, 7), items })
    },
  )
}

const firstOfMonth = (day: CivilDate): CivilDate => `${day.slice(0, 7)}-01`

/** @throws RefusedRequest for none and for too many. */
function monthsFrom(first: CivilDate, last: CivilDate): CivilDate[] {
  const months = Array.from({ length: MOST_MONTHS + 1 }, (_, n) => addMonths(first, n)).filter((month) => month <= last)
  if (months.length >= 1 && months.length <= MOST_MONTHS) return months
  const detail = `From the first month to the last are 1 to ${MOST_MONTHS} months.`
  throw new RefusedRequest({ code: 'invalid-request', detail, pointer: '/from' })
}
