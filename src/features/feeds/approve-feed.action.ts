import { saidYes, sumOf } from '../../domain/feed.js'
import type { Acting } from '../../platform/acting.js'
import { NOT_FOUND, refused, type Outcome } from '../../platform/outcome.js'
import type { Tx } from '../../platform/db.js'
import { nextOf } from './feed-job.js'
import type { Feed } from './feed.schema.js'
import { lockFeed, moveFeed } from './feed.store.js'
import { insertApproval } from './feed-work.store.js'
import { etagOfPreview } from './preview-etag.js'
import { outcomeOf } from './outcome-of.js'

/** Records one person's yes to what a preview showed. Once enough have said it, the feed is approved; the registry then applies it. */
export async function approveFeed(
  tx: Tx,
  act: Acting,
  { feedId, missing, seen }: { feedId: string; missing: number; seen: string },
): Promise<Outcome<Feed>> {
  const { caller, now } = act
  const { clientId, personId } = caller
  const feed = await lockFeed(tx, feedId, caller.authoritySlug)
  if (!feed) return NOT_FOUND
  if (feed.state !== 'previewed' || nextOf(feed) !== undefined || feed.previewDigest === null)
    return refused('feed-state', `The feed is ${feed.state} and waits for nobody’s yes.`)
  const shown = sumOf(Object.values(feed.counts ?? {})).missing
  if (seen !== etagOfPreview(feed))
    return refused('feed-preview-moved', 'Read the feed again: what it would do is not what you saw.')
  if (missing !== shown) return refused('feed-preview-moved', `${shown} are missing from the file.`, '/missing')
  if (feed.approvals.some((each) => each.personId === personId)) return ALREADY
  if (saidYes(feed).includes(personId))
    return refused('same-person', 'Who sent the file is one of the two already: another must agree.')
  await insertApproval(tx, { feedId, personId, clientId, approvedAt: now, previewDigest: feed.previewDigest })
  const yes = saidYes({ ...feed, approvals: [...feed.approvals, { personId }] })
  if (yes.length >= feed.personsNeeded) await moveFeed(tx, { feedId, to: 'approved', at: now, clientId, personId })
  return outcomeOf(tx, act, feedId)
}

export const ALREADY = refused('feed-already-approved', 'Another person must agree.')
