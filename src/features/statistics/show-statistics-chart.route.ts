import { z } from 'zod'
import { londonDate } from '../../domain/calendar.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { cacheable } from '../../platform/http/cacheable.js'
import { Slug } from '../../platform/http/fields.schema.js'
import { monthsAsked } from '../../platform/http/months.js'
import type { Answers } from './answers.js'
import { chartOf, CHARTS, SIZES } from './charts.js'
import { draw } from './draw-chart.js'
import { statisticsOf, type Counted } from './licensing-statistics.action.js'
import { MOST_MONTHS } from './licensing-statistics.schema.js'

const ChartParams = z.strictObject({ chart: z.enum(CHARTS) })
const ChartQuery = z.strictObject({ authority: Slug, size: z.enum(SIZES).default('wide') })

/** A picture of the page of statistics, of the twelve months that the page shows. It takes some 20 ms, and is drawn once of the same figures. */
export function showStatisticsChart(app: App, { clock }: Deps, answers: Answers): void {
  const drawn = new WeakMap<Counted, Map<string, string>>()
  app.get(
    '/statistics/:chart',
    {
      onSend: cacheable(60),
      schema: { operationId: 'showStatisticsChart', hide: true, params: ChartParams, querystring: ChartQuery },
    },
    async (request, reply) => {
      const { authority, size } = request.query
      const { chart } = request.params
      const months = monthsAsked({}, londonDate(clock.now().getTime()), MOST_MONTHS)
      const { counted } = await answers(reply, authority)
      const pictures = drawn.get(counted) ?? new Map<string, string>()
      drawn.set(counted, pictures)
      const key = `${chart} ${size}`
      const svg = pictures.get(key) ?? draw(chartOf(chart, statisticsOf(counted, months), size))
      pictures.set(key, svg)
      return reply.type('image/svg+xml').send(svg)
    },
  )
}
