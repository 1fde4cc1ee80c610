import { z } from 'zod'
import { ownSlugOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound, RefusedRequest } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { feedEvents, isOver } from './feed-events.js'
import { FeedParams } from './feed.schema.js'
import { findFeed } from './feed.store.js'

const FeedEvents = z.string().meta({
  id: 'FeedEvents',
  description: 'Server-sent events: `state` and `progress`, each with the feed as `GET /v1/feeds/{id}` answers it.',
  example:
    'id: 3\nevent: state\ndata: {"id":"01987654-3210-7abc-8def-0123456789f1","state":"previewed","phase":"waiting"}\n\n',
})
const NoEvents = z.null().meta({ description: 'The stream was heard to its end before.' })

export function watchFeed(app: App, deps: Deps): void {
  const events = feedEvents(deps)
  // Before the server waits for open answers: this one would not end by itself.
  app.addHook('preClose', (done) => {
    events.close()
    done()
  })
  app.get(
    '/v1/feeds/:id/events',
    {
      // Its answer to HEAD would be a stream that nobody hears.
      exposeHeadRoute: false,
      schema: {
        operationId: 'watchFeed',
        summary: 'Follow the registry at its work on a file',
        description:
          'Server-sent events: at once the feed as it stands, then `state` whenever something was done or said, and `progress` twice a second at most. The stream stays ' +
          'open while somebody’s yes is awaited, and ends after the feed has. Who comes back with the last `Last-Event-ID` is answered 204, at which an ' +
          '`EventSource` stops; it needs one that sends a token.',
        tags: ['feeds'],
        params: FeedParams,
        response: {
          200: { content: { 'text/event-stream': { schema: FeedEvents } } },
          204: NoEvents,
          ...problems(404),
        },
      },
    },
    async (request, reply) => {
      const feed = await findFeed(deps.db.prisma, request.params.id, ownSlugOf(request.caller))
      if (!feed) throw notFound()
      const isHeard = request.headers['last-event-id'] === String(feed.steps.at(-1)?.seq)
      if (isOver(feed) && isHeard) return reply.code(204).send(null)
      const stream = events.open(feed.id)
      if (!stream) throw TOO_MANY
      // Not kept alive, the connection ends with its stream: a server that closes would wait for the next request on it.
      // Proxies that collect an answer before they pass it on would keep it until its end.
      return reply
        .headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no', connection: 'close' })
        .type('text/event-stream')
        .send(stream as unknown as string)
    },
  )
}

const TOO_MANY = new RefusedRequest({
  code: 'unavailable',
  detail: 'Too many feeds are being watched. Ask for the feed itself instead, or try again later.',
  headers: { 'retry-after': '10' },
})
