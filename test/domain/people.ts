import { matchRecord, type MatchRecord, type NameStatistics } from '../../src/domain/match.js'
import type { PersonDescription } from '../../src/domain/person.js'

/** Reversible, so that a failing test can be read. */
export const plainDigest = (purpose: string, value: string): string => `${purpose}:${value}`

export interface Told {
  given?: string
  family?: string
  others?: readonly (readonly [given: string, family: string])[]
  born?: string | null
  addresses?: readonly (readonly [line1: string, town: string, postcode: string | null])[]
  ni?: string | null
  /** Numbers of Great Britain. */
  licences?: readonly string[]
}

export function person(told: Told = {}): PersonDescription {
  return {
    names: [
      { type: 'full', givenNames: told.given ?? 'Farah', familyName: told.family ?? 'Fictional' },
      ...(told.others ?? []).map(([givenNames, familyName]) => ({ type: 'former' as const, givenNames, familyName })),
    ],
    dateOfBirth: told.born === undefined ? '1979-03-12' : told.born,
    addresses: (told.addresses ?? []).map(([line1, town, postcode]) => ({ line1, town, postcode })),
    niNumber: told.ni ?? null,
    drivingLicences: (told.licences ?? []).map((number) => ({ issuer: 'gb', number })),
  }
}

export const record = (told: Told = {}): MatchRecord => matchRecord(person(told), plainDigest)

export const EMPTY: NameStatistics = { records: 0, given: {}, family: {} }
export const FULL: NameStatistics = {
  records: 50_000,
  given: { muhammad: 0.12, farah: 0.001, jon: 0.03 },
  family: { hussain: 0.04, khan: 0.05, smith: 0.012 },
}
