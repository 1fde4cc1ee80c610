import { ownSlugOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { FeedPage, FeedQuery } from './feed.schema.js'
import { findFeeds } from './feed.store.js'
import { shownFeed } from './shown-feed.js'

export function listFeeds(app: App, { db, clock }: Deps): void {
  app.get(
    '/v1/feeds',
    {
      schema: {
        operationId: 'listFeeds',
        summary: 'List the files that were sent',
        description: 'Of your authority, latest first. Scrutiny sees those of all.',
        tags: ['feeds'],
        querystring: FeedQuery,
        response: { 200: FeedPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { limit, cursor, ...filter } = request.query
      const authoritySlug = ownSlugOf(request.caller)
      const rows = await findFeeds(db.prisma, { ...filter, authoritySlug, before: cursor, take: limit + 1 })
      const { items, next } = pageOf(rows, limit, ({ id }) => id)
      return reply.send({ items: items.map((feed) => shownFeed(feed, clock.now(), request.caller)), next })
    },
  )
}
