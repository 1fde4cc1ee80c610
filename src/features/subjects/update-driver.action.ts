import { addDays, londonDate, type CivilDate } from '../../domain/calendar.js'
import { acting } from '../../platform/acting.js'
import type { Officer } from '../../platform/caller.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { NOT_FOUND, type AnyRefusal, type Outcome } from '../../platform/outcome.js'
import { followDriver } from '../entries/index.js'
import { refuseBirth } from './create-driver.action.js'
import { MAX_ADDRESSES, MAX_NAMES, type Driver, type DriverChange } from './driver.schema.js'
import { addAddresses, addNames, changeDriver, endAddress, findDriver, type DriverName } from './driver.store.js'
import type { RecordVersion } from './record.store.js'
import { changed, RECORD_CHANGED } from './subject.action.js'

/**
 * Names and addresses are added, never taken away: variant names hid refused drivers.
 * What is decided here on the record as read holds, since the change is made only at that version.
 */
export async function updateDriver(
  tx: Tx,
  deps: Pick<Deps, 'clock' | 'newId' | 'secrets'>,
  record: RecordVersion,
  change: DriverChange,
  officer: Officer,
): Promise<Outcome<Driver>> {
  const before = await findDriver(tx, deps.secrets, record)
  if (!before) return NOT_FOUND
  const { newAlias, newAddress, nameChangedOn, ...facts } = change
  const names = [...formerName(before.body, facts, nameChangedOn), ...(newAlias ? [alias(newAlias)] : [])]
  const at = deps.clock.now()
  const refusal = refuse(before.body, change, names, londonDate(at.getTime()))
  if (refusal) return { ok: false, refusal }

  if (!(await changeDriver(tx, deps.secrets, record, at, facts))) return RECORD_CHANGED
  await addNames(tx, deps.newId, record.id, names)
  if (newAddress) {
    const latest = before.body.addresses.at(-1)
    if (
      latest &&
      latest.startsOn < newAddress.startsOn &&
      (latest.endsOn === null || latest.endsOn >= newAddress.startsOn)
    )
      await endAddress(tx, record.id, latest.startsOn, addDays(newAddress.startsOn, -1))
    await addAddresses(tx, deps.newId, record.id, [newAddress])
  }
  await followDriver(tx, acting(deps, officer), { driverId: record.id, authoritySlug: record.authoritySlug })
  return changed('driver', await findDriver(tx, deps.secrets, record))
}

const alias = (name: { familyName: string; givenNames: string }): DriverName => ({
  type: 'alias',
  ...name,
  endsOn: null,
})

/** The name before, when the change gives another; none when it repeats the present one. */
function formerName(
  { familyName, givenNames }: Driver,
  change: DriverChange,
  changedOn: CivilDate | undefined,
): DriverName[] {
  if ((change.familyName ?? familyName) === familyName && (change.givenNames ?? givenNames) === givenNames) return []
  const endsOn = changedOn === undefined ? null : addDays(changedOn, -1)
  return [{ type: 'former', familyName, givenNames, endsOn }]
}

function refuse(before: Driver, change: DriverChange, names: DriverName[], today: CivilDate): AnyRefusal | undefined {
  const { dateOfBirth = before.dateOfBirth, nameChangedOn, newAddress } = change
  if (nameChangedOn !== undefined && nameChangedOn > today)
    return { code: 'date-in-future', detail: 'The new name is not in use yet.', pointer: '/nameChangedOn' }
  if (nameChangedOn !== undefined && nameChangedOn <= dateOfBirth)
    return { code: 'date-too-early', detail: 'A name changes after birth.', pointer: '/nameChangedOn' }
  if (names.length > 0 && before.otherNames.length + names.length > MAX_NAMES)
    return full(`The record holds at most ${MAX_NAMES} other names.`, change.newAlias ? '/newAlias' : '/familyName')
  if (newAddress && before.addresses.length >= MAX_ADDRESSES)
    return full(`The record holds at most ${MAX_ADDRESSES} addresses.`, '/newAddress')
  return refuseBirth(dateOfBirth, today)
}

const full = (detail: string, pointer: string): AnyRefusal => ({ code: 'list-full', detail, pointer })
