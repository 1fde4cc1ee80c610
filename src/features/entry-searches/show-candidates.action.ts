import { describeAgreement } from '../../domain/match.js'
import type { Tx } from '../../platform/db.js'
import { heldDecisions, holdersOf, type Review } from './candidate.store.js'
import type { Candidate } from './entry-search.schema.js'
import type { NewCandidate } from './entry-search.store.js'

/** As the officer sees them: how sure and in what they agree; of exact and strong ones what was decided. */
export async function showCandidates(
  tx: Tx,
  candidates: NewCandidate[],
  /** By entry: what was made of it before and still counts. */
  reviews: Map<string, Review | null>,
): Promise<Candidate[]> {
  const decisions = await heldDecisions(
    tx,
    candidates
      .filter(({ band }) => band !== 'possible')
      .map(({ entryId, entryVersion }) => ({ entryId, version: entryVersion })),
  )
  const holders = await holdersOf(
    tx,
    candidates.map(({ holderSlug }) => holderSlug),
  )
  return candidates.map(({ id, entryId, holderSlug, band, agreement, expiresAt }) => {
    const review = reviews.get(entryId) ?? null
    return {
      reference: id,
      band,
      agreement: describeAgreement(agreement),
      holdingAuthority: holders.get(holderSlug) ?? { slug: holderSlug, name: holderSlug, contact: null },
      expiresAt: expiresAt.toISOString(),
      decision: decisions.get(entryId) ?? null,
      review: review && { verdict: review.verdict, why: review.why, recordedAt: review.recordedAt.toISOString() },
    }
  })
}
