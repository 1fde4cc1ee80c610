// What PostgreSQL itself needs for the same rows: one COPY into an empty table that has its indexes.
//   likewise  exactly the columns, checks and indexes of stated_licence, without its references
//   plain     the columns, and one index on the registration mark
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

const COLUMNS =
  'authority_slug, kind, vrm, number, starts_on, ends_on, description, is_wheelchair_accessible, stated_by'
const TABLES = {
  likewise: `CREATE TABLE peer (LIKE stated_licence INCLUDING ALL)`,
  plain: `CREATE TABLE peer AS SELECT ${COLUMNS} FROM stated_licence LIMIT 0; CREATE INDEX ON peer (vrm)`,
}
export const PEERS = Object.keys(TABLES)

/** The rows of a file of the national register's as the registry keeps them. */
export function rowsOf(text, slug) {
  const rows = parse(text).map(([vrm, startsOn, endsOn, type, , number, access]) => [
    slug,
    type === 'PHV' ? 'private-hire-vehicle' : 'hackney-carriage-vehicle',
    vrm,
    number,
    startsOn,
    endsOn,
    type,
    access,
    1,
  ])
  return Buffer.from(stringify(rows))
}

/** @returns milliseconds from the first byte to the commit. */
export async function copyInto(peer, connectionString, rows) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    await client.query(`DROP TABLE IF EXISTS peer; ${TABLES[peer]}`)
    const startedAt = performance.now()
    await pipeline(partsOf(rows), client.query(copyFrom(`COPY peer (${COLUMNS}) FROM STDIN (FORMAT csv)`)))
    const ms = performance.now() - startedAt
    await client.query('DROP TABLE peer')
    return ms
  } finally {
    await client.end()
  }
}

/** @param onEnd called when the last part has been taken. */
export function partsOf(bytes, onEnd = () => {}) {
  const size = 64 * 1024
  return Readable.from(
    (function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
      onEnd()
    })(),
  )
}
