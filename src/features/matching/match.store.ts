import { METHOD, type MatchRecord } from '../../domain/match.js'
import { LIVE_ENTRY_STATES } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'
import type { Indexed } from './indexed.js'

/** The two tables of the index: of entries and of driver records, in one shape. */
export type Kind = 'entry' | 'driver'
const TABLES = {
  entry: { table: Prisma.raw('entry_match'), id: Prisma.raw('entry_id') },
  driver: { table: Prisma.raw('driver_match'), id: Prisma.raw('driver_id') },
} satisfies Record<Kind, object>

/** Rows read for one key: one that more share says little, and whoever is really alike shares others too. */
const READ_OF_A_KEY = 500
const MOST_BY_KEYS = 100
/** Many names and addresses bring many strangers along: they must not push out the one who is meant. */
const KEYS_FOR_ONE_MORE = 8
const MOST_BY_IDENTIFIERS = 60

export interface Candidate {
  id: string
  authoritySlug: string
  record: MatchRecord
}

export async function putRow(
  tx: Tx,
  kind: Kind,
  { id, authoritySlug }: { id: string; authoritySlug: string },
  { keys, identifiers, record }: Indexed,
): Promise<void> {
  const { table, id: key } = TABLES[kind]
  await tx.$executeRaw`
    INSERT INTO ${table} (${key}, authority_slug, keys, identifiers, record, method)
    VALUES (${id}::uuid, ${authoritySlug}, ${keys}::bigint[], ${identifiers}::bigint[], ${record}::jsonb, ${METHOD})
    ON CONFLICT (${key}) DO UPDATE SET keys = excluded.keys, identifiers = excluded.identifiers, record = excluded.record, method = excluded.method`
}

/** From now on searches find these entries, none of which was in the index before. */
export async function putEntries(
  tx: Tx,
  entries: readonly { id: string; authoritySlug: string; person: Indexed }[],
): Promise<void> {
  await tx.entryMatch.createMany({
    data: entries.map(({ id, authoritySlug, person: { keys, identifiers, record } }) => ({
      entryId: id,
      authoritySlug,
      keys: keys.map(BigInt),
      identifiers: identifiers.map(BigInt),
      record: record as unknown as Prisma.InputJsonObject,
      method: METHOD,
    })),
  })
}

/** From now on alerts find these drivers, none of whom was in the index before. */
export async function putDrivers(
  tx: Tx,
  drivers: readonly { id: string; authoritySlug: string; person: Indexed }[],
): Promise<void> {
  const rows = drivers.map(({ id, authoritySlug, person }) => ({ id, authoritySlug, ...person }))
  // One text for all: to bind each key by itself takes longer than to index it.
  await tx.$executeRaw`
    INSERT INTO driver_match (driver_id, authority_slug, keys, identifiers, record, method)
    SELECT id, "authoritySlug", keys, identifiers, record, ${METHOD}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (id uuid, "authoritySlug" text, keys bigint[], identifiers bigint[], record jsonb)`
}

/** Whether an authority beside this one has an entry that searches find. */
export async function hasEntriesNotOf(tx: Tx, authoritySlug: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (SELECT FROM entry_match WHERE authority_slug <> ${authoritySlug}) AS found`
  return row?.found === true
}

/** From now on nobody finds this entry. */
export async function dropEntry(tx: Tx, entryId: string): Promise<void> {
  await tx.entryMatch.deleteMany({ where: { entryId } })
}

/**
 * Whoever is worth comparing: those who share most identifiers, whole or with a character left out, and those who share most keys. An index look-up for
 * each key, because `keys && array` makes the planner read the whole table.
 * @param notOf an authority whose rows are left out.
 */
export function findCandidates(
  tx: Tx,
  kind: Kind,
  { keys, identifiers }: Indexed,
  notOf: string | undefined,
): Promise<Candidate[]> {
  const { table, id } = TABLES[kind]
  const sharing = (column: 'keys' | 'identifiers', asked: string[], most: number) => Prisma.sql`
    SELECT id FROM unnest(${asked}::bigint[]) AS key CROSS JOIN LATERAL (
      SELECT ${id} AS id FROM ${table} WHERE ${Prisma.raw(column)} @> ARRAY[key] AND authority_slug <> ${notOf ?? ''} LIMIT ${READ_OF_A_KEY}) AS sharing
    GROUP BY id ORDER BY count(*) DESC, id LIMIT ${most}`
  return tx.$queryRaw<Candidate[]>`
    SELECT ${id} AS id, authority_slug AS "authoritySlug", record FROM ${table} WHERE ${id} IN (
      (${sharing('identifiers', identifiers, MOST_BY_IDENTIFIERS)}) UNION (${sharing('keys', keys, MOST_BY_KEYS + Math.floor(keys.length / KEYS_FOR_ONE_MORE))}))`
}

/** Driver records and live entries that the present method has not indexed, among those that follow `after` in order of id. */
export function findOutdated(tx: Tx, kind: Kind, after: string, take: number): Promise<Outdated[]> {
  const all =
    kind === 'driver'
      ? Prisma.sql`driver`
      : Prisma.sql`(SELECT id, authority_slug FROM entry WHERE state = ANY (${[...LIVE_ENTRY_STATES]}::text[])) AS live`
  const { table, id } = TABLES[kind]
  return tx.$queryRaw<Outdated[]>`
    SELECT id, authority_slug AS "authoritySlug" FROM ${all} WHERE id > ${after}::uuid
      AND NOT EXISTS (SELECT FROM ${table} WHERE ${id} = id AND method = ${METHOD}) ORDER BY id LIMIT ${take}`
}

export interface Outdated {
  id: string
  authoritySlug: string
}
