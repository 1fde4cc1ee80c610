import type { IdentifierLevel } from './match-weights.js'

/** An identifier that can be compared and not be read: keyed digests of it, and of it without each of its characters in turn. */
export interface BlindNumber {
  whole: string
  shortened: string[]
}

/** Hex of a keyed digest: the same value gives different digests for different purposes. */
export type Digest = (purpose: string, value: string) => string

export function blind(purpose: string, number: string, digest: Digest): BlindNumber {
  const shortened = new Set(Array.from(number, (_, index) => number.slice(0, index) + number.slice(index + 1)))
  return { whole: digest(purpose, number), shortened: Array.from(shortened, (rest) => digest(purpose, rest)) }
}

/** The best agreement of any number of one with any of the other. Null: one has none. */
export function compareIdentifiers(ones: BlindNumber[], others: BlindNumber[]): IdentifierLevel | null {
  if (ones.length === 0 || others.length === 0) return null
  const some = (agrees: (one: BlindNumber, other: BlindNumber) => boolean): boolean =>
    ones.some((one) => others.some((other) => agrees(one, other)))
  if (some((one, other) => one.whole === other.whole)) return 'exact'
  // Numbers of one length have a shortened form in common when one character, or two neighbours, went wrong.
  return some((one, other) => one.shortened.some((rest) => other.shortened.includes(rest)))
    ? 'one-character'
    : 'different'
}
