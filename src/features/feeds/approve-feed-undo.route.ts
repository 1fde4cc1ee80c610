import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { approveFeedUndo as act, SAME_PERSON } from './approve-feed-undo.action.js'
import { Feed, FeedParams } from './feed.schema.js'
import { workOnFeed } from './work-on-feed.action.js'

export function approveFeedUndo(app: App, deps: Deps): void {
  app.post(
    '/v1/feeds/:id/undo-approval',
    {
      schema: {
        operationId: 'approveFeedUndo',
        summary: 'Agree that an applied feed is undone',
        description:
          'Another officer than the one who asked. If the registry then finds that later facts rest on it, the feed stays applied and `undo.blockedBy` names them.',
        tags: ['feeds'],
        params: FeedParams,
        response: { 201: Feed, ...problems(404, 409) },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      await write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), id), {
        constraints: { feed_undo_two_persons: SAME_PERSON.refusal },
      })
      void workOnFeed(deps, id)
    },
  )
}
