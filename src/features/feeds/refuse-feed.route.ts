import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Feed, FeedParams } from './feed.schema.js'
import { refuseFeed as act } from './refuse-feed.action.js'

export function refuseFeed(app: App, deps: Deps): void {
  app.post(
    '/v1/feeds/:id/refusal',
    {
      schema: {
        operationId: 'refuseFeed',
        summary: 'End a feed without effect',
        description: 'Before it is applied; another file can then be sent.',
        tags: ['feeds'],
        params: FeedParams,
        response: { 201: Feed, ...problems(404, 409) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.params.id)),
  )
}
