import { compareAddresses } from './address-agreement.js'
import { closestDate, compareDates } from './date-agreement.js'
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
import { beats, pairNames } from './name-pairing.js'
import { canonical } from './name-variants.js'
import type { MatchName } from './person-name.js'
import type { NameStatistics } from './name-share.js'
import { DRIVING_LICENCE_ISSUERS, MATCH_BANDS, type MatchBand } from './words.js'

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

/**
 * How sure it is that both descriptions are of one person, and why. It is the same whichever of the two asks. Of each field the best pairing counts, so
 * that whoever tells more names, addresses or numbers than one is never less sure to be found for it.
 */
export function compare(asked: MatchRecord, held: MatchRecord, statistics: NameStatistics): MatchResult {
  const licence = licenceLevel(asked, held)
  const rest = [
    weigh('date-of-birth', dateLevel(asked, held)),
    weigh('address', compareAddresses(asked.addresses, held.addresses)),
    weigh('ni-number', compareIdentifiers(asked.niNumbers, held.niNumbers)),
    weigh('driving-licence', licence),
  ]
  // The same number twice holds the same letters twice: no further evidence.
  const isEncoded = licence !== 'exact' && encodedNameAgrees(asked, held)
  const prior = Math.log2(PRIOR / Math.max(statistics.records, LEAST_RECORDS))
  const [first = judge(rest, prior), ...others] = pairNames(asked.names, held.names, statistics).map((names) =>
    judge([...(isEncoded ? withEncoded(names) : names), ...rest], prior),
  )
  const best = others.reduce((best, result) => (surer(result, best) ? result : best), first)
  const isHidden = best.band === 'none' && isSomeField(rest, 'date-of-birth', LIKE_DATE)
  const isWorded = () => asked.names.some((one) => held.names.some((other) => sameWords(one, other)))
  return isHidden && isWorded() ? { ...best, band: 'possible' } : best
}

function judge(fields: FieldAgreement[], prior: number): MatchResult {
  const bits = fields.reduce((sum, field) => sum + field.bits, 0)
  const posterior = 1 / (1 + 2 ** -(bits + prior))
  return { band: bandOf(fields, posterior), bits, posterior, fields }
}

const BANDS: readonly MatchResult['band'][] = [...MATCH_BANDS, 'none']

/** The band counts before the bits: a relative's rare family name, told as an alias, outweighs two common names that agree. */
function surer(one: MatchResult, best: MatchResult): boolean {
  const ahead = BANDS.indexOf(best.band) - BANDS.indexOf(one.band)
  return ahead > 0 || (ahead === 0 && beats(one.fields, best.fields))
}

/** Numbers of different issuers say nothing of each other. */
function licenceLevel(asked: MatchRecord, held: MatchRecord): IdentifierLevel | null {
  const levels = DRIVING_LICENCE_ISSUERS.map((issuer) => {
    const numbers = (record: MatchRecord) =>
      record.drivingLicences.filter((licence) => licence.issuer === issuer).map(({ number }) => number)
    return compareIdentifiers(numbers(asked), numbers(held))
  })
  return (['exact', 'one-character', 'different'] as const).find((level) => levels.includes(level)) ?? null
}

/** A family name that agrees by itself, but is common, stays what it is: its first five letters say no more than all of it. */
function withEncoded(names: FieldAgreement[]): FieldAgreement[] {
  if (names.some(({ field }) => field === 'name-order')) return names
  const encoded = weigh('family-name', 'encoded')
  return names.map((name) =>
    name.field === 'family-name' && name.bits < encoded.bits && !LIKE_NAME.includes(name.level) ? encoded : name,
  )
}

function dateLevel(asked: MatchRecord, held: MatchRecord): DateLevel | null {
  const stated = asked.datesOfBirth.flatMap((one) => held.datesOfBirth.map((other) => compareDates(one, other)))
  return closestDate(encodedDateAgrees(asked, held) ? [...stated, 'encoded'] : stated)
}

/** Where given names end and the family name begins is a custom of the form: Mohammed Imran | Khan is Mohammed | Imran Khan. */
function sameWords(one: MatchName, other: MatchName): boolean {
  const [words = [], others = []] = [one, other].map(({ given, family }) => [...given, ...family].map(canonical))
  const [fewer, more] = words.length <= others.length ? [words, others] : [others, words]
  // Each word of the longer name answers for one of the shorter: otherwise Hussain Hussain would be all in Mohammed Hussain, and not the other way.
  const free = [...more]
  const isFound = (word: string) => free.includes(word) && free.splice(free.indexOf(word), 1).length === 1
  return fewer.length >= 2 && fewer.every(isFound)
}

const SAME_NAME: readonly AgreementLevel[] = ['exact', 'variant', 'nickname']
const LIKE_NAME: readonly AgreementLevel[] = [...SAME_NAME, 'typo', 'phonetic', 'subset']
const SAME_DATE: readonly AgreementLevel[] = ['exact', 'first-of-january']
const LIKE_DATE: readonly AgreementLevel[] = [...SAME_DATE, 'day-month-swapped']
const OTHER_NAME: readonly AgreementLevel[] = ['different', 'overlap']
const NO_NAME: readonly AgreementLevel[] = [...OTHER_NAME, 'missing']
const OTHER_DATE: readonly AgreementLevel[] = ['different', 'generation', 'two-digits']

const isSomeField = (fields: FieldAgreement[], field: FieldAgreement['field'], levels: readonly AgreementLevel[]) =>
  fields.some((agreement) => agreement.field === field && levels.includes(agreement.level))

function bandOf(fields: FieldAgreement[], posterior: number): MatchResult['band'] {
  const has = (field: FieldAgreement['field'], levels: readonly AgreementLevel[]) => isSomeField(fields, field, levels)
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
  const sameGiven = has('given-names', ['exact']) && (!isSwapped || has('family-name', ['exact']))
  const likeFatherAndSon = has('date-of-birth', ['generation']) && !sameGiven
  const ofOneHousehold = likeFatherAndSon || (otherIdentifier && (otherName || otherDate))
  // One name and a date are what many strangers have in common.
  const nearIdentifier = has('ni-number', ['one-character']) || has('driving-licence', ['one-character'])
  const isHalfNamed = has('given-names', NO_NAME) || has('family-name', NO_NAME)
  const isTooLittle = isHalfNamed && has('address', ['different', 'missing']) && !nearIdentifier
  if (posterior >= STRONG && (sameIdentifier || !(ofOneHousehold || isTooLittle))) {
    const sameDate = has('date-of-birth', SAME_DATE)
    if (sameIdentifier && (sameDate || namesAre(SAME_NAME))) return 'exact'
    return sameDate && namesAre(SAME_NAME) && !isSwapped ? 'exact' : 'strong'
  }
  // What an officer would want to have seen is never hidden, however common the name. Brothers at one address are not that.
  const isNamedOrAtHome = namesAre(LIKE_NAME) || has('address', ['same-address'])
  if (sameIdentifier || (isNamedOrAtHome && has('date-of-birth', LIKE_DATE))) return 'possible'
  return posterior >= POSSIBLE && !(otherName && otherDate && !nearIdentifier) ? 'possible' : 'none'
}
