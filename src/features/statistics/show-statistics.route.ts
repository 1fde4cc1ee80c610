import { z } from 'zod'
import { londonDate } from '../../domain/calendar.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { cacheable } from '../../platform/http/cacheable.js'
import { Slug } from '../../platform/http/fields.schema.js'
import { monthsAsked } from '../../platform/http/months.js'
import { findKeepers } from '../authorities/index.js'
import type { Answers } from './answers.js'
import { statisticsOf } from './licensing-statistics.action.js'
import { MOST_MONTHS } from './licensing-statistics.schema.js'
import { viewOf } from './statistics-view.js'

/** A form without a choice sends nothing in its field. What others add to an address, to count their readers, is ignored, as by the page of the register. */
const StatisticsForm = z.object({ authority: Slug.or(z.literal('')).optional() })

/** The page of statistics: a form to choose the authority, and its figures of the last twelve months. */
export function showStatistics(app: App, deps: Deps, answers: Answers): void {
  app.get(
    '/statistics',
    {
      config: { isPage: true },
      onSend: cacheable(60),
      schema: { operationId: 'showStatistics', hide: true, querystring: StatisticsForm },
    },
    async (request, reply) => {
      const today = londonDate(deps.clock.now().getTime())
      const { authority } = request.query
      const page = { page: 'statistics', authorities: await findKeepers(deps.db.prisma, today), chosen: authority }
      if (authority === '')
        return reply
          .code(400)
          .header('cache-control', 'no-store')
          .view('statistics.njk', { ...page, isNoneChosen: true })
      if (authority === undefined) return reply.view('statistics.njk', page)
      const { subject, counted } = await answers(reply, authority)
      const shown = viewOf(statisticsOf(counted, monthsAsked({}, today, MOST_MONTHS)))
      return reply.view('statistics.njk', { ...page, name: subject.name, shown })
    },
  )
}
