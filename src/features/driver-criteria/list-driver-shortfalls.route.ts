import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { cursorOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { ShortfallPage, ShortfallQuery } from './criteria.schema.js'
import { findShortfalls } from './find-shortfalls.action.js'

export function listDriverShortfalls(app: App, deps: Deps): void {
  app.get(
    '/v1/driver-criteria/shortfalls',
    {
      schema: {
        operationId: 'listDriverShortfalls',
        summary: 'List the licensed drivers of your authority who fall short of its criteria',
        description:
          'Who is not shown to meet all that is asked, and why. In order of recording of the driver. Where few fall short a page may hold fewer than asked for, ' +
          'even none: as long as `next` is not null, read on.',
        tags: ['driver criteria'],
        querystring: ShortfallQuery,
        response: { 200: ShortfallPage, ...problems() },
      },
    },
    async (request) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor, criterion } = request.query
      const { items, next } = await findShortfalls(deps, authoritySlug, { criterion, after: cursor, take: limit })
      return { items, next: next === null ? null : cursorOf(next) }
    },
  )
}
