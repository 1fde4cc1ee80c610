import type { FeedUndoReason } from '../../domain/words.js'
import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, refused, type Outcome } from '../../platform/outcome.js'
import type { Feed } from './feed.schema.js'
import { addStep, lockFeed } from './feed.store.js'
import { findLater, insertUndo } from './feed-work.store.js'
import { outcomeOf } from './outcome-of.js'

/** The first of two persons: asks that an applied feed be undone. */
export async function undoFeed(
  tx: Tx,
  act: Acting,
  { feedId, why }: { feedId: string; why: FeedUndoReason },
): Promise<Outcome<Feed>> {
  const { caller, now } = act
  const { clientId, personId } = caller
  const feed = await lockFeed(tx, feedId, caller.authoritySlug)
  if (!feed) return NOT_FOUND
  if (feed.state !== 'applied')
    return refused('feed-state', `The feed is ${feed.state}: only what was applied can be undone.`)
  if (feed.undo && !feed.undo.blockedBy) return ASKED
  const resting = await restingOn(tx, feedId)
  if (resting) return resting
  await insertUndo(tx, { feedId, seq: (feed.undo?.seq ?? 0) + 1, askedByPersonId: personId, askedAt: now, why })
  await addStep(tx, { feedId, step: 'undo-asked', at: now, clientId, personId })
  return outcomeOf(tx, act, feedId, 'feed-undo')
}

export const ASKED = refused('feed-state', 'Somebody has asked for it already.')

/** The refusal that names what was applied on top of the feed, if anything was. What else may rest on it shows when it is undone. */
export async function restingOn(tx: Tx, feedId: string): Promise<ReturnType<typeof refused> | undefined> {
  const later = await findLater(tx, feedId)
  if (later.length === 0) return undefined
  return refused('feed-has-dependants', `Undo first what was applied later: ${later.map(({ id }) => id).join(', ')}.`)
}
