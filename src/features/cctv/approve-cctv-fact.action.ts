import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal } from '../../platform/outcome.js'
import { CLOSED, findProposal, type ProposalDetail } from '../proposals/index.js'
import type { RecordCctvFact } from './cctv-fact.schema.js'
import { lockVehicle } from './cctv-fact.store.js'
import { judge, putOnRecord } from './put-on-record.action.js'

/** Judged anew with the vehicle locked: what was so when it was proposed may not be so any more. */
export async function approveCctvFact(
  tx: Tx,
  act: Acting,
  { id, vehicleId, command, proposedBy }: ProposalDetail,
): Promise<{ ok: true; resultId: string } | { ok: false; refusal: AnyRefusal }> {
  if (vehicleId === null) throw new Error('a proposal on a vehicle that names none')
  const vehicle = { vehicleId, authoritySlug: act.caller.authoritySlug }
  // Again, under the lock: of two approvals at once the second finds it approved, not a fault in what it proposes.
  if (!(await lockVehicle(tx, vehicle)) || (await findProposal(tx, act, id))?.state !== 'open') return CLOSED
  // Written by the registry itself, from a body that was checked.
  const judgement = await judge(tx, act, vehicle, command as RecordCctvFact)
  if (!judgement.ok) return judgement
  return { ok: true, resultId: await putOnRecord(tx, act, vehicle, judgement.judged, proposedBy.personId) }
}
