import { matchAddress, type MatchAddress } from './address-agreement.js'
import { encodedFamilyName, parseGbDrivingLicence, type EncodedIdentity } from './driving-licence.js'
import { blind, type BlindNumber, type Digest } from './identifier-agreement.js'
import { matchName, type MatchName } from './person-name.js'
import type { PersonDescription } from './person.js'
import type { DrivingLicenceIssuer } from './words.js'

/** A person as compared and stored: JSON. Names and addresses folded, identifiers as digests only. */
export interface MatchRecord {
  names: MatchName[]
  /** The family names as a driver number would begin with them. */
  encodedNames: string[]
  /** YYYYMMDD */
  dateOfBirth: string | null
  addresses: MatchAddress[]
  niNumber: BlindNumber | null
  drivingLicences: { issuer: DrivingLicenceIssuer; number: BlindNumber; encoded: EncodedIdentity | null }[]
}

export function matchRecord(person: PersonDescription, digest: Digest): MatchRecord {
  const date = person.dateOfBirth?.replaceAll('-', '') ?? ''
  return {
    names: person.names.map(matchName),
    encodedNames: [...new Set(person.names.map((name) => encodedFamilyName(name.familyName)))],
    dateOfBirth: /^\d{8}$/.test(date) ? date : null,
    addresses: person.addresses.map(matchAddress),
    niNumber: person.niNumber === null ? null : blind('ni-number', person.niNumber, digest),
    drivingLicences: person.drivingLicences.map(({ issuer, number }) => ({
      issuer,
      number: blind(`driving-licence-${issuer}`, number, digest),
      encoded: issuer === 'gb' ? parseGbDrivingLicence(number) : null,
    })),
  }
}
