import { decideAppealStep } from '../../domain/decision.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { findLicence, rewriteStanding, type RecordedHistory } from '../licences/index.js'
import type { LodgeAppeal, RecordAppealStep } from './appeal.schema.js'
import { findAppealed, getAppeal, insertAppeal, insertAppealStep } from './appeal.store.js'
import { findSubjectOf } from './decision.store.js'
import { propose, type Proposal } from '../proposals/index.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import { followEntries, openHistory, recordedOutcome } from './put-on-record.action.js'
import type { RecordedAppeal } from './recorded.js'

/** The step `lodged` makes the appeal. A late one is recorded like any other: it is a fact of the court's. */
export async function lodgeAppeal(
  tx: Tx,
  act: Acting,
  decisionId: string,
  input: LodgeAppeal,
): Promise<Outcome<RecordedAppeal>> {
  const { authoritySlug } = act.caller
  const about = await findSubjectOf(tx, decisionId, authoritySlug)
  const history = about && (await openHistory(tx, about, authoritySlug))
  if (!history) return NOT_FOUND
  const decided = decideAppealStep(history, decisionId, { type: 'lodged', on: input.on }, todayOf(act))
  if (!decided.ok) return decided
  const appealId = act.newId()
  await insertAppeal(tx, { id: appealId, decisionId, authoritySlug, createdAt: act.now })
  const { stepId, recorded } = await putStepOnRecord(tx, act, history, { ...input, appealId, type: 'lodged' })
  return recordedOutcome(recorded, { kind: 'appeal-step', id: stepId }, `/v1/appeals/${appealId}`)
}

export async function recordAppealStep(
  tx: Tx,
  act: Acting,
  appealId: string,
  input: RecordAppealStep,
): Promise<Outcome<RecordedAppeal | Proposal>> {
  const { authoritySlug } = act.caller
  const about = await findAppealed(tx, appealId, authoritySlug)
  const history = about && (await openHistory(tx, about, authoritySlug))
  if (!about || !history) return NOT_FOUND
  const decided = decideAppealStep(history, about.decisionId, { type: input.type, on: input.on }, todayOf(act))
  if (!decided.ok) return decided
  const step = { ...input, appealId }
  if (decided.needsSecondPerson)
    return propose(tx, act, {
      kind: 'appeal-step',
      licence: history,
      decisionId: about.decisionId,
      payload: step,
    })
  const { stepId, recorded } = await putStepOnRecord(tx, act, history, step)
  return recordedOutcome(recorded, { kind: 'appeal-step', id: stepId }, `/v1/appeals/${appealId}`)
}

/** A step of an appeal as it was sent: what a proposal keeps until it is approved. */
export type StepInput = LodgeAppeal & { appealId: string; type: RecordAppealStep['type'] | 'lodged' }

/** Appends the step, then writes what is derived from the history that it ends. */
export async function putStepOnRecord(
  tx: Tx,
  act: Acting,
  history: RecordedHistory,
  step: StepInput,
  proposedBy: string | null = null,
): Promise<{ stepId: string; recorded: RecordedAppeal }> {
  const { caller, now, newId } = act
  const { licenceId, authoritySlug } = history
  const { appealId, type, on, court, reference = null } = step
  const stepId = newId()
  await insertAppealStep(tx, {
    id: stepId,
    appealId,
    type,
    on,
    court,
    reference,
    recordedAt: now,
    recordedBy: caller,
    proposedBy,
  })
  if (licenceId !== null) await rewriteStanding(tx, licenceId)
  await followEntries(tx, act, history)
  const licence = licenceId === null ? null : ((await findLicence(tx, licenceId, authoritySlug, now)) ?? null)
  return { stepId, recorded: { appeal: await getAppeal(tx, appealId), licence } }
}
