import { addYears, londonDate, type CivilDate } from '../../domain/calendar.js'
import { acting } from '../../platform/acting.js'
import type { Officer } from '../../platform/caller.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { AnyRefusal, Outcome } from '../../platform/outcome.js'
import { followDriver } from '../entries/index.js'
import type { Driver, NewDriver } from './driver.schema.js'
import { addAddresses, addNames, findDriver, insertDriver } from './driver.store.js'
import { created } from './subject.action.js'

export async function createDriver(tx: Tx, deps: Deps, officer: Officer, body: NewDriver): Promise<Outcome<Driver>> {
  const { otherNames, addresses, ...driver } = body
  const at = deps.clock.now()
  const refusal = refuseBirth(driver.dateOfBirth, londonDate(at.getTime()))
  if (refusal) return { ok: false, refusal }
  const key = { authoritySlug: officer.authoritySlug, id: deps.newId() }
  await insertDriver(tx, deps.secrets, key, at, driver)
  await addNames(tx, deps.newId, key.id, otherNames)
  await addAddresses(tx, deps.newId, key.id, addresses)
  await followDriver(tx, acting(deps, officer), { driverId: key.id, authoritySlug: key.authoritySlug })
  return created('driver', await findDriver(tx, deps.secrets, key))
}

/** A slip of the pen, not a rule on who may be licensed: nobody drives on a public road before 16. */
export function refuseBirth(dateOfBirth: CivilDate, today: CivilDate): AnyRefusal | undefined {
  const pointer = '/dateOfBirth'
  if (dateOfBirth > today) return { code: 'date-in-future', detail: 'The date of birth is in the future.', pointer }
  if (addYears(dateOfBirth, 16) > today)
    return { code: 'driver-too-young', detail: 'A driver is at least 16 years old.', pointer }
  return undefined
}
