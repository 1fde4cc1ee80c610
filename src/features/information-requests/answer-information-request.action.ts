import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { finishDuty } from '../duties/index.js'
import { insertAnswer, isAnswered } from './answer.store.js'
import type { AnswerInformationRequest, InformationRequest } from './information-request.schema.js'
import { findRequest } from './information-request.store.js'

/** The recording authority gives the information, or says why not; once, in time or late. That it is not answered already, the database holds to. */
export async function answerInformationRequest(
  tx: Tx,
  act: Acting,
  id: string,
  input: AnswerInformationRequest,
): Promise<Outcome<InformationRequest>> {
  const { caller, now, secrets } = act
  if ((await isAnswered(tx, id, caller.authoritySlug)) === undefined) return NOT_FOUND
  await insertAnswer(tx, secrets, {
    ...(input.outcome === 'provided' ? { ...input, refusalReason: null } : { ...input, ...NOTHING_GIVEN }),
    requestId: id,
    answeredAt: now,
    answeredByClientId: caller.clientId,
    answeredByPersonId: caller.personId,
  })
  await finishDuty(tx, act, { kind: 'answer-request', objectId: id })
  const body = await findRequest(tx, id, caller.authoritySlug, todayOf(act))
  return body ? { ok: true, body, object: { kind: 'information-answer', id } } : NOT_FOUND
}

const NOTHING_GIVEN = { text: null, grounds: [], relevantInformation: [] }
