import type { CivilDate } from '../../domain/calendar.js'
import { settlesConditions } from '../../domain/cctv-condition.js'
import type { NewCctvFact } from '../../domain/cctv-facts.js'
import { judgeCctvFact } from '../../domain/cctv-record.js'
import type { Refused } from '../../domain/refusal.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { refused, type AnyRefusal } from '../../platform/outcome.js'
import { loadHistory } from '../licences/index.js'
import { findVersions } from '../standards/index.js'
import type { RecordCctvFact } from './cctv-fact.schema.js'
import { findDecidedLicence, insertFact, loadFacts, type Texts, type Vehicle } from './cctv-fact.store.js'
import { rewriteCompliance } from './compliance.action.js'
import { takeApart } from './fact-text.js'

/** A fact that may go on the record, and its place there. */
interface Judged extends Texts {
  fact: NewCctvFact
  seq: number
}

/** What the law says to the fact after all that is on the record of the vehicle, which is locked. */
export async function judge(
  tx: Tx,
  act: Acting,
  vehicle: Vehicle,
  input: RecordCctvFact,
): Promise<{ ok: true; judged: Judged } | { ok: false; refusal: AnyRefusal }> {
  const today = todayOf(act)
  const { fact, ...texts } = read(input, today)
  const facts = (await loadFacts(tx, [vehicle.vehicleId])).get(vehicle.vehicleId) ?? []
  const refusal = judgeCctvFact(facts, fact, await findVersions(tx, vehicle.authoritySlug), today)
  if (refusal) return asSent(refusal)
  if ('decisionId' in input && !(await isConditionOf(tx, input.decisionId, vehicle)))
    return refused(
      'decision-not-found',
      'No grant, renewal or variation that counts, of a licence of this vehicle, has that id.',
      '/decisionId',
    )
  return { ok: true, judged: { fact, ...texts, seq: (facts.at(-1)?.seq ?? 0) + 1 } }
}

async function isConditionOf(tx: Tx, decisionId: string, vehicle: Vehicle): Promise<boolean> {
  const licenceId = await findDecidedLicence(tx, decisionId, vehicle)
  const history = licenceId === undefined ? undefined : await loadHistory(tx, licenceId)
  return history !== undefined && settlesConditions(history.decisions, decisionId)
}

/** Appends the fact and writes what is derived from it. `proposedBy`: the first of two persons. */
export async function putOnRecord(
  tx: Tx,
  { newId, now, caller, secrets }: Acting,
  vehicle: Vehicle,
  judged: Judged,
  proposedBy: string | null = null,
): Promise<string> {
  const id = newId()
  await insertFact(tx, secrets, { ...vehicle, ...judged, id, recordedAt: now, recordedBy: caller, proposedBy })
  await rewriteCompliance(tx, vehicle.authoritySlug, [vehicle.vehicleId])
  return id
}

/** An annulment says nothing of its own: its day is that on which it is recorded. */
function read(input: RecordCctvFact, today: CivilDate): { fact: NewCctvFact } & Texts {
  const { type, correction, ...rest } = input
  const { on = today, ...fields } = rest as { on?: CivilDate } & Record<string, unknown>
  const { content, texts } = takeApart(fields)
  const corrects = correction ? { factId: correction.factId, effect: correction.effect } : null
  return {
    // Checked by type when it was sent (cctv-fact.schema.ts).
    fact: { type, on, content, correction: corrects } as unknown as NewCctvFact,
    texts,
    ...(correction && { correctionWhy: correction.why }),
  }
}

/** The law has the content of a fact apart; whoever sent it has not. */
function asSent({ refusal: { code, detail, pointer } }: Refused): { ok: false; refusal: AnyRefusal } {
  return refused(code, detail, pointer?.replace('/content/', '/'))
}
