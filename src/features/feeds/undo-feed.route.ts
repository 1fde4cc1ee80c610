import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { UndoFeed } from './feed-act.schema.js'
import { Feed, FeedParams } from './feed.schema.js'
import { ASKED, undoFeed as act } from './undo-feed.action.js'

export function undoFeed(app: App, deps: Deps): void {
  app.post(
    '/v1/feeds/:id/undo',
    {
      schema: {
        operationId: 'undoFeed',
        summary: 'Ask that an applied feed be undone',
        description:
          'Another officer must agree. What stood before is then restored as new facts; nothing is deleted. Only the latest feed that was applied, and only while ' +
          'nothing later rests on it: otherwise the answer says what does.',
        tags: ['feeds'],
        params: FeedParams,
        body: UndoFeed,
        response: { 201: Feed, ...problems(404, 409) },
      },
    },
    (request, reply) =>
      write(
        deps,
        request,
        reply,
        (tx, caller) => act(tx, acting(deps, officerOf(caller)), { feedId: request.params.id, why: request.body.why }),
        { constraints: { feed_undo_one_open: ASKED.refusal } },
      ),
  )
}
