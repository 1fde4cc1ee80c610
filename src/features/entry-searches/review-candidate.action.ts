import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, refused, type Outcome } from '../../platform/outcome.js'
import { findCandidate, insertReview, lockCandidate } from './review.store.js'
import type { CandidateReview, ReviewCandidate } from './review.schema.js'

export async function reviewCandidate(
  tx: Tx,
  { caller, now, newId }: Acting,
  about: { id: string; reference: string },
  { verdict, why }: ReviewCandidate,
): Promise<Outcome<CandidateReview>> {
  const candidate = await findCandidate(tx, about, caller.authoritySlug)
  if (!candidate) return NOT_FOUND
  if (candidate.expiresAt <= now)
    return refused('reference-expired', 'Search again: the new answer has a new reference.')
  const id = newId()
  const { reference } = about
  await lockCandidate(tx, reference)
  await insertReview(tx, {
    id,
    candidateId: reference,
    verdict,
    why,
    recordedAt: now,
    recordedByClientId: caller.clientId,
    recordedByPersonId: caller.personId,
  })
  return {
    ok: true,
    body: { id, reference, verdict, why, recordedAt: now.toISOString() },
    object: { kind: 'candidate-review', id },
    location: `/v1/entry-searches/${about.id}`,
  }
}
