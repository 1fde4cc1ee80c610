import type { CivilDate } from '../../domain/calendar.js'
import type { PersonDescription } from '../../domain/person.js'
import type { DrivingLicenceIssuer, NameType } from '../../domain/words.js'

/** A driver record: the latest address first. */
interface DriverRecord {
  familyName: string
  givenNames: string
  otherNames: readonly { type: NameType; familyName: string; givenNames: string }[]
  dateOfBirth: CivilDate
  addresses: readonly { line1: string; line2: string | null; town: string; postcode: string }[]
  niNumber: string | null
  drivingLicence: { issuer: DrivingLicenceIssuer; number: string } | null
}

/** A driver record as a description to find the person by. */
export const personOfRecord = ({
  familyName,
  givenNames,
  otherNames,
  dateOfBirth,
  addresses,
  niNumber,
  drivingLicence,
}: DriverRecord): PersonDescription => ({
  names: [
    { type: 'full', familyName, givenNames },
    ...otherNames.map((name) => ({ type: name.type, familyName: name.familyName, givenNames: name.givenNames })),
  ],
  dateOfBirth,
  // Either line may be the street, and the other the house.
  addresses: addresses.map(({ line1, line2, town, postcode }) => {
    return { line1: line2 === null ? line1 : `${line1}, ${line2}`, town, postcode }
  }),
  niNumber,
  drivingLicences: drivingLicence ? [drivingLicence] : [],
})
