import type { CivilDate } from '../../domain/calendar.js'
import type { DecidedFact } from '../../domain/command.js'
import { matters } from '../../domain/correction.js'
import { decide, type Decided } from '../../domain/decision.js'
import { refuse } from '../../domain/refusal.js'
import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { Outcome } from '../../platform/outcome.js'
import { followLicence } from '../cctv/index.js'
import { followDecision } from '../entries/index.js'
import {
  findLicence,
  loadApplicationHistory,
  loadHistory,
  lockLicence,
  rewriteStanding,
  type RecordedHistory,
} from '../licences/index.js'
import { lockApplication } from './application.store.js'
import type { DecisionInput } from './decision.schema.js'
import { getDecision, insertDecision, replacePeriod } from './decision.store.js'
import { propose, type Proposal } from '../proposals/index.js'
import type { RecordedDecision } from './recorded.js'

/** Somebody recorded something on the licence that the caller has not seen. */
export const HISTORY_MOVED = {
  ok: false,
  refusal: {
    code: 'history-moved',
    detail: 'Something was recorded on this licence since you read it. Read it again before you decide.',
  },
} as const
/** Locks what a decision is about, then reads its history: until the transaction ends, nobody else adds to it. */
export async function openHistory(
  tx: Tx,
  about: { licenceId: string | null; applicationId: string | null },
  authoritySlug: string,
): Promise<RecordedHistory | undefined> {
  if (about.licenceId !== null)
    return (await lockLicence(tx, about.licenceId, authoritySlug)) ? loadHistory(tx, about.licenceId) : undefined
  if (about.applicationId === null) return undefined
  await lockApplication(tx, about.applicationId)
  return loadApplicationHistory(tx, about.applicationId, authoritySlug)
}

/** What the law says to a decision as it was sent. `imposedBy`: GSS code of another authority. A correction keeps the application of what it corrects. */
export function judge(
  history: RecordedHistory,
  input: DecisionInput,
  today: CivilDate,
  {
    imposedBy = null,
    applicationReceivedOn = null,
  }: { imposedBy?: string | null; applicationReceivedOn?: CivilDate | null } = {},
): Decided {
  const corrected = history.decisions.find(({ id }) => id === input.correction?.decisionId)
  const isAnnulment = input.correction?.effect === 'annul'
  const stray = isAnnulment ? strayField(input) : undefined
  if (stray)
    return refuse(
      'field-not-for-this-decision',
      'An annulment has type, decidedOn, decidedBy, correction and searchId only.',
      `/${stray}`,
    )
  if (!isAnnulment && input.legalBasis === undefined)
    return refuse('field-missing', 'A decision names the power it uses.', '/legalBasis')
  return decide(
    history,
    {
      ...input,
      legalBasis: input.legalBasis ?? '',
      imposedBy,
      applicationReceivedOn: corrected?.applicationReceivedOn ?? applicationReceivedOn,
    },
    today,
  )
}

const OF_AN_ANNULMENT: readonly string[] = ['type', 'decidedOn', 'decidedBy', 'correction', 'searchId']

/** An annulment says nothing of its own: whatever else was sent, the caller meant something by it that would be lost. */
function strayField(input: DecisionInput): string | undefined {
  const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0)
  return Object.entries(input).find(([name, value]) => !OF_AN_ANNULMENT.includes(name) && isGiven(value))?.[0]
}

export interface OnRecord {
  history: RecordedHistory
  fact: DecidedFact
  input: DecisionInput
  /** The application that it determines; a correction keeps that of what it corrects. */
  applicationId?: string
  /** Set when this is the approval of a proposal. */
  proposedBy?: string
}

/** Appends the decision, then writes what is derived from the history that it ends. */
export async function putOnRecord(tx: Tx, act: Acting, record: OnRecord): Promise<RecordedDecision> {
  const { caller, now, newId } = act
  const { history, fact, input } = record
  const { licenceId, authoritySlug } = history
  const id = newId()
  const corrected = history.decisions.find((decision) => decision.id === fact.correction?.decisionId)
  const seq = (history.decisions.at(-1)?.seq ?? 0) + 1
  await insertDecision(tx, {
    id,
    authoritySlug,
    licenceId,
    applicationId: record.applicationId ?? corrected?.applicationId ?? null,
    seq: licenceId === null ? null : seq,
    fact,
    input,
    recordedAt: now,
    recordedBy: caller,
    proposedBy: record.proposedBy ?? null,
  })
  if (licenceId === null) {
    await followEntries(tx, act, history)
    return { decision: await getDecision(tx, id), licence: null }
  }
  if (fact.type === 'grant' || fact.type === 'renew') {
    const entry = { ...fact, id, seq, recordedAt: now.getTime(), appeal: null }
    const matter = matters([...history.decisions, entry]).find(({ ids }) => ids.has(id))
    await replacePeriod(tx, {
      decisionId: id,
      licenceId,
      matterIds: [...(matter?.ids ?? [])],
      period: matter?.decision?.period ?? null,
    })
  }
  await rewriteStanding(tx, licenceId)
  if (fact.type === 'grant') await followLicence(tx, licenceId)
  // Another authority's suspension neither makes an entry of the issuer's nor changes one (2022 Act s.2(1)).
  if (fact.imposedBy === null) await followEntries(tx, act, history)
  return {
    decision: await getDecision(tx, id),
    licence: (await findLicence(tx, licenceId, authoritySlug, now)) ?? null,
  }
}

/** Entries are about drivers. */
export async function followEntries(
  tx: Tx,
  act: Acting,
  { driverId, authoritySlug, licenceId }: RecordedHistory,
): Promise<void> {
  if (driverId !== null) await followDecision(tx, act, { driverId, authoritySlug, licenceId })
}

/** Records a decision that one person may take alone; of any other makes a proposal. */
export async function recordOrPropose(
  tx: Tx,
  act: Acting,
  judged: Decided,
  record: Omit<OnRecord, 'fact' | 'proposedBy'>,
): Promise<Outcome<RecordedDecision | Proposal>> {
  if (!judged.ok) return judged
  const { decision: fact, needsSecondPerson } = judged
  const about = fact.correction?.decisionId ?? fact.liftsDecisionId
  if (needsSecondPerson && about !== null)
    return propose(tx, act, { kind: 'decision', licence: record.history, decisionId: about, payload: record.input })
  const recorded = await putOnRecord(tx, act, { ...record, fact })
  return recordedOutcome(
    recorded,
    { kind: 'decision', id: recorded.decision.id },
    `/v1/decisions/${recorded.decision.id}`,
  )
}

/** The answer to a write that left a licence at a new version. */
export function recordedOutcome<B extends { licence: { version: number } | null }>(
  body: B,
  object: { kind: string; id: string },
  location: string,
): Outcome<B> {
  return { ok: true, body, object, location, ...(body.licence ? { version: body.licence.version } : {}) }
}
