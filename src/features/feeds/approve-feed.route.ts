import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { ALREADY, approveFeed as act } from './approve-feed.action.js'
import { ApproveFeed } from './feed-act.schema.js'
import { Feed, FeedParams } from './feed.schema.js'
import { previewSeen } from './preview-etag.js'
import { workOnFeed } from './work-on-feed.action.js'

export function approveFeed(app: App, deps: Deps): void {
  app.post(
    '/v1/feeds/:id/approval',
    {
      schema: {
        operationId: 'approveFeed',
        summary: 'Agree that licences which a file leaves out end',
        description:
          'One officer where few are missing; two different ones beyond 5 % or 20 of an authority’s, and always for drivers and operators: the officer who sent ' +
          'the file is then one of them. Send the ETag of the feed as `If-Match`. Once enough have agreed, the registry applies it.',
        tags: ['feeds'],
        params: FeedParams,
        body: ApproveFeed,
        response: { 201: Feed, ...problems(404, 409, 412, 428) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const yes = { feedId: id, missing: request.body.missing, seen: previewSeen(request) }
      await write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), yes), {
        constraints: { feed_approval_pkey: ALREADY.refusal },
      })
      void workOnFeed(deps, id)
    },
  )
}
