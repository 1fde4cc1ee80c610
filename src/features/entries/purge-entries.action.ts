import { londonDate } from '../../domain/calendar.js'
import { appendAudit } from '../../platform/audit.js'
import { inTransaction, type Db, type Tx } from '../../platform/db.js'
import { removeAll } from '../../platform/housekeeping.js'
import { finishDuty } from '../duties/index.js'
import { tellRequesters } from '../information-requests/index.js'
import { dropEntry } from '../matching/index.js'
import { appendEntryEvent, getEntrySays } from './entry.store.js'
import { deletePerson, deleteReasons, findOver } from './purge.store.js'
import { lockRegister } from './register.store.js'

/** At a time: none of it may run into the limits that protect the pool. */
const AT_ONCE = 100

/**
 * Removes what the Act wants removed after eleven years (s.2(2)(c), s.4(3)(b)): of each entry that is over the person, and the reasons of the decision
 * behind it. A tombstone stays: whose entry, of what kind and days, from when to when; and whoever asked about it is told (s.3(4)). Each entry is a
 * transaction of its own; what a crash or a fault leaves is found by the next run.
 * @throws the first fault, once all the others are done.
 */
export async function purgeEntries(db: Db, now: Date, newId: () => string): Promise<void> {
  const today = londonDate(now.getTime())
  const faults: unknown[] = []
  let ids: string[] = []
  do {
    ids = await findOver(db.prisma, { today, after: ids.at(-1), take: AT_ONCE })
    for (const id of ids)
      await inTransaction(db, (tx) => expire(tx, { now, newId }, id)).catch((fault: unknown) => faults.push(fault))
  } while (ids.length > 0)
  await removeAll((most) => inTransaction(db, (tx) => deleteReasons(tx, most)), AT_ONCE)
  if (faults.length > 0) throw faults[0]
}

async function expire(tx: Tx, { now, newId }: { now: Date; newId: () => string }, entryId: string): Promise<void> {
  await lockRegister(tx, 'update')
  // Another process may have been here first.
  const says = await getEntrySays(tx, entryId)
  if (!says) return
  const id = newId()
  await appendEntryEvent(tx, {
    ...says,
    id,
    entryId,
    state: 'expired',
    cause: 'retention-over',
    changedOn: londonDate(now.getTime()),
    changeTakesEffectOn: null,
    recordedAt: now,
    recordedBy: null,
  })
  await tellRequesters(tx, { newId, now }, { entryId, entryEventId: id })
  await deletePerson(tx, entryId)
  await dropEntry(tx, entryId)
  await finishDuty(tx, { now }, { kind: 'remove-entry', objectId: entryId })
  await appendAudit(tx, {
    at: now,
    caller: null,
    action: 'purge-entry',
    requestId: 'housekeeping',
    object: { kind: 'entry-event', id },
  })
}
