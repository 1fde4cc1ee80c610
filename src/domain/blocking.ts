import { district } from './address-agreement.js'
import { encodedBirth } from './driving-licence.js'
import type { MatchRecord } from './match-record.js'
import { canonical } from './name-variants.js'
import { soundKey, type MatchName } from './person-name.js'

/** A description with twenty names and fifty addresses still asks a bounded question: what is first in it counts. */
const MOST_KEYS = 300
const MOST_NAMES = 8

/**
 * Words that two descriptions of one person are likely to have in common and two strangers are not: a piece of a name with a piece of the
 * date of birth or of the address. About fifty. Whoever has none in common is never compared; how many they share ranks them.
 */
export function blockingKeys(record: MatchRecord): string[] {
  const names = record.names.slice(0, MOST_NAMES)
  const places = placePieces(record)
  const date = record.dateOfBirth
  // Too many people were given the first of January for it to be a key by itself.
  const keys = new Set(date === null || date.endsWith('0101') ? [] : [`date ${date.slice(2)}`])
  for (const place of places.alone) keys.add(place)
  for (const pair of namePairs(names)) for (const piece of places.wide) keys.add(`${pair} ${piece}`)
  const pieces = namePieces(names, record)
  for (const piece of [...datePieces(record), ...places.near]) for (const name of pieces) keys.add(`${name} ${piece}`)
  return [...keys].slice(0, MOST_KEYS)
}

/** Digests of the identifiers and of their shortened forms: those of equal numbers, or of numbers one character apart, meet. */
export function identifierKeys(record: MatchRecord): string[] {
  const numbers = record.drivingLicences.map(({ number }) => number)
  if (record.niNumber !== null) numbers.unshift(record.niNumber)
  return [...new Set(numbers.flatMap(({ whole, shortened }) => [whole, ...shortened]))]
}

/** Its sound, its beginning, its end: one slip cannot break all three. */
function namePieces(names: MatchName[], record: MatchRecord): Set<string> {
  const pieces = new Set<string>()
  for (const part of names.flatMap(({ given, family }) => [...given, ...family])) {
    const sound = soundKey(part)
    const name = canonical(part)
    if (sound.length > 1) pieces.add(sound)
    else if (sound !== '' && part.length > 1) pieces.add(`~${sound}`)
    if (name.length >= 4) pieces.add(`<${name.slice(0, 3)}`).add(`>${name.slice(-3)}`)
  }
  for (const { encoded } of record.drivingLicences)
    if (encoded !== null && encoded.family.length >= 4) pieces.add(`<${encoded.family.slice(0, 3)}`)
  return pieces
}

/** Two of day, month and year, and day and month in either order. A driver number's date counts beside the one stated. */
function datePieces(record: MatchRecord): Set<string> {
  const dates = new Set(record.drivingLicences.flatMap(({ encoded }) => (encoded === null ? [] : [encoded.born])))
  if (record.dateOfBirth !== null) dates.add(encodedBirth(record.dateOfBirth))
  const pieces = new Set<string>()
  for (const date of dates) {
    const [year, month, day] = [date.slice(0, 2), date.slice(2, 4), date.slice(4)]
    pieces
      .add(`y${year}m${month}`)
      .add(`y${year}d${day}`)
      .add(`y${year}s${[month, day].sort().join('')}`)
    if (month !== '01' || day !== '01') pieces.add(`m${month}d${day}`)
  }
  return pieces
}

/** The sounds of a given name and of a family name, in either order: two names at once need little else to agree. */
function namePairs(names: MatchName[]): Set<string> {
  const pairs = new Set<string>()
  for (const { given, family } of names)
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

function placePieces(record: MatchRecord): PlacePieces {
  const pieces: PlacePieces = { near: new Set(), wide: new Set(), alone: new Set() }
  for (const { numbers, lines, town, postcode } of record.addresses) {
    if (postcode !== '') pieces.near.add(`@${district(postcode)}`)
    if (town !== '') pieces.wide.add(`t${town.slice(0, 4)}`)
    for (const line of lines) {
      pieces.wide.add(`l${line.slice(0, 4)}`)
      if (town !== '') pieces.near.add(`l${line.slice(0, 4)}t${town.slice(0, 3)}`)
      for (const number of numbers) pieces.near.add(`l${line.slice(0, 4)}#${number}`)
      for (const number of numbers) pieces.alone.add(`l${line.slice(0, 4)}#${number}p${postcode}`)
    }
  }
  if (record.dateOfBirth !== null) pieces.wide.add(`y${record.dateOfBirth.slice(2, 4)}`)
  return pieces
}
