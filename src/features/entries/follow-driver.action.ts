import { isDeepStrictEqual } from 'node:util'
import { isLive } from '../../domain/entry.js'
import type { PersonDescription } from '../../domain/person.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import { raiseForLicence } from '../alerts/index.js'
import { queueForHolder } from '../licences/index.js'
import { indexDriver } from '../matching/index.js'
import { personOf } from './entry.store.js'
import { everKnownAs } from './ever-known-as.js'
import { findFollowed, findLicencesOf, type FollowedEntry } from './followed.store.js'
import { makeSearchable, recordChange } from './record-change.action.js'
import { lockRegister } from './register.store.js'

/**
 * A driver record was made or changed: it is found by what it says now, live entries say that too, and either side is compared with the other
 * authorities anew. An entry loses nothing by it: one officer could otherwise make it be about nobody. A removed entry keeps the person as it was,
 * until it is reinstated.
 */
export async function followDriver(
  tx: Tx,
  act: Acting,
  about: { driverId: string; authoritySlug: string },
): Promise<void> {
  const { driverId, authoritySlug } = about
  await queueForHolder(tx, driverId)
  const person = await indexDriver(tx, act.secrets, driverId)
  const outdated = await findOutdated(tx, act, about, person)
  const licenceIds = await findLicencesOf(tx, driverId)
  if (outdated.length === 0 && licenceIds.length === 0) return
  await lockRegister(tx, outdated.length > 0 ? 'update' : 'share')
  for (const { id, decisionType, decidedOn, takesEffectOn, suspensionEndsOn } of outdated) {
    await recordChange(
      tx,
      act,
      { id, authoritySlug },
      {
        decisionType,
        decidedOn,
        takesEffectOn,
        suspensionEndsOn,
        state: 'amended',
        cause: 'person-amended',
        changedOn: todayOf(act),
        changeTakesEffectOn: null,
      },
    )
    await makeSearchable(tx, act, { id, authoritySlug }, person)
  }
  for (const id of licenceIds) await raiseForLicence(tx, act, { id, authoritySlug, driverId })
}

async function findOutdated(
  tx: Tx,
  { secrets }: Acting,
  about: { driverId: string; authoritySlug: string },
  person: PersonDescription,
): Promise<FollowedEntry[]> {
  const outdated: FollowedEntry[] = []
  for (const entry of (await findFollowed(tx, about)).filter(isLive))
    if (await isOutdated(tx, secrets, entry, person)) outdated.push(entry)
  return outdated
}

async function isOutdated(
  tx: Tx,
  secrets: Secrets,
  { id }: FollowedEntry,
  person: PersonDescription,
): Promise<boolean> {
  const stored = await personOf(tx, secrets, id)
  return !isDeepStrictEqual(everKnownAs(person, stored), stored)
}
