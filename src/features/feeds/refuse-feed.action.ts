import { isOpen } from '../../domain/feed.js'
import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, refused, type Outcome } from '../../platform/outcome.js'
import type { Feed } from './feed.schema.js'
import { lockFeed, moveFeed } from './feed.store.js'
import { holdFeed } from './feed-work.store.js'
import { outcomeOf } from './outcome-of.js'

/** Ends a feed without effect. Any officer may, who sent it too: nothing has changed yet, and nothing will. */
export async function refuseFeed(tx: Tx, act: Acting, feedId: string): Promise<Outcome<Feed>> {
  const { caller, now } = act
  const { clientId, personId } = caller
  const feed = await lockFeed(tx, feedId, caller.authoritySlug)
  if (!feed) return NOT_FOUND
  if (feed.state === 'received') return refused('feed-state', 'The file is still arriving.')
  if (!isOpen(feed.state)) return refused('feed-state', `The feed is ${feed.state}.`)
  if (!(await holdFeed(tx, feed, { isPatient: false }))) return refused('feed-state', 'The feed is being applied.')
  await moveFeed(tx, { feedId, to: 'refused', at: now, refusal: 'feed-withdrawn', clientId, personId })
  return outcomeOf(tx, act, feedId)
}
