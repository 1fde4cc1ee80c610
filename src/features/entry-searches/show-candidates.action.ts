import { describeAgreement } from '../../domain/match.js'
import type { Tx } from '../../platform/db.js'
import { heldDecisions, holdersOf, type Shown } from './candidate.store.js'
import type { Candidate } from './entry-search.schema.js'
import type { NewCandidate } from './entry-search.store.js'

/** As the officer sees them: how sure and in what they agree; of exact and strong ones what was decided. */
export async function showCandidates(
  tx: Tx,
  candidates: NewCandidate[],
  earlier: Map<string, Shown>,
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
    const review = earlier.get(entryId)?.review ?? null
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
