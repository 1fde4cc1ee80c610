import type { EncodedIdentity } from './driving-licence.js'
import type { MatchRecord } from './match-record.js'

/**
 * A driver number keeps the family name and the date of birth it was made for. So a name that has changed, or a date mistyped, may
 * still show in the number of one person and agree with what the other states, or with the other's number.
 */
export function encodedNameAgrees(one: MatchRecord, other: MatchRecord): boolean {
  const stated = (record: MatchRecord): string[] => record.encodedNames
  return agrees(one, other, stated, ({ family }) => family)
}

export function encodedDateAgrees(one: MatchRecord, other: MatchRecord): boolean {
  const stated = ({ datesOfBirth }: MatchRecord): string[] => datesOfBirth.map((date) => date.slice(2))
  return agrees(one, other, stated, ({ born }) => born)
}

function agrees(
  one: MatchRecord,
  other: MatchRecord,
  stated: (record: MatchRecord) => string[],
  part: (encoded: EncodedIdentity) => string,
): boolean {
  const [ones, others] = [encodedOf(one).map(part), encodedOf(other).map(part)]
  return (
    ones.some((value) => others.includes(value) || stated(other).includes(value)) ||
    others.some((value) => stated(one).includes(value))
  )
}

const encodedOf = (record: MatchRecord): EncodedIdentity[] =>
  record.drivingLicences.flatMap(({ encoded }) => (encoded === null ? [] : [encoded]))
