import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { Outcome } from '../../platform/outcome.js'
import type { Feed } from './feed.schema.js'
import { findFeed } from './feed.store.js'
import { shownFeed } from './shown-feed.js'

/** What an act on a feed answers: the feed as it now stands. @param kind of the object, in the audit: what its digest is of. */
export async function outcomeOf(
  tx: Tx,
  { now }: Pick<Acting, 'now'>,
  feedId: string,
  kind: 'feed' | 'feed-undo' = 'feed',
): Promise<Outcome<Feed>> {
  const feed = await findFeed(tx, feedId, undefined)
  if (!feed) throw new Error('there is no such feed')
  return { ok: true, body: shownFeed(feed, now), object: { kind, id: feedId }, location: `/v1/feeds/${feedId}` }
}
