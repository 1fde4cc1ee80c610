import { ownSlugOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { Feed, FeedParams } from './feed.schema.js'
import { findFeed } from './feed.store.js'
import { etagOfPreview } from './preview-etag.js'
import { shownFeed } from './shown-feed.js'

export function getFeed(app: App, { db, clock }: Deps): void {
  app.get(
    '/v1/feeds/:id',
    {
      schema: {
        operationId: 'getFeed',
        summary: 'Read what became of a file, and how far the registry is with it',
        description:
          'Once there is a preview, the ETag names what it shows: send it as `If-Match` to agree to that and to nothing else. Scrutiny sees counts and states, ' +
          'and no persons.',
        tags: ['feeds'],
        params: FeedParams,
        response: { 200: Feed, ...problems(404) },
      },
    },
    async (request, reply) => {
      const feed = await findFeed(db.prisma, request.params.id, ownSlugOf(request.caller))
      if (!feed) throw notFound()
      const etag = etagOfPreview(feed)
      return reply
        .headers({ 'cache-control': 'no-store', ...(etag === undefined ? {} : { etag }) })
        .send(shownFeed(feed, clock.now(), request.caller))
    },
  )
}
