import { takeTurn, type Tx } from '../../platform/db.js'

export async function findCandidate(
  tx: Tx,
  { id, reference }: { id: string; reference: string },
  authoritySlug: string,
): Promise<{ expiresAt: Date } | null> {
  return tx.entrySearchCandidate.findFirst({
    where: { id: reference, searchId: id, search: { authoritySlug } },
    select: { expiresAt: true },
  })
}

/** Reviews of one candidate are numbered one after the other. */
export async function lockCandidate(tx: Tx, id: string): Promise<void> {
  await takeTurn(tx, `candidate ${id}`)
}

export interface NewReview {
  id: string
  candidateId: string
  verdict: string
  why: string
  recordedAt: Date
  recordedByClientId: string
  recordedByPersonId: string
}

export async function insertReview(tx: Tx, review: NewReview): Promise<void> {
  const { candidateId } = review
  const before = await tx.candidateReview.count({ where: { candidateId } })
  await tx.candidateReview.create({ data: { ...review, seq: before + 1 }, select: { id: true } })
}
