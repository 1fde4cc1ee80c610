import { appendAudit } from '../../platform/audit.js'
import { inTransaction } from '../../platform/db.js'
import { NO_REQUEST, type WorkDeps } from './feed-job.js'
import { findBrokenOff, isBrokenOff, takeLeft } from './feed-work.store.js'
import { findFeed, moveFeed, THE_REGISTRY } from './feed.store.js'
import { dropRows } from './stage.store.js'
import { feedsAtWork, workOnFeed } from './work-on-feed.action.js'

/** Takes up what a process that is gone has left: a feed to be worked on, or a file that will never arrive. Does not wait for the work. */
export async function resumeFeeds(deps: WorkDeps, over: AbortSignal): Promise<void> {
  for (const id of await findBrokenOff(deps.db)) await giveUp(deps, id)
  if (over.aborted) return
  for (const id of await takeLeft(deps.db, feedsAtWork(deps.db))) void workOnFeed(deps, id)
}

/** Its rows last: whose sender lives after all has rows that are needed, and a feed that has ended takes no more. */
async function giveUp({ db, clock }: WorkDeps, feedId: string): Promise<void> {
  const isGone = await inTransaction(db, async (tx) => {
    const feed = (await isBrokenOff(tx, feedId)) && (await findFeed(tx, feedId, undefined))
    if (!feed) return false
    const at = clock.now()
    await moveFeed(tx, { feedId, to: 'refused', at, refusal: 'feed-incomplete', ...THE_REGISTRY })
    await appendAudit(tx, {
      at,
      caller: { clientId: feed.sentByClientId, personId: feed.sentByPersonId, authoritySlug: feed.authoritySlug },
      action: `send-${feed.class}-feed`,
      requestId: NO_REQUEST,
      object: { kind: 'feed-file', id: feedId },
      refusal: 'feed-incomplete',
    })
    return true
  })
  if (isGone) await dropRows(db, feedId)
}
