import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { openServer, type Db } from '../../src/platform/db.js'
import { fill } from './cast.js'
import { layImage, openImage } from './image.js'

/** Set: the suite runs on this PostgreSQL server (a user that may create databases); absent: on the embedded database. */
export const SERVER = process.env['TEST_DATABASE_URL']

export interface TestDatabase extends Db {
  /** On a server: where this database is. */
  url?: string
}

/** A database of its own for one test file: migrated, authorities seeded, the cast of test/support/cast.ts added. Prepared once, then copied. */
export async function openTestDatabase(): Promise<TestDatabase> {
  if (!SERVER) return openImage('filled', await fingerprint())
  return openCreated(`TEMPLATE ${await template()}`)
}

/** As a new user has it: migrated, and nothing in it. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  return SERVER ? openCreated('') : openImage('empty', await fingerprint())
}

/** A database as of openTestDatabase, embedded, for a process that is given this DATA_DIR. */
export async function layTestDatabase(dataDir: string): Promise<void> {
  await layImage(join(dataDir, 'postgres'), 'filled', await fingerprint())
}

async function openCreated(from: string): Promise<TestDatabase> {
  const name = `registry_test_${randomUUID().replaceAll('-', '')}`
  await onServer(`CREATE DATABASE ${name} ${from}`)
  const db = await openServer({ url: urlOf(name), poolSize: 10 })
  const close = async () => {
    await db.close()
    await onServer(`DROP DATABASE ${name} WITH (FORCE)`)
  }
  return { ...db, url: urlOf(name), close }
}

/** As the owner of the tables: for tests that try what the program itself may not. */
export async function onServer(sql: string, url = SERVER): Promise<pg.QueryResult> {
  const session = new pg.Client({ connectionString: url })
  await session.connect()
  try {
    return await session.query(sql)
  } finally {
    await session.end()
  }
}

/** A template database on the server; whoever holds the lock makes it, the others find it. */
async function template(): Promise<string> {
  const name = `registry_template_${await fingerprint()}`
  const session = new pg.Client({ connectionString: SERVER })
  await session.connect()
  try {
    await session.query('SELECT pg_advisory_lock(hashtext($1))', [name])
    const { rowCount } = await session.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) {
      await session.query(`CREATE DATABASE ${name}_making`)
      const db = await openServer({ url: urlOf(`${name}_making`), poolSize: 2 })
      await fill(db)
      await db.close()
      await session.query(`ALTER DATABASE ${name}_making RENAME TO ${name}`)
    }
    return name
  } finally {
    await session.end()
  }
}

/** Of everything that goes into the prepared database. */
async function fingerprint(): Promise<string> {
  const migrations = (await readdir('prisma/migrations')).filter((name) => /^\d/.test(name)).sort()
  const files = [
    ...migrations.map((name) => `prisma/migrations/${name}/migration.sql`),
    'seed/authorities.json',
    'node_modules/@electric-sql/pglite/package.json',
    'test/support/cast.ts',
  ]
  const hash = createHash('sha256')
  for (const file of files) hash.update(await readFile(file))
  return hash.digest('hex').slice(0, 20)
}

function urlOf(database: string): string {
  const url = new URL(SERVER!)
  url.pathname = `/${database}`
  return url.toString()
}
