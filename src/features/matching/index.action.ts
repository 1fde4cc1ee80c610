import { isDeepStrictEqual } from 'node:util'
import type { MatchRecord } from '../../domain/match.js'
import type { PersonDescription } from '../../domain/person.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import { readDriver, readIndexed } from './driver.store.js'
import { indexed, indexOf } from './indexed.js'
import { putRow } from './match.store.js'

/** From now on searches find this entry, under this description. */
export async function indexEntry(
  tx: Tx,
  secrets: Secrets,
  { entryId, authoritySlug }: { entryId: string; authoritySlug: string },
  person: PersonDescription,
): Promise<void> {
  await putRow(tx, 'entry', { id: entryId, authoritySlug }, indexed(secrets, person))
}

/**
 * From now on alerts find this driver, as its record describes it and ever did: identifiers and dates are overwritten in the record, and one officer
 * could otherwise hide a driver from a refusal elsewhere. What another `METHOD` indexed cannot be kept: it compares with nothing.
 * @returns the driver as the record describes it now.
 */
export async function indexDriver(tx: Tx, secrets: Secrets, driverId: string): Promise<PersonDescription> {
  const { authoritySlug, person } = await readDriver(tx, secrets, driverId)
  const now = indexed(secrets, person)
  const before = await readIndexed(tx, driverId)
  const all = before ? indexOf(secrets, everRecorded(now.record, before)) : now
  await putRow(tx, 'driver', { id: driverId, authoritySlug }, all)
  return person
}

/** What is so now stands first: the first of each list counts most. */
const everRecorded = (now: MatchRecord, before: MatchRecord): MatchRecord => ({
  names: union(now.names, before.names),
  encodedNames: union(now.encodedNames, before.encodedNames),
  datesOfBirth: union(now.datesOfBirth, before.datesOfBirth),
  addresses: union(now.addresses, before.addresses),
  niNumbers: union(now.niNumbers, before.niNumbers),
  drivingLicences: union(now.drivingLicences, before.drivingLicences),
})

const union = <T>(now: T[], before: T[]): T[] => [
  ...now,
  ...before.filter((one) => !now.some((other) => isDeepStrictEqual(one, other))),
]

/** What the record of a driver says of who it is about: identifiers in clear, for this process alone. */
export async function describeDriver(tx: Tx, secrets: Secrets, driverId: string): Promise<PersonDescription> {
  return (await readDriver(tx, secrets, driverId)).person
}
