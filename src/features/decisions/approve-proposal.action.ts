import { decideAppealStep } from '../../domain/decision.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type AnyRefusal, type Outcome } from '../../platform/outcome.js'
import { approveCctvFact } from '../cctv/index.js'
import { approveDriverFact } from '../driver-criteria/index.js'
import { approveEntryProposal } from '../entries/index.js'
import type { RecordedHistory } from '../licences/index.js'
import { CLOSED, findProposal, insertOutcome, type ProposalDetail } from '../proposals/index.js'
import { approveStandards } from '../standards/index.js'
import { putStepOnRecord, type StepInput } from './appeal-step.action.js'
import { requireSearchOfCorrection } from './correction-search.action.js'
import type { DecisionInput } from './decision.schema.js'
import { findSubjectOf } from './decision.store.js'
import { HISTORY_MOVED, judge, openHistory, putOnRecord, recordedOutcome } from './put-on-record.action.js'
import type { ApprovedProposal } from './recorded.js'

const SAME_PERSON = {
  ok: false,
  refusal: { code: 'same-person', detail: 'Who proposes cannot approve: another senior officer must.' },
} as const

interface Approved {
  ok: true
  /** The decision, appeal step, entry event, version or fact put on record. An import makes many entries: for them stands the proposal, which they name. */
  resultId: string
  recorded?: Partial<Omit<ApprovedProposal, 'proposal'>>
}
type Approving = Approved | { ok: false; refusal: AnyRefusal }

/** The second of two persons. The approval, what it records and what is derived from it are one transaction. */
export async function approveProposal(tx: Tx, act: Acting, proposalId: string): Promise<Outcome<ApprovedProposal>> {
  const found = await findProposal(tx, act, proposalId)
  if (!found) return NOT_FOUND
  const approved = await APPROVERS[found.kind](tx, act, found)
  if (!approved.ok) return approved
  const { resultId, recorded } = approved
  await insertOutcome(tx, found, { outcome: 'approved', by: act.caller, reason: null, resultId, recordedAt: act.now })
  const closed = await findProposal(tx, act, proposalId)
  return recordedOutcome(
    { decision: null, appeal: null, licence: null, entriesMade: null, ...recorded, proposal: closed ?? found },
    { kind: OBJECT[found.kind], id: resultId },
    `/v1/proposals/${proposalId}`,
  )
}

/** What the audit row of an approval is about. */
const OBJECT = {
  decision: 'decision',
  'appeal-step': 'appeal-step',
  'entry-import': 'proposal',
  'entry-removal': 'entry-event',
  'entry-reinstatement': 'entry-event',
  standards: 'standards',
  'cctv-fact': 'cctv-fact',
  'driver-fact': 'driver-fact',
} as const satisfies Record<ProposalDetail['kind'], string>

function refusalTo({ caller }: Acting, { state, proposedBy }: ProposalDetail) {
  if (state !== 'open') return CLOSED
  return proposedBy.personId === caller.personId ? SAME_PERSON : undefined
}

type Approver = (tx: Tx, act: Acting, proposal: ProposalDetail) => Promise<Approving>

/** Of what is not on the history of a licence: judged anew by the feature that records it, which locks what it is about. */
const open =
  (approve: Approver): Approver =>
  async (tx, act, proposal) =>
    refusalTo(act, proposal) ?? approve(tx, act, proposal)

/** What was proposed is judged anew, on the licence as it is now: what the proposer saw must still be what there is. */
const approveOnHistory: Approver = async (tx, act, found) => {
  const { authoritySlug } = act.caller
  const { decisionId } = found
  if (decisionId === null) throw new Error('a proposal on a history that names no decision')
  const about = await findSubjectOf(tx, decisionId, authoritySlug)
  const history = about && (await openHistory(tx, about, authoritySlug))
  // Again, under the lock: two approvals at once must not both find it open.
  const proposal = history && (await findProposal(tx, act, found.id))
  if (!proposal) return NOT_FOUND
  const refused = refusalTo(act, proposal)
  if (refused) return refused
  if (proposal.licenceVersion !== history.version) return HISTORY_MOVED
  return proposal.kind === 'decision'
    ? approveDecision(tx, act, history, proposal)
    : approveStep(tx, act, history, proposal, decisionId)
}

const APPROVERS: Record<ProposalDetail['kind'], Approver> = {
  decision: approveOnHistory,
  'appeal-step': approveOnHistory,
  'entry-import': open(approveEntryProposal),
  'entry-removal': open(approveEntryProposal),
  'entry-reinstatement': open(approveEntryProposal),
  standards: open(approveStandards),
  'cctv-fact': open(approveCctvFact),
  'driver-fact': open(approveDriverFact),
}

async function approveDecision(
  tx: Tx,
  act: Acting,
  history: RecordedHistory,
  { command, proposedBy }: ProposalDetail,
): Promise<Approving> {
  const input = command as unknown as DecisionInput
  const judged = judge(history, input, todayOf(act))
  if (!judged.ok) return judged
  const recorded = await putOnRecord(tx, act, {
    history,
    fact: judged.decision,
    input,
    proposedBy: proposedBy.personId,
  })
  const decisionId = recorded.decision.id
  const about = { history, fact: judged.decision, searchId: input.searchId, decisionId }
  const missing = await requireSearchOfCorrection(tx, act, about)
  return missing ? { ok: false, refusal: missing } : { ok: true, resultId: decisionId, recorded }
}

async function approveStep(
  tx: Tx,
  act: Acting,
  history: RecordedHistory,
  { command, proposedBy }: ProposalDetail,
  decisionId: string,
): Promise<Approving> {
  const step = command as unknown as StepInput
  const decided = decideAppealStep(history, decisionId, { type: step.type, on: step.on }, todayOf(act))
  if (!decided.ok) return decided
  const { stepId, recorded } = await putStepOnRecord(tx, act, history, step, proposedBy.personId)
  return { ok: true, resultId: stepId, recorded }
}
