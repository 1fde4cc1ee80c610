import type { CivilDate } from './calendar.js'
import { normaliseGbDrivingLicence } from './identity.js'
import { fold } from './name-fold.js'
import type { PersonDescription } from './person.js'

/** What a driver number of Great Britain says of its holder (INF1D, DVLA). */
export interface EncodedIdentity {
  /** Up to five letters of the family name, in small letters. */
  family: string
  /** YYMMDD: the number does not say the century. */
  born: string
  /** Up to two letters. */
  initials: string
}

export function parseGbDrivingLicence(number: string): EncodedIdentity | null {
  const normal = normaliseGbDrivingLicence(number)
  if (normal === null) return null
  const month = String(Number(normal.slice(6, 8)) % 50).padStart(2, '0')
  return {
    family: normal.slice(0, 5).replace(/9+$/, '').toLowerCase(),
    born: `${normal[5]}${normal[10]}${month}${normal.slice(8, 10)}`,
    initials: normal.slice(11, 13).replace(/9+$/, '').toLowerCase(),
  }
}

/** The letters of a family name that a driver number holds: five, no spaces or signs, Mac as Mc. */
export function encodedFamilyName(familyName: string): string {
  return fold(familyName)
    .replace(/[^a-z]/g, '')
    .replace(/^mac/, 'mc')
    .slice(0, 5)
}

/** A date of birth as a driver number holds it. */
const encodedBirth = (date: CivilDate): string => date.replace(/\D/g, '').slice(2)

/** What a driver number contradicts. It never says how: that would tell what the number or the record holds. */
export const LICENCE_CONFLICTS = {
  'not-a-driver-number': 'The driving licence number is not in the form of a driver number of Great Britain.',
  'family-name': 'The driver number was made for another family name than any stated.',
  'former-family-name': 'The driver number was made for a former or other family name, not for the one now.',
  'date-of-birth': 'The driver number was made for another date of birth than the one stated.',
  initials: 'The driver number was made for other initials than those of the given names stated.',
} as const
export type LicenceConflict = keyof typeof LICENCE_CONFLICTS

export interface Conflict {
  conflict: LicenceConflict
  /** For the officer. */
  words: string
}

/** Contradictions between the GB driver numbers of a person and the identity stated. Numbers of other issuers encode nothing. */
export function licenceConflicts(person: PersonDescription): Conflict[] {
  const conflicts = new Set<LicenceConflict>()
  for (const { issuer, number } of person.drivingLicences)
    if (issuer === 'gb') for (const conflict of conflictsOf(number, person)) conflicts.add(conflict)
  return [...conflicts].map((conflict) => ({ conflict, words: LICENCE_CONFLICTS[conflict] }))
}

function* conflictsOf(number: string, { names, dateOfBirth }: PersonDescription): Generator<LicenceConflict> {
  const encoded = parseGbDrivingLicence(number)
  if (encoded === null) {
    yield 'not-a-driver-number'
    return
  }
  const fits = names.map((name) => encodedFamilyName(name.familyName) === encoded.family)
  if (fits.length > 0 && !fits.includes(true)) yield 'family-name'
  else if (fits.length > 0 && !fits[0]) yield 'former-family-name'
  if (dateOfBirth !== null && encodedBirth(dateOfBirth) !== encoded.born) yield 'date-of-birth'
  const initials = names.map((name) => fold(name.givenNames).charAt(0)).filter((letter) => /[a-z]/.test(letter))
  if (encoded.initials !== '' && initials.length > 0 && !initials.includes(encoded.initials.charAt(0))) yield 'initials'
}
