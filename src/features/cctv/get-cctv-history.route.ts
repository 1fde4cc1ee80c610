import { addMonths, londonDate, startOfLondonDay, type CivilDate, type Instant } from '../../domain/calendar.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { inTime } from '../../platform/http/deadline.js'
import { firstOfMonth, monthsAsked } from '../../platform/http/months.js'
import { RefusedRequest } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { authorityAsked } from './authority-asked.js'
import { CctvHistory, CctvHistoryQuery, MOST_POINTS } from './cctv-history.schema.js'
import { countsAt, type StatusCount } from './compliance-count.store.js'

export function getCctvHistory(app: App, deps: Deps): void {
  app.get(
    '/v1/cctv-compliance/history',
    {
      schema: {
        operationId: 'getCctvHistory',
        summary: 'Read how many vehicles met the rule on cameras, month by month',
        description:
          'At the end of each month in London, by the time lines of licences and cameras as they are known now. Officers see the own authority’s; scrutiny that of any.',
        tags: ['cameras'],
        querystring: CctvHistoryQuery,
        response: { 200: CctvHistory, ...problems(404) },
      },
    },
    async (request, reply) => {
      const now = deps.clock.now().getTime()
      const thisMonth = firstOfMonth(londonDate(now))
      const { authority: named, to } = request.query
      if (to !== undefined && `${to}-01` > thisMonth)
        throw new RefusedRequest({
          code: 'invalid-request',
          detail: 'Of months to come it is not known what will be licensed.',
          pointer: '/to',
        })
      const months = monthsAsked(request.query, thisMonth, MOST_POINTS)
      const instants = months.map((month) => Math.min(endOf(month), now))
      const authority = await authorityAsked(deps.db.prisma, request.caller, named)
      const counts = await inTime(reply, () => countsAt(deps.db.prisma, authority, instants))
      const items = counts.map((count, index) => pointOf(months[index] ?? '', instants[index] ?? now, count))
      return reply.header('cache-control', 'no-store').send({ authority, items })
    },
  )
}

/** Its last millisecond in London. */
const endOf = (month: CivilDate): Instant => startOfLondonDay(addMonths(month, 1)) - 1

function pointOf(month: CivilDate, at: Instant, { counts, notCurrent, notStated }: StatusCount) {
  const licensed = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const required = licensed - counts.exempt - counts['not-required'] - notCurrent - notStated
  return {
    month: month.slice(0, 7),
    at: new Date(at).toISOString(),
    licensed,
    counts,
    notCurrent,
    required,
    compliantShare: required === 0 ? null : Math.round((counts.compliant / required) * 10_000) / 10_000,
  }
}
