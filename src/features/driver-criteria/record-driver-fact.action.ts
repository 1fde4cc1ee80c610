import type { NewDriverFact } from '../../domain/driver-facts.js'
import { judgeDriverFact } from '../../domain/driver-record.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, refused, type AnyRefusal, type Outcome } from '../../platform/outcome.js'
import { propose, type Proposal } from '../proposals/index.js'
import type { DriverFact, RecordDriverFact } from './driver-fact.schema.js'
import {
  getDriverFact,
  insertDriverFact,
  isVehicleOf,
  loadDriverFacts,
  lockDriver,
  type DriverKey,
  type RecordedFact,
} from './driver-fact.store.js'

/** One officer records it; a correction becomes a proposal for a second one. */
export async function recordDriverFact(
  tx: Tx,
  act: Acting,
  driverId: string,
  input: RecordDriverFact,
): Promise<Outcome<DriverFact | Proposal>> {
  const driver = { driverId, authoritySlug: act.caller.authoritySlug }
  if (!(await lockDriver(tx, driver))) return NOT_FOUND
  const judged = await judge(tx, act, driver, input)
  if (!judged.ok) return judged
  if (input.correction) return propose(tx, act, { kind: 'driver-fact', driverId, payload: input })
  const { recorded } = judged
  await insertDriverFact(tx, act.secrets, recorded)
  const body = await getDriverFact(tx, act.secrets, recorded.id)
  return { ok: true, body, object: { kind: 'driver-fact', id: recorded.id } }
}

/** What the law says to the fact after all that is on the record of the driver, who is locked: nobody else adds to it before this is recorded. */
export async function judge(
  tx: Tx,
  act: Acting,
  driver: DriverKey,
  input: RecordDriverFact,
): Promise<{ ok: true; recorded: RecordedFact } | { ok: false; refusal: AnyRefusal }> {
  const { caller, now, newId } = act
  const facts = await loadDriverFacts(tx, driver.driverId)
  const today = todayOf(act)
  const fact = read(input, today)
  const refusal = judgeDriverFact(facts, fact, today)
  if (refusal) return refusal
  if ('vehicleId' in input && !(await isVehicleOf(tx, input.vehicleId, caller.authoritySlug)))
    return refused('vehicle-not-found', 'No vehicle of your authority has that id.', '/vehicleId')
  const why = input.correction?.why ?? null
  return {
    ok: true,
    recorded: {
      ...driver,
      id: newId(),
      seq: facts.length + 1,
      fact,
      why,
      recordedAt: now,
      recordedBy: caller,
      proposedBy: null,
    },
  }
}

/** An annulment says nothing of its own: its day is that on which it is recorded. */
function read(input: RecordDriverFact, today: string): NewDriverFact {
  const { type, correction, ...rest } = input
  const { on = today, ...content } = rest as { on?: string } & Record<string, unknown>
  const corrects = correction ? { factId: correction.factId, effect: correction.effect } : null
  // Checked by type when it was sent (driver-fact.schema.ts).
  return { type, on, content, correction: corrects } as unknown as NewDriverFact
}
