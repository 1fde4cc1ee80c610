import { fold } from './name-fold.js'
import type { PersonDescription } from './person.js'
import { overlap, within } from './text-distance.js'
import type { AddressLevel } from './match-weights.js'

/** An address as it is compared. */
export interface MatchAddress {
  /** Every number of the first line: of the flat, of the house. */
  numbers: string[]
  /** The pieces of the first line between commas, without numbers and spaces: a street, a building, an estate. */
  lines: string[]
  town: string
  postcode: string
}

/** What kind of street it is, written out or short, or lost in the word before it: it tells few streets apart. */
const KIND =
  /(.{3,}?)(?:street|st|road|rd|avenue|ave?|close|cl|drive|dr|lane|ln|court|ct|crescent|cres|place|pl|circuit|square|sq|gardens|gdns|terrace|tce|way|grove)$/
const NOT_A_STREET = new Set(['flat', 'apartment', 'apt', 'unit', 'room', 'house', 'no'])

export function matchAddress(address: PersonDescription['addresses'][number]): MatchAddress {
  const pieces = address.line1.split(',').map((piece) => fold(piece).split(' ').filter(Boolean))
  return {
    numbers: pieces.flat().filter((word) => /^\d/.test(word)),
    lines: pieces.map(street).filter((line) => line !== ''),
    town: fold(address.town).replaceAll(' ', ''),
    postcode: fold(address.postcode ?? '').replaceAll(' ', ''),
  }
}

const street = (words: string[]): string =>
  words
    .filter((word) => !/^\d/.test(word) && !NOT_A_STREET.has(word))
    .join('')
    .replace(KIND, '$1')

/** Whether it is a postcode of the United Kingdom, which a dozen or two houses have in common. */
const isUnit = (postcode: string): boolean => /^[a-z][a-z0-9]{1,3}[0-9][a-z]{2}$/.test(postcode)

/** What a postcode shares with its neighbours': the outward half in the United Kingdom, elsewhere the first three characters. */
export const district = (postcode: string): string => (isUnit(postcode) ? postcode.slice(0, -3) : postcode.slice(0, 3))

const NEAREST = ['same-address', 'same-postcode', 'same-street', 'near', 'different'] as const satisfies AddressLevel[]

/** The nearest that any address of one comes to any of the other. Null: one has none. */
export function compareAddresses(one: MatchAddress[], other: MatchAddress[]): AddressLevel | null {
  let nearest = Infinity
  for (const address of one) {
    for (const against of other) nearest = Math.min(nearest, rank(address, against) ?? Infinity)
    if (nearest === 0) break
  }
  return NEAREST[nearest] ?? null
}

function rank(one: MatchAddress, other: MatchAddress): number | null {
  const level = compareAddress(one, other)
  return level && NEAREST.indexOf(level)
}

function compareAddress(one: MatchAddress, other: MatchAddress): (typeof NEAREST)[number] | null {
  if (isEmpty(one) || isEmpty(other)) return null
  const bothCodes = one.postcode !== '' && other.postcode !== ''
  const sameCode = bothCodes && one.postcode === other.postcode
  const nearCode = bothCodes && within(1, one.postcode, other.postcode)
  const sameNumber = one.numbers.some((number) => other.numbers.includes(number))
  const sameTown = overlap(one.town, other.town) >= 0.7
  const streets = alike(one.lines, other.lines)
  if (streets >= 0.6) {
    if (nearCode || (sameNumber && sameTown)) return 'same-address'
    if (sameNumber || sameTown) return 'same-street'
  }
  if (nearCode && sameNumber && sameTown) return 'same-street'
  if (sameCode && isUnit(one.postcode)) return sameNumber ? 'same-address' : 'same-postcode'
  const sameDistrict = bothCodes && district(one.postcode) === district(other.postcode)
  return nearCode || sameDistrict || sameTown || streets >= 0.7 ? 'near' : 'different'
}

const isEmpty = ({ lines, postcode }: MatchAddress): boolean => lines.length === 0 && postcode === ''

function alike(lines: string[], others: string[]): number {
  const pairs = lines.flatMap((line) => others.map((other) => (begins(line, other) ? 1 : overlap(line, other))))
  return Math.max(0, ...pairs)
}

/** Of a street whose kind was mistyped. */
function begins(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  return short.length >= 4 && long.startsWith(short)
}
