import { blockingKeys, identifierKeys } from '../../domain/blocking.js'
import { matchRecord, type MatchRecord } from '../../domain/match.js'
import type { PersonDescription } from '../../domain/person.js'
import type { Secrets } from '../../platform/secrets.js'

/** A person as the index holds and asks for it. `keys` and `identifiers`: signed 64-bit numbers in decimal. */
export interface Indexed {
  record: MatchRecord
  keys: string[]
  identifiers: string[]
}

export function indexed(secrets: Secrets, person: PersonDescription): Indexed {
  return indexOf(secrets, matchRecord(person, digester(secrets)))
}

export function indexOf(secrets: Secrets, record: MatchRecord): Indexed {
  const digest = digester(secrets)
  return {
    record,
    keys: blockingKeys(record).map((key) => signed(digest('key', key))),
    identifiers: identifierKeys(record).map(signed),
  }
}

/** Keyed, in 64 bits: of all the digests of a million people, two differ in value and not in digest in about one register of fifty thousand. */
const digester =
  (secrets: Secrets) =>
  (purpose: string, value: string): string =>
    Buffer.from(secrets.blindIndex(`match.${purpose}`, value)).toString('hex', 0, 8)

/** PostgreSQL has no unsigned numbers. */
const signed = (hex: string): string => BigInt.asIntN(64, BigInt(`0x${hex}`)).toString()
