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
  /** YYYYMMDD, the present one first. */
  datesOfBirth: string[]
  addresses: MatchAddress[]
  niNumbers: BlindNumber[]
  drivingLicences: { issuer: DrivingLicenceIssuer; number: BlindNumber; encoded: EncodedIdentity | null }[]
}

export function matchRecord(person: PersonDescription, digest: Digest): MatchRecord {
  const dates = [...listed(person.dateOfBirth), ...(person.formerDatesOfBirth ?? [])].map((date) =>
    date.replaceAll('-', ''),
  )
  const niNumbers = [...listed(person.niNumber), ...(person.formerNiNumbers ?? [])]
  return {
    names: person.names.map(matchName),
    encodedNames: [...new Set(person.names.map((name) => encodedFamilyName(name.familyName)))],
    datesOfBirth: [...new Set(dates.filter((date) => /^\d{8}$/.test(date)))],
    addresses: person.addresses.map(matchAddress),
    niNumbers: [...new Set(niNumbers)].map((number) => blind('ni-number', number, digest)),
    drivingLicences: person.drivingLicences.map(({ issuer, number }) => ({
      issuer,
      number: blind(`driving-licence-${issuer}`, number, digest),
      encoded: issuer === 'gb' ? parseGbDrivingLicence(number) : null,
    })),
  }
}

const listed = <T>(value: T | null): T[] => (value === null ? [] : [value])
