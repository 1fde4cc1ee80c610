import { decideAppealStep } from '../../domain/decision.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import type { RecordedHistory } from '../licences/index.js'
import { putStepOnRecord, type StepInput } from './appeal-step.action.js'
import type { DecisionInput } from './decision.schema.js'
import { findSubjectOf } from './decision.store.js'
import type { ProposalDetail } from './proposal.schema.js'
import { findProposal, insertOutcome } from './proposal.store.js'
import {
  HISTORY_MOVED,
  judge,
  openHistory,
  putOnRecord,
  recordedOutcome,
  todayOf,
  type Acting,
} from './put-on-record.action.js'
import type { ApprovedProposal } from './recorded.js'

export const CLOSED = {
  ok: false,
  refusal: { code: 'proposal-closed', detail: 'The proposal was approved or rejected before.' },
} as const
const SAME_PERSON = {
  ok: false,
  refusal: { code: 'same-person', detail: 'Who proposes cannot approve: another senior officer must.' },
} as const

/**
 * The second of two persons. What was proposed is judged anew, on the licence as it is now: what the proposer saw must still be what there is.
 * The approval, what it records and what is derived from it are one transaction.
 */
export async function approveProposal(tx: Tx, act: Acting, proposalId: string): Promise<Outcome<ApprovedProposal>> {
  const { authoritySlug } = act.caller
  const found = await findProposal(tx, proposalId, authoritySlug)
  const about = found && (await findSubjectOf(tx, found.decisionId, authoritySlug))
  const history = about && (await openHistory(tx, about, authoritySlug))
  // Again, under the lock: two approvals at once must not both find it open.
  const proposal = history && (await findProposal(tx, proposalId, authoritySlug))
  if (!proposal) return NOT_FOUND
  if (proposal.state !== 'open') return CLOSED
  if (proposal.proposedBy.personId === act.caller.personId) return SAME_PERSON
  if (proposal.licenceVersion !== history.version) return HISTORY_MOVED
  const approved = await (proposal.kind === 'decision' ? approveDecision : approveStep)(tx, act, history, proposal)
  if (!approved.ok) return approved
  const { resultId, decision, appeal, licence } = approved
  await insertOutcome(tx, proposal, {
    outcome: 'approved',
    by: act.caller,
    reason: null,
    resultId,
    recordedAt: act.now,
  })
  const closed = await findProposal(tx, proposalId, authoritySlug)
  const object = { kind: proposal.kind, id: resultId }
  return recordedOutcome(
    { proposal: closed ?? proposal, decision, appeal, licence },
    object,
    `/v1/proposals/${proposalId}`,
  )
}

async function approveDecision(tx: Tx, act: Acting, history: RecordedHistory, { command, proposedBy }: ProposalDetail) {
  const input = command as unknown as DecisionInput
  const judged = judge(history, input, todayOf(act))
  if (!judged.ok) return judged
  const recorded = await putOnRecord(tx, act, {
    history,
    fact: judged.decision,
    input,
    proposedBy: proposedBy.personId,
  })
  return { ok: true, resultId: recorded.decision.id, ...recorded, appeal: null } as const
}

async function approveStep(
  tx: Tx,
  act: Acting,
  history: RecordedHistory,
  { command, decisionId, proposedBy }: ProposalDetail,
) {
  const step = command as unknown as StepInput
  const decided = decideAppealStep(history, decisionId, { type: step.type, on: step.on }, todayOf(act))
  if (!decided.ok) return decided
  const { stepId, recorded } = await putStepOnRecord(tx, act, history, step, proposedBy.personId)
  return { ok: true, resultId: stepId, ...recorded, decision: null } as const
}
