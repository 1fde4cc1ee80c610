import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import pg from 'pg'
import { openEmbedded, openServer, type Db } from '../../src/platform/db.js'
import { fill } from './cast.js'

/** Set: the suite runs on this PostgreSQL server (a user that may create databases); absent: on the embedded database. */
export const SERVER = process.env['TEST_DATABASE_URL']

export interface TestDatabase extends Db {
  /** On a server: where this database is. */
  url?: string
}

/** A database of its own for one test file: migrated, authorities seeded, the cast of test/support/cast.ts added. Prepared once, then copied. */
export async function openTestDatabase(): Promise<TestDatabase> {
  if (!SERVER) return openEmbedded(undefined, new Blob([await readFile(await image())]))
  return openCreated(`TEMPLATE ${await template()}`)
}

/** As a new user has it: migrated, and nothing in it. */
export async function openEmptyDatabase(): Promise<TestDatabase> {
  return SERVER ? openCreated('') : openEmbedded(undefined)
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

/** A dumped data directory, kept between runs. One worker makes it; the other, which would take as long on the same cores, waits for it. */
async function image(): Promise<string> {
  const folder = join('node_modules', '.cache', 'registry-test')
  const file = join(folder, `${await fingerprint()}.tar`)
  if (existsSync(file)) return file
  await mkdir(folder, { recursive: true })
  const isMine = await mkdir(`${file}.making`).then(
    () => true,
    () => false,
  )
  // A maker that was killed leaves its mark: after a while anybody makes it.
  for (let waited = 0; !isMine && waited < 40_000; waited += 100) {
    if (existsSync(file)) return file
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await makeImage(file)
  await rm(`${file}.making`, { recursive: true, force: true })
  return file
}

async function makeImage(file: string): Promise<void> {
  const made = await mkdtemp(join(tmpdir(), 'registry-test-'))
  const db = await openEmbedded(join(made, 'postgres'))
  await fill(db)
  await db.close()
  const lite = await PGlite.create({ dataDir: join(made, 'postgres'), extensions: { btree_gist } })
  // Written beside its place and then renamed: whoever waits for it must not read half of it.
  const part = `${file}.${process.pid}.part`
  await writeFile(part, Buffer.from(await (await lite.dumpDataDir('none')).arrayBuffer()))
  await lite.close()
  await rename(part, file)
  await rm(made, { recursive: true })
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
