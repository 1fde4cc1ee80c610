import { compareAddresses } from './address-agreement.js'
import { compareDates } from './date-agreement.js'
import { encodedDateAgrees, encodedNameAgrees } from './encoded-agreement.js'
import { compareIdentifiers } from './identifier-agreement.js'
import type { MatchRecord } from './match-record.js'
import {
  weigh,
  type AgreementLevel,
  type DateLevel,
  type FieldAgreement,
  type IdentifierLevel,
} from './match-weights.js'
import { bestNames } from './name-pairing.js'
import type { NameStatistics } from './name-share.js'
import { DRIVING_LICENCE_ISSUERS, type MatchBand } from './words.js'

export { describeAgreement } from './agreement-words.js'
export { matchRecord } from './match-record.js'
export type { FieldAgreement, MatchRecord, NameStatistics }

/** The version of the normaliser and of the weights: stored with every record and every search. A change to either changes it. */
export const METHOD = 'n1.w1'

export interface MatchResult {
  band: MatchBand | 'none'
  /** Of evidence, all fields together: for the record of the search, never for the officer. */
  bits: number
  /** Probability, 0 to 1, that both descriptions are of one person. */
  posterior: number
  fields: FieldAgreement[]
}

/** How likely a person asked about is on the register at all, when it is complete. */
const PRIOR = 0.05

/**
 * A register counts as no smaller than this. While it fills, the chance that a person is on it grows as it does, so that the chance of being one
 * given record stays the same: two descriptions must not become one person because few others have been entered yet.
 */
const LEAST_RECORDS = 10_000

const STRONG = 0.95
const POSSIBLE = 0.05

/** How sure it is that both descriptions are of one person, and why. It is the same whichever of the two asks. */
export function compare(asked: MatchRecord, held: MatchRecord, statistics: NameStatistics): MatchResult {
  const licence = licenceLevel(asked, held)
  const fields = [
    ...names(asked, held, statistics, licence),
    weigh('date-of-birth', dateLevel(asked, held)),
    weigh('address', compareAddresses(asked.addresses, held.addresses)),
    weigh('ni-number', compareIdentifiers(listed(asked.niNumber), listed(held.niNumber))),
    weigh('driving-licence', licence),
  ]
  const bits = fields.reduce((sum, field) => sum + field.bits, 0)
  const odds = bits + Math.log2(PRIOR / Math.max(statistics.records, LEAST_RECORDS))
  const posterior = 1 / (1 + 2 ** -odds)
  return { band: bandOf(fields, posterior), bits, posterior, fields }
}

const listed = <T>(value: T | null): T[] => (value === null ? [] : [value])

/** Numbers of different issuers say nothing of each other. */
function licenceLevel(asked: MatchRecord, held: MatchRecord): IdentifierLevel | null {
  const levels = DRIVING_LICENCE_ISSUERS.map((issuer) => {
    const numbers = (record: MatchRecord) =>
      record.drivingLicences.filter((licence) => licence.issuer === issuer).map(({ number }) => number)
    return compareIdentifiers(numbers(asked), numbers(held))
  })
  return (['exact', 'one-character', 'different'] as const).find((level) => levels.includes(level)) ?? null
}

function names(
  asked: MatchRecord,
  held: MatchRecord,
  statistics: NameStatistics,
  licence: IdentifierLevel | null,
): FieldAgreement[] {
  const fields = bestNames(asked.names, held.names, statistics)
  const isSwapped = fields.some(({ field }) => field === 'name-order')
  // The same number twice holds the same letters twice: no further evidence.
  if (isSwapped || licence === 'exact' || !encodedNameAgrees(asked, held)) return fields
  const encoded = weigh('family-name', 'encoded')
  return fields.map((field) => (field.field === 'family-name' && field.bits < encoded.bits ? encoded : field))
}

function dateLevel(asked: MatchRecord, held: MatchRecord): DateLevel | null {
  const stated =
    asked.dateOfBirth === null || held.dateOfBirth === null ? null : compareDates(asked.dateOfBirth, held.dateOfBirth)
  if (stated === 'exact' || stated === 'first-of-january' || stated === 'day-month-swapped') return stated
  return encodedDateAgrees(asked, held) ? 'encoded' : stated
}

const SAME_NAME: readonly AgreementLevel[] = ['exact', 'variant', 'nickname']
const LIKE_NAME: readonly AgreementLevel[] = [...SAME_NAME, 'typo', 'phonetic', 'subset']
const SAME_DATE: readonly AgreementLevel[] = ['exact', 'first-of-january']
const LIKE_DATE: readonly AgreementLevel[] = [...SAME_DATE, 'day-month-swapped']
const OTHER_NAME: readonly AgreementLevel[] = ['different', 'overlap']
const OTHER_DATE: readonly AgreementLevel[] = ['different', 'generation', 'two-digits']

function bandOf(fields: FieldAgreement[], posterior: number): MatchResult['band'] {
  const has = (field: FieldAgreement['field'], levels: readonly AgreementLevel[]): boolean =>
    fields.some((agreement) => agreement.field === field && levels.includes(agreement.level))
  const namesAre = (levels: readonly AgreementLevel[]): boolean =>
    has('given-names', levels) && has('family-name', levels)
  const sameIdentifier = has('ni-number', ['exact']) || has('driving-licence', ['exact'])
  const isSwapped = has('name-order', ['swapped'])

  // Two of one household have family name and address in common, however rare the name: father and son much of the given name too, twins the date.
  // Only identifiers tell twins apart, or a father from a son of the very same name. Where none can be compared, one who gave another date, or
  // another given name, and hid nothing else is the likelier case.
  const otherName = has('given-names', OTHER_NAME) || (isSwapped && has('family-name', OTHER_NAME))
  const otherDate = has('date-of-birth', OTHER_DATE)
  const otherIdentifier = has('ni-number', ['different']) || has('driving-licence', ['different'])
  const likeFatherAndSon = has('date-of-birth', ['generation']) && !has('given-names', ['exact'])
  const ofOneHousehold = likeFatherAndSon || (otherIdentifier && (otherName || otherDate))
  if (posterior >= STRONG && (sameIdentifier || !ofOneHousehold)) {
    const sameDate = has('date-of-birth', SAME_DATE)
    if (sameIdentifier && (sameDate || namesAre(SAME_NAME))) return 'exact'
    return sameDate && namesAre(SAME_NAME) && !isSwapped ? 'exact' : 'strong'
  }
  // What an officer would want to have seen is never hidden, however common the name. Brothers at one address are not that.
  if (sameIdentifier || (namesAre(LIKE_NAME) && has('date-of-birth', LIKE_DATE))) return 'possible'
  const nearIdentifier = has('ni-number', ['one-character']) || has('driving-licence', ['one-character'])
  return posterior >= POSSIBLE && !(otherName && otherDate && !nearIdentifier) ? 'possible' : 'none'
}
