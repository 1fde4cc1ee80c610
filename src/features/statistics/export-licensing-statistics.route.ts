import { londonDate } from '../../domain/calendar.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { cacheable } from '../../platform/http/cacheable.js'
import { monthsAsked } from '../../platform/http/months.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import type { Answers } from './answers.js'
import { fileOf } from './licensing-file.action.js'
import { statisticsOf } from './licensing-statistics.action.js'
import { LicensingStatisticsQuery, MOST_MONTHS, StatisticsFile } from './licensing-statistics.schema.js'

export function exportLicensingStatistics(app: App, { clock }: Deps, answers: Answers): void {
  app.get(
    '/v1/statistics/licensing.csv',
    {
      onSend: cacheable(60),
      schema: {
        operationId: 'exportLicensingStatistics',
        summary: 'Download the figures of licensing',
        description:
          'What getLicensingStatistics answers, one row a figure: authority, as_at, figure, of, month, value, hidden, note, source_updated_at. A hidden figure has no ' +
          'value and `yes` under hidden; the note says in words how the figure is rounded, or why there is none. The last is when the authority sent the file that tells of the ' +
          'class, and empty where it records here. A share of nothing has no row.',
        tags: ['statistics'],
        querystring: LicensingStatisticsQuery,
        response: { 200: { content: { 'text/csv': { schema: StatisticsFile } } }, ...publicProblems(404) },
      },
    },
    async (request, reply) => {
      const months = monthsAsked(request.query, londonDate(clock.now().getTime()), MOST_MONTHS)
      const { counted } = await answers(reply, request.query.authority)
      return reply
        .header('content-disposition', 'attachment; filename="licensing-statistics.csv"')
        .type('text/csv; charset=utf-8')
        .send(fileOf(statisticsOf(counted, months)))
    },
  )
}
