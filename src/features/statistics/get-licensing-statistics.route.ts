import { londonDate } from '../../domain/calendar.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { cacheable } from '../../platform/http/cacheable.js'
import { monthsAsked } from '../../platform/http/months.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import type { Answers } from './answers.js'
import { statisticsOf } from './licensing-statistics.action.js'
import { LicensingStatistics, LicensingStatisticsQuery, MOST_MONTHS } from './licensing-statistics.schema.js'

export function getLicensingStatistics(app: App, { clock }: Deps, answers: Answers): void {
  app.get(
    '/v1/statistics/licensing',
    {
      onSend: cacheable(60),
      schema: {
        operationId: 'getLicensingStatistics',
        summary: 'Count licences, decisions, cameras and driver criteria of an authority',
        description:
          'Licences in force now, decisions by type and month, the share of vehicles with a camera that meets the rule and of drivers who meet the criteria, ' +
          'open alerts and overdue duties. No person can be singled out: figures are rounded down to a multiple of 5, and 1 to 4 are null. Counted at most ' +
          'once a minute, and kept by caches for another; `asAt` says when. The answer has an ETag.',
        tags: ['statistics'],
        querystring: LicensingStatisticsQuery,
        response: { 200: LicensingStatistics, ...publicProblems(404) },
      },
    },
    async (request, reply) => {
      const months = monthsAsked(request.query, londonDate(clock.now().getTime()), MOST_MONTHS)
      const { counted } = await answers(reply, request.query.authority)
      return reply.send(statisticsOf(counted, months))
    },
  )
}
