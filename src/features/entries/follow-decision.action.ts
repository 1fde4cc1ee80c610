import { entries, mayBeMade, missingChanges } from '../../domain/entry.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { raiseForLicence } from '../alerts/index.js'
import { loadHistoriesOfDriver, queueForHolder } from '../licences/index.js'
import { describeDriver } from '../matching/index.js'
import { findFollowed, findNation } from './followed.store.js'
import { keepEntry, type Changing } from './keep-entry.action.js'
import { lockRegister } from './register.store.js'

/**
 * Follows what was just recorded of a driver, in its transaction: entries are made, amended, removed and reinstated as src/domain/entry.ts says. The
 * only writer of entries of decisions recorded here. Outside England the Act binds nobody: only the entries made by `makeEntry` are followed.
 * `licenceId`: the driver's licence it was recorded on, if any: compared anew with the entries of other authorities, because whatever is recorded may
 * put it in force: a grant, a correction, and an appeal that is put on record late, which undoes a revocation that has taken effect.
 */
export async function followDecision(
  tx: Tx,
  act: Acting,
  about: { driverId: string; authoritySlug: string; licenceId: string | null },
): Promise<void> {
  // A refused application locks no licence: without the queue, it and a grant to the same person at once would not see each other.
  await queueForHolder(tx, about.driverId)
  await followQueued(tx, act, about)
}

/** As `followDecision`, where the caller has queued for the driver, or made the record in this transaction. */
export async function followQueued(
  tx: Tx,
  act: Acting,
  about: { driverId: string; authoritySlug: string; licenceId: string | null },
): Promise<void> {
  const { driverId, authoritySlug, licenceId } = about
  const changing = await findChanging(tx, act, about)
  if (changing.length > 0) {
    await lockRegister(tx, 'update')
    const person = await describeDriver(tx, act.secrets, driverId)
    for (const one of changing) await keepEntry(tx, act, about, one, person)
  }
  if (licenceId === null) return
  if (changing.length === 0) await lockRegister(tx, 'share')
  await raiseForLicence(tx, act, { id: licenceId, authoritySlug, driverId })
}

async function findChanging(
  tx: Tx,
  act: Acting,
  about: { driverId: string; authoritySlug: string },
): Promise<Changing[]> {
  const isBound = (await findNation(tx, about.authoritySlug)) === 'england'
  const followed = await findFollowed(tx, about)
  return entries(await loadHistoriesOfDriver(tx, about)).flatMap((entry) => {
    const stored = followed.find(({ decisionId }) => decisionId === entry.decisionId)
    if (!stored && !(isBound && mayBeMade(entry, todayOf(act)))) return []
    const changes = missingChanges(entry, stored)
    return changes.length > 0 ? [{ entry, stored: stored ?? null, changes }] : []
  })
}
