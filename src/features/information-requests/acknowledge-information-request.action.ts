import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { insertReceipt, isAnswered } from './answer.store.js'
import type { InformationRequest } from './information-request.schema.js'
import { findRequest } from './information-request.store.js'

/** An officer of the recording authority takes a request up. The clock has been running since it was sent. */
export async function acknowledgeInformationRequest(
  tx: Tx,
  act: Acting,
  id: string,
): Promise<Outcome<InformationRequest>> {
  const { caller, now } = act
  const answered = await isAnswered(tx, id, caller.authoritySlug)
  if (answered === undefined) return NOT_FOUND
  if (answered) return { ok: false, refusal: ANSWERED }
  await insertReceipt(tx, {
    requestId: id,
    acknowledgedAt: now,
    acknowledgedByClientId: caller.clientId,
    acknowledgedByPersonId: caller.personId,
  })
  const body = await findRequest(tx, id, caller.authoritySlug, todayOf(act))
  return body ? { ok: true, body, object: { kind: 'information-receipt', id } } : NOT_FOUND
}

export const ANSWERED = { code: 'request-already-answered', detail: 'The request has its answer.' } as const
