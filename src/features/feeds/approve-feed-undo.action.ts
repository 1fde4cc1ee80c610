import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, refused, type Outcome } from '../../platform/outcome.js'
import type { Feed } from './feed.schema.js'
import { addStep, lockFeed } from './feed.store.js'
import { approveUndo } from './feed-work.store.js'
import { outcomeOf } from './outcome-of.js'
import { restingOn } from './undo-feed.action.js'

/** The second of two persons; the registry then undoes the feed, unless it finds that later facts rest on it. */
export async function approveFeedUndo(tx: Tx, act: Acting, feedId: string): Promise<Outcome<Feed>> {
  const { caller, now } = act
  const { clientId, personId } = caller
  const feed = await lockFeed(tx, feedId, caller.authoritySlug)
  if (!feed) return NOT_FOUND
  const { undo } = feed
  if (feed.state !== 'applied' || !undo || undo.approvedAt !== null)
    return refused('feed-state', 'Nobody asks to undo the feed.')
  if (undo.askedByPersonId === personId) return SAME_PERSON
  const resting = await restingOn(tx, feedId)
  if (resting) return resting
  await approveUndo(tx, { feedId, seq: undo.seq, approvedByPersonId: personId, approvedAt: now })
  await addStep(tx, { feedId, step: 'undo-approved', at: now, clientId, personId })
  return outcomeOf(tx, act, feedId, 'feed-undo')
}

export const SAME_PERSON = refused('same-person', 'Who asks to undo a feed cannot approve it.')
