import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal } from '../../platform/outcome.js'
import { CLOSED, findProposal, type ProposalDetail } from '../proposals/index.js'
import type { RecordDriverFact } from './driver-fact.schema.js'
import { insertDriverFact, lockDriver } from './driver-fact.store.js'
import { judge } from './record-driver-fact.action.js'

/** A correction is judged anew, with the driver locked: what it corrects may have been corrected since it was proposed. */
export async function approveDriverFact(
  tx: Tx,
  act: Acting,
  { id, driverId, command, proposedBy }: ProposalDetail,
): Promise<{ ok: true; resultId: string } | { ok: false; refusal: AnyRefusal }> {
  if (driverId === null) throw new Error('a proposal about a driver that names none')
  const driver = { driverId, authoritySlug: act.caller.authoritySlug }
  // Again, under the lock: of two approvals at once the second finds it approved, not a fault in what it proposes.
  if (!(await lockDriver(tx, driver)) || (await findProposal(tx, act, id))?.state !== 'open') return CLOSED
  // Written by the registry itself, from a body that was checked.
  const judged = await judge(tx, act, driver, command as unknown as RecordDriverFact)
  if (!judged.ok) return judged
  const { recorded } = judged
  await insertDriverFact(tx, act.secrets, { ...recorded, proposedBy: proposedBy.personId })
  return { ok: true, resultId: recorded.id }
}
