import { METHOD, type MatchRecord } from '../../domain/match.js'
import type { PersonDescription } from '../../domain/person.js'
import type { DrivingLicenceIssuer, NameType } from '../../domain/words.js'
import { fromDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import { DRIVER_SECRETS, type Secrets } from '../../platform/secrets.js'
import { personOfRecord } from './person-of-record.js'

/** A driver record as a description to find the person by, with the latest address first. */
export async function readDriver(
  tx: Tx,
  secrets: Secrets,
  id: string,
): Promise<{ authoritySlug: string; person: PersonDescription }> {
  const { authoritySlug, ...row } = await tx.driver.findUniqueOrThrow({
    where: { id },
    include: { otherNames: { orderBy: { id: 'asc' } }, addresses: { orderBy: { startsOn: 'desc' } } },
  })
  const { familyName, givenNames, niNumberEncrypted, drivingLicenceIssuer, drivingLicenceNumberEncrypted } = row
  // Types and issuers are held to the domain's words by CHECK constraints.
  const person = personOfRecord({
    familyName,
    givenNames,
    otherNames: row.otherNames.map((name) => ({ ...name, type: name.type as NameType })),
    dateOfBirth: fromDate(row.dateOfBirth),
    addresses: row.addresses,
    niNumber: niNumberEncrypted && secrets.decrypt(DRIVER_SECRETS.niNumber, niNumberEncrypted),
    drivingLicence: drivingLicenceNumberEncrypted && {
      issuer: drivingLicenceIssuer as DrivingLicenceIssuer,
      number: secrets.decrypt(DRIVER_SECRETS.drivingLicence, drivingLicenceNumberEncrypted),
    },
  })
  return { authoritySlug, person }
}

/** What the index holds of a driver, by the present method. */
export async function readIndexed(tx: Tx, driverId: string): Promise<MatchRecord | undefined> {
  const row = await tx.driverMatch.findFirst({ where: { driverId, method: METHOD }, select: { record: true } })
  return row ? (row.record as unknown as MatchRecord) : undefined
}
