import { BANK_HOLIDAYS } from '../../domain/bank-holidays.js'
import { londonDate, type CivilDate } from '../../domain/calendar.js'
import { dueOn } from '../../domain/duties.js'
import type { DutyKind } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { insertDuties, markDone } from './duty.store.js'

interface Starting {
  kind: DutyKind
  authoritySlug: string
  object: { kind: string; id: string }
  from: CivilDate
}

/**
 * Puts a duty on record, in the transaction of what starts its clock. `from` is the day named in src/domain/duties.ts. Writes nothing for an authority
 * outside England, which the Act does not bind, and nothing where the same duty on the same object has been started.
 */
export async function startDuty(tx: Tx, act: { newId: () => string; now: Date }, duty: Starting): Promise<void> {
  await startDuties(tx, act, [duty])
}

/** Several at once, in one statement. */
export async function startDuties(
  tx: Tx,
  { newId, now }: { newId: () => string; now: Date },
  duties: readonly Starting[],
): Promise<void> {
  await insertDuties(
    tx,
    duties.map((duty) => ({
      ...duty,
      id: newId(),
      dueOn: dueOn(duty.kind, duty.from, BANK_HOLIDAYS),
      createdAt: now,
    })),
  )
}

/** Puts on record that a duty was done, today. Nothing if it is done already, or was never started. */
export async function finishDuty(
  tx: Tx,
  { now }: { now: Date },
  duty: { kind: DutyKind; objectId: string },
): Promise<void> {
  await markDone(tx, { ...duty, doneOn: londonDate(now.getTime()), doneAt: now })
}
