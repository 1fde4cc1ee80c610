// A register of its own for the matching benchmark: on the PostgreSQL server that TEST_DATABASE_URL names, else on the embedded database in a folder
// that goes with it. Everything in it is made up.
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { seedAuthorities } from '../dist/features/authorities/index.js'
import { indexEntry } from '../dist/features/matching/index.js'
import { indexed } from '../dist/features/matching/indexed.js'
import { METHOD } from '../dist/domain/match.js'
import { inTransaction, openEmbedded, openServer } from '../dist/platform/db.js'
import { makeSecrets } from '../dist/platform/secrets.js'
import { describe } from './people.mjs'

const SERVER = process.env.TEST_DATABASE_URL
const AT_ONCE = 200
const key = () => randomBytes(32).toString('base64')

/** @returns `asOwner` runs SQL without the limits that protect the pool. */
export async function openRegister() {
  const register = SERVER ? await onServer() : await embedded()
  const secrets = makeSecrets(key(), key())
  await seedAuthorities(register.db)
  const { rows } = await register.db.pool.query('SELECT slug FROM authority ORDER BY slug')
  const imports = rows.map(({ slug }) => ({ slug, proposalId: randomUUID() }))
  await register.db.pool.query(
    `INSERT INTO proposal (id, authority_slug, kind, payload, proposed_by_person_id, proposed_by_client_id, created_at)
     SELECT (r->>'proposalId')::uuid, r->>'slug', 'entry-import', '{}', 'bench.officer', 'bench.system', now() FROM jsonb_array_elements($1::jsonb) r`,
    [JSON.stringify(imports)],
  )
  return { ...register, secrets, imports }
}

async function onServer() {
  const name = `registry_bench_${process.pid}`
  const url = new URL(SERVER)
  url.pathname = `/${name}`
  const asOwner = async (sql, values, connectionString = url.toString()) => {
    const client = new pg.Client({ connectionString })
    await client.connect()
    try {
      return await client.query(sql, values)
    } finally {
      await client.end()
    }
  }
  await asOwner(`CREATE DATABASE ${name}`, [], SERVER)
  const db = await openServer({ url: url.toString(), poolSize: 2 })
  const close = async () => {
    await db.close()
    await asOwner(`DROP DATABASE ${name} WITH (FORCE)`, [], SERVER)
  }
  const version = (await asOwner('SHOW server_version')).rows[0].server_version
  return { db, asOwner, close, database: `PostgreSQL ${version}` }
}

async function embedded() {
  const folder = mkdtempSync(join(tmpdir(), 'registry-bench-'))
  const db = await openEmbedded({ dataDir: join(folder, 'postgres') })
  // It has one session.
  const asOwner = async (sql, values) => {
    await db.pool.query('RESET ROLE')
    try {
      return await db.pool.query(sql, values)
    } finally {
      await db.pool.query('SET ROLE registry_app')
    }
  }
  const close = async () => {
    await db.close()
    rmSync(folder, { recursive: true })
  }
  return { db, asOwner, close, database: 'the embedded database' }
}

const ENTRIES = `
  INSERT INTO entry (id, authority_slug, origin, import_proposal_id, reference, first_made_on, retained_until, state, version, decision_type, decided_on, created_at)
  SELECT (r->>'id')::uuid, r->>'slug', 'import', (r->>'proposalId')::uuid, r->>'reference', '2024-03-01', '2035-02-28', 'active', 1, 'revoke', '2024-03-01', now()
  FROM jsonb_array_elements($1::jsonb) r`
const EVENTS = `
  INSERT INTO entry_event (id, entry_id, seq, state, cause, changed_on, decision_type, decided_on, register_version, recorded_at, recorded_by_client_id, recorded_by_person_id)
  SELECT gen_random_uuid(), (r->>'id')::uuid, 0, 'active', 'import', '2024-03-01', 'revoke', '2024-03-01', 0, now(), 'bench.system', 'bench.officer'
  FROM jsonb_array_elements($1::jsonb) r`
const PERSONS = `
  INSERT INTO entry_person (entry_id, person_encrypted, updated_at)
  SELECT (r->>'id')::uuid, decode(r->>'person', 'base64'), now() FROM jsonb_array_elements($1::jsonb) r`
const INDEX = `
  INSERT INTO entry_match (entry_id, authority_slug, keys, identifiers, record, method)
  SELECT (r->>'id')::uuid, r->>'slug', (r->>'keys')::bigint[], (r->>'identifiers')::bigint[], r->'record', '${METHOD}' FROM jsonb_array_elements($1::jsonb) r`

const bareEntry = ({ imports }, index, row) => ({
  id: randomUUID(),
  reference: row.rec_id,
  ...imports[index % imports.length],
})

/** Whole entries, and their index rows by the registry's own `indexEntry`. @returns rec_id by entry. */
export async function addEntries(register, rows, withId, say) {
  const { db, secrets } = register
  const of = new Map()
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const batch = rows.slice(from, from + AT_ONCE).map((row, index) => {
      const person = describe(row, withId)
      const sealed = secrets.encrypt('entry.person', JSON.stringify(person))
      return {
        ...bareEntry(register, from + index, row),
        row,
        described: person,
        person: Buffer.from(sealed).toString('base64'),
      }
    })
    const json = JSON.stringify(
      batch.map(({ id, slug, proposalId, reference, person }) => ({ id, slug, proposalId, reference, person })),
    )
    for (const sql of [ENTRIES, EVENTS, PERSONS]) await db.pool.query(sql, [json])
    await inTransaction(db, async (tx) => {
      for (const { id, slug, described } of batch)
        await indexEntry(tx, secrets, { entryId: id, authoritySlug: slug }, described)
    })
    for (const { id, row } of batch) of.set(id, row)
    say(`${of.size} of ${rows.length} entries`)
  }
  return of
}

/** Entries that are there to be mistaken for others: rows and index rows, in sets. Their index is built once they are in. */
export async function addCrowd(register, rows, count, withId, say) {
  const { asOwner, secrets } = register
  const rebuilt = SERVER ? await dropIndexes(asOwner) : []
  let batch = []
  let added = 0
  let loading = Promise.resolve()
  const load = async (json) => {
    await asOwner(ENTRIES, [json])
    await asOwner(INDEX, [json])
  }
  const flush = async () => {
    const json = JSON.stringify(batch)
    added += batch.length
    batch = []
    // The database takes one batch while the next is made.
    await loading
    loading = load(json)
    if (added % 20_000 === 0) say(`${added} of ${count} further entries`)
  }
  for (const row of rows) {
    batch.push({
      ...bareEntry(register, added + batch.length, row),
      ...literals(indexed(secrets, describe(row, withId))),
    })
    if (batch.length === 1000) await flush()
  }
  await flush()
  await loading
  for (const sql of rebuilt) {
    say(sql)
    await asOwner(`SET maintenance_work_mem = '512MB'; ${sql}`)
  }
}

const literals = ({ keys, identifiers, record }) => ({ keys: `{${keys}}`, identifiers: `{${identifiers}}`, record })

async function dropIndexes(asOwner) {
  const { rows } = await asOwner(
    `SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'entry_match' AND indexdef LIKE '%USING gin%'`,
  )
  for (const { indexname } of rows) await asOwner(`DROP INDEX ${indexname}`)
  return rows.map(({ indexdef }) => indexdef)
}
