import { BANK_HOLIDAYS } from '../../domain/bank-holidays.js'
import { londonDate, type CivilDate } from '../../domain/calendar.js'
import { dueOn } from '../../domain/duties.js'
import type { DutyKind } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { insertDuty, markDone } from './duty.store.js'

/**
 * Puts a duty on record, in the transaction of what starts its clock. `from` is the day named in src/domain/duties.ts. Writes nothing for an authority
 * outside England, which the Act does not bind, and nothing where the same duty on the same object has been started.
 */
export async function startDuty(
  tx: Tx,
  { newId, now }: { newId: () => string; now: Date },
  duty: { kind: DutyKind; authoritySlug: string; object: { kind: string; id: string }; from: CivilDate },
): Promise<void> {
  await insertDuty(tx, { ...duty, id: newId(), dueOn: dueOn(duty.kind, duty.from, BANK_HOLIDAYS), createdAt: now })
}

/** Puts on record that a duty was done, today. Nothing if it is done already, or was never started. */
export async function finishDuty(
  tx: Tx,
  { now }: { now: Date },
  duty: { kind: DutyKind; objectId: string },
): Promise<void> {
  await markDone(tx, { ...duty, doneOn: londonDate(now.getTime()), doneAt: now })
}
