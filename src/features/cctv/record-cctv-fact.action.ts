import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { propose, type Proposal } from '../proposals/index.js'
import type { RecordCctvFact } from './cctv-fact.schema.js'
import { getFact, lockVehicle } from './cctv-fact.store.js'
import type { RecordedCctvFact } from './compliance.schema.js'
import { FREE_TEXT } from './fact-text.js'
import { judge, putOnRecord } from './put-on-record.action.js'
import { vehicleCctv } from './vehicle-cctv.action.js'

/** One officer records it; what frees a vehicle of the rule, and every correction, becomes a proposal for a second one. */
export async function recordCctvFact(
  tx: Tx,
  act: Acting,
  vehicleId: string,
  input: RecordCctvFact,
): Promise<Outcome<RecordedCctvFact | Proposal>> {
  const vehicle = { vehicleId, authoritySlug: act.caller.authoritySlug }
  if (!(await lockVehicle(tx, vehicle))) return NOT_FOUND
  const judgement = await judge(tx, act, vehicle, input)
  if (!judgement.ok) return judgement
  if (input.type === 'exemption' || input.correction)
    return propose(tx, act, { kind: 'cctv-fact', vehicleId, payload: input, texts: FREE_TEXT })
  const id = await putOnRecord(tx, act, vehicle, judgement.judged)
  const fact = await getFact(tx, act.secrets, id)
  const compliance = await vehicleCctv(tx, vehicle, act.now)
  return { ok: true, body: { fact, compliance }, object: { kind: 'cctv-fact', id } }
}
