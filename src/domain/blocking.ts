import { district, type MatchAddress } from './address-agreement.js'
import type { EncodedIdentity } from './driving-licence.js'
import type { MatchRecord } from './match-record.js'
import { canonical } from './name-variants.js'
import { soundKey, type MatchName } from './person-name.js'

/** What counts of a description: the full name and twenty others, twenty addresses. */
const MOST_NAMES = 21
const MOST_ADDRESSES = 20

/**
 * A piece of a name meets an address where the product of their ranks is at most this: of the full name every address, of every name the first
 * address. All of both would be ten thousand look-ups. To tell more afterwards takes none of these meetings away; whole names meet every address.
 */
const REACH = 21

/** Each kind of key has its own, so that no number of addresses keeps a name from meeting a date. Twenty-one names of two parts need them all. */
const MOST_OF = { date: 1200, wide: 900, near: 1600, door: 200 }

/**
 * Words that two descriptions of one person are likely to have in common and two strangers are not: a piece of a name with a piece of the
 * date of birth or of the address. About fifty for one name and one address. Whoever has none in common is never compared; how many they
 * share ranks them.
 */
export function blockingKeys(record: MatchRecord): string[] {
  const encoded = record.drivingLicences.flatMap((licence) => (licence.encoded === null ? [] : [licence.encoded]))
  const names = record.names
    .slice(0, MOST_NAMES)
    .map((name, index) => ({ pieces: namePieces(name, index === 0 ? encoded : []), pairs: namePairs(name) }))
  const places = record.addresses.slice(0, MOST_ADDRESSES).map(placePieces)
  // A driver number's date counts beside those stated.
  const dates = [...new Set([...record.datesOfBirth.map((date) => date.slice(2)), ...encoded.map(({ born }) => born)])]
  const byDate = names.map(({ pieces, pairs }) =>
    dates.flatMap((date) => [...each(datePieces(date), pieces), ...each([`y${date.slice(0, 2)}`], pairs)]),
  )
  const widely = places.flatMap(({ wide }) => names.map(({ pairs }) => each(wide, pairs)))
  const nearby = places.flatMap(({ near }, index) =>
    names.slice(0, Math.floor(REACH / (index + 1))).map(({ pieces }) => each(near, pieces)),
  )
  const doors = places.map(({ alone }) => [...alone])
  // Too many people were given the first of January for it to be a key by itself.
  const days = record.datesOfBirth.filter((date) => !date.endsWith('0101')).map((date) => `date ${date.slice(2)}`)
  return [
    ...new Set([
      ...days,
      ...inTurn(doors, MOST_OF.door),
      ...inTurn(byDate, MOST_OF.date),
      ...inTurn(widely, MOST_OF.wide),
      ...inTurn(nearby, MOST_OF.near),
    ]),
  ]
}

/** Digests of the identifiers and of their shortened forms: those of equal numbers, or of numbers one character apart, meet. */
export function identifierKeys(record: MatchRecord): string[] {
  const numbers = [...record.niNumbers, ...record.drivingLicences.map(({ number }) => number)]
  return [...new Set(numbers.flatMap(({ whole, shortened }) => [whole, ...shortened]))]
}

const each = (pieces: Iterable<string>, names: Set<string>): string[] =>
  Array.from(pieces).flatMap((piece) => Array.from(names, (name) => `${name} ${piece}`))

/** The first key of every list, then the second of every list, and so on, up to a number of different keys. */
function inTurn(lists: string[][], most: number): Set<string> {
  const taken = new Set<string>()
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  for (let turn = 0; turn < longest; turn += 1)
    for (const { [turn]: key } of lists) if (key !== undefined && taken.size < most) taken.add(key)
  return taken
}

/** Its sound, its beginning, its end: one slip cannot break all three. The names in driver numbers have a beginning too. */
function namePieces({ given, family }: MatchName, encoded: EncodedIdentity[]): Set<string> {
  const pieces = new Set<string>()
  for (const part of [...given, ...family]) {
    const sound = soundKey(part)
    const name = canonical(part)
    if (sound.length > 1) pieces.add(sound)
    else if (sound !== '' && part.length > 1) pieces.add(`~${sound}`)
    if (name.length >= 4) pieces.add(`<${name.slice(0, 3)}`).add(`>${name.slice(-3)}`)
  }
  for (const { family: name } of encoded) if (name.length >= 4) pieces.add(`<${name.slice(0, 3)}`)
  return pieces
}

/** Two of day, month and year, and day and month in either order, of YYMMDD. */
function datePieces(date: string): string[] {
  const [year, month, day] = [date.slice(0, 2), date.slice(2, 4), date.slice(4)]
  const pieces = [`y${year}m${month}`, `y${year}d${day}`, `y${year}s${[month, day].sort().join('')}`]
  return month === '01' && day === '01' ? pieces : [...pieces, `m${month}d${day}`]
}

/** The sounds of a given name and of a family name, in either order: two names at once need little else to agree. */
function namePairs({ given, family }: MatchName): Set<string> {
  const pairs = new Set<string>()
  for (const one of given) for (const other of family) pairs.add([soundKey(one), soundKey(other)].sort().join('+'))
  return pairs
}

interface PlacePieces {
  /** Enough with a piece of one name. */
  near: Set<string>
  /** Enough with both names. */
  wide: Set<string>
  /** Enough alone. */
  alone: Set<string>
}

function placePieces({ numbers, lines, town, postcode }: MatchAddress): PlacePieces {
  const pieces: PlacePieces = { near: new Set(), wide: new Set(), alone: new Set() }
  if (postcode !== '') pieces.near.add(`@${district(postcode)}`)
  if (town !== '') pieces.wide.add(`t${town.slice(0, 4)}`)
  for (const line of lines) {
    const street = `l${line.slice(0, 4)}`
    pieces.wide.add(street)
    if (town !== '') pieces.near.add(`${street}t${town.slice(0, 3)}`)
    for (const number of numbers) pieces.near.add(`${street}#${number}`)
    for (const number of numbers) pieces.alone.add(`${street}#${number}p${postcode}`)
  }
  return pieces
}
