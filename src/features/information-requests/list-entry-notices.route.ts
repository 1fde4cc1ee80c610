import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf, PageQuery } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { EntryNoticePage } from './entry-notice.schema.js'
import { findNotices } from './notice.store.js'

export function listEntryNotices(app: App, deps: Deps): void {
  app.get(
    '/v1/entry-notices',
    {
      schema: {
        operationId: 'listEntryNotices',
        summary: 'List changes of entries that you asked about',
        description:
          'In order of telling. Whoever asked for the information behind an entry is told of every later change of it, and why (2022 Act s.3(4)).',
        tags: ['information requests'],
        querystring: PageQuery,
        response: { 200: EntryNoticePage, ...problems() },
      },
    },
    async (request, reply) => {
      const { authoritySlug: toSlug } = officerOf(request.caller)
      const { limit, cursor } = request.query
      const rows = await findNotices(deps.db.prisma, { toSlug, after: cursor, take: limit + 1 })
      return reply.send(pageOf(rows, limit, ({ id }) => id))
    },
  )
}
