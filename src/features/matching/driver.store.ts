import { METHOD, type MatchRecord } from '../../domain/match.js'
import type { PersonDescription } from '../../domain/person.js'
import type { DrivingLicenceIssuer, NameType } from '../../domain/words.js'
import { fromDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import { DRIVER_SECRETS, type Secrets } from '../../platform/secrets.js'

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
  const person: PersonDescription = {
    // Types and issuers are held to the domain's words by CHECK constraints.
    names: [
      { type: 'full', familyName, givenNames },
      ...row.otherNames.map((name) => ({
        type: name.type as NameType,
        familyName: name.familyName,
        givenNames: name.givenNames,
      })),
    ],
    dateOfBirth: fromDate(row.dateOfBirth),
    addresses: row.addresses.map(({ line1, line2, town, postcode }) => {
      // Either line may be the street, and the other the house.
      return { line1: line2 === null ? line1 : `${line1}, ${line2}`, town, postcode }
    }),
    niNumber: niNumberEncrypted && secrets.decrypt(DRIVER_SECRETS.niNumber, niNumberEncrypted),
    drivingLicences: drivingLicenceNumberEncrypted
      ? [
          {
            issuer: drivingLicenceIssuer as DrivingLicenceIssuer,
            number: secrets.decrypt(DRIVER_SECRETS.drivingLicence, drivingLicenceNumberEncrypted),
          },
        ]
      : [],
  }
  return { authoritySlug, person }
}

/** What the index holds of a driver, by the present method. */
export async function readIndexed(tx: Tx, driverId: string): Promise<MatchRecord | undefined> {
  const row = await tx.driverMatch.findFirst({ where: { driverId, method: METHOD }, select: { record: true } })
  return row ? (row.record as unknown as MatchRecord) : undefined
}
