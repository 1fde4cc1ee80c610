import { compare, type MatchResult, type NameStatistics } from '../../domain/match.js'
import type { PersonDescription } from '../../domain/person.js'
import { MATCH_BANDS, type MatchBand } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import { indexed, type Indexed } from './indexed.js'
import { findCandidates, hasEntriesNotOf, type Kind } from './match.store.js'
import { readStatistics } from './statistics.store.js'

/** An entry or a driver record that may be about the person asked for. */
export interface Found extends MatchResult {
  objectId: string
  authoritySlug: string
  band: MatchBand
}

/** `notOf`: an authority whose own are left out. */
interface FindOptions {
  notOf?: string
}

/** Live entries that may be about this person: exact, strong, possible, and among those the surest first. Bounded, so it may be run on any request. */
export const findEntriesLike = async (
  tx: Tx,
  secrets: Secrets,
  person: PersonDescription,
  options: FindOptions = {},
): Promise<Found[]> => findLike(tx, 'entry', indexed(secrets, person), await readStatistics(tx), options)

/** The same for many persons, in the same order: one look-up each, and none where no other authority has an entry. */
export async function findEntriesLikeEach(
  tx: Tx,
  persons: readonly Indexed[],
  { notOf }: { notOf: string },
): Promise<Found[][]> {
  if (!(await hasEntriesNotOf(tx, notOf))) return persons.map(() => [])
  const statistics = await readStatistics(tx)
  const found: Found[][] = []
  for (const person of persons) found.push(await findLike(tx, 'entry', person, statistics, { notOf }))
  return found
}

/** For each of these persons the driver records of any authority that may be about it, in the same order: one look-up a person. */
export async function findDriversLike(
  tx: Tx,
  persons: readonly Indexed[],
  options: FindOptions = {},
): Promise<Found[][]> {
  const statistics = await readStatistics(tx)
  const found: Found[][] = []
  for (const person of persons) found.push(await findLike(tx, 'driver', person, statistics, options))
  return found
}

/** Whether two descriptions are of one person, neither of them on the register by itself. */
export async function comparePersons(
  tx: Tx,
  secrets: Secrets,
  one: PersonDescription,
  other: PersonDescription,
): Promise<MatchResult> {
  return compare(indexed(secrets, one).record, indexed(secrets, other).record, await readStatistics(tx))
}

async function findLike(
  tx: Tx,
  kind: Kind,
  asked: Indexed,
  statistics: NameStatistics,
  { notOf }: FindOptions,
): Promise<Found[]> {
  const candidates = await findCandidates(tx, kind, asked, notOf)
  return candidates
    .flatMap(({ id, authoritySlug, record }) => {
      const { band, ...result } = compare(asked.record, record, statistics)
      return band === 'none' ? [] : [{ ...result, band, objectId: id, authoritySlug }]
    })
    .sort((one, other) => MATCH_BANDS.indexOf(one.band) - MATCH_BANDS.indexOf(other.band) || other.bits - one.bits)
}
