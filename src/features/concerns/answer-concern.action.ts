import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { finishDuty } from '../duties/index.js'
import type { AnswerConcern, Concern } from './concern.schema.js'
import { findConcern } from './concern.store.js'
import { insertConcernAnswer, isConcernTo } from './report.store.js'

/** The issuing authority says what it did, and why; once. It says so only: a suspension or revocation is a decision of its own on the licence. */
export async function answerConcern(
  tx: Tx,
  act: Acting,
  id: string,
  { action, reasons }: AnswerConcern,
): Promise<Outcome<Concern>> {
  const { caller, now, secrets } = act
  if (!(await isConcernTo(tx, id, caller.authoritySlug))) return NOT_FOUND
  await insertConcernAnswer(tx, secrets, {
    concernId: id,
    action,
    reasons,
    answeredAt: now,
    answeredByClientId: caller.clientId,
    answeredByPersonId: caller.personId,
  })
  await finishDuty(tx, act, { kind: 'consider-concern', objectId: id })
  const body = await findConcern(tx, id, caller.authoritySlug, todayOf(act))
  return body ? { ok: true, body, object: { kind: 'concern-answer', id } } : NOT_FOUND
}
