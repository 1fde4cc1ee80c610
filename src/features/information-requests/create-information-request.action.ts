import { isLive } from '../../domain/entry.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, refused, type Outcome } from '../../platform/outcome.js'
import { startDuty } from '../duties/index.js'
import { holdCandidate, insertRequest } from './candidate.store.js'
import type { CreateInformationRequest, InformationRequest } from './information-request.schema.js'
import { findRequest } from './information-request.store.js'

/**
 * Asks the recording authority for what is behind an entry (2022 Act s.3(2)). The request arrives the moment it is sent, and the 20 working days run from
 * that day: an authority cannot stop its clock by not opening it.
 */
export async function createInformationRequest(
  tx: Tx,
  act: Acting,
  { candidate: candidateId, question }: CreateInformationRequest,
): Promise<Outcome<InformationRequest>> {
  const { caller, now } = act
  const candidate = await holdCandidate(tx, candidateId, caller.authoritySlug)
  if (!candidate) return NOT_FOUND
  const { entryId, entryState, holderSlug, expiresAt, verdict, ...forWhat } = candidate
  if (expiresAt <= now) return refused('reference-expired', 'The reference has expired: search again.', '/candidate')
  if (verdict !== 'confirmed')
    return refused(
      'candidate-not-confirmed',
      'First record, on the search, that the candidate is the applicant, and why.',
      '/candidate',
    )
  if (!isLive({ state: entryState }))
    return refused('reference-expired', 'There is no longer an entry behind the reference: search again.', '/candidate')

  const id = act.newId()
  const today = todayOf(act)
  await insertRequest(tx, {
    ...forWhat,
    id,
    fromSlug: caller.authoritySlug,
    toSlug: holderSlug,
    candidateId,
    entryId,
    question: question ?? null,
    receivedOn: today,
    sentAt: now,
    sentByClientId: caller.clientId,
    sentByPersonId: caller.personId,
  })
  await startDuty(tx, act, {
    kind: 'answer-request',
    authoritySlug: holderSlug,
    object: { kind: 'information-request', id },
    from: today,
  })
  const body = await findRequest(tx, id, caller.authoritySlug, today)
  if (!body) throw new Error('a request just sent is not found')
  return { ok: true, body, object: { kind: 'information-request', id }, location: `/v1/information-requests/${id}` }
}
