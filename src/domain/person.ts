import type { CivilDate } from './calendar.js'
import type { DrivingLicenceIssuer, NameType } from './words.js'

/** A name as it was given. `full`: the one in use now. */
export interface PersonName {
  type: 'full' | NameType
  familyName: string
  givenNames: string
}

/** What is known of a person, to find the same person elsewhere. Every list holds the present and the former ones. */
export interface PersonDescription {
  /** The first is the full name now. */
  names: readonly PersonName[]
  dateOfBirth: CivilDate | null
  /** Dates that a record of this person once had. */
  formerDatesOfBirth?: readonly CivilDate[]
  addresses: readonly { line1: string; town: string; postcode: string | null }[]
  /** As `normaliseNiNumber` gives it: without the suffix letter. */
  niNumber: string | null
  /** Numbers that a record of this person once had, in the same form. */
  formerNiNumbers?: readonly string[]
  drivingLicences: readonly { issuer: DrivingLicenceIssuer; number: string }[]
}
