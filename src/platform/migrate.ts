import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'

const FOLDER = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

/** The key that `prisma migrate deploy` itself locks. */
const LOCK = 72707369

/**
 * What `prisma migrate deploy` does, for a database that the Prisma CLI cannot reach (the embedded one): the same folders, order, lock and
 * bookkeeping, so that either may follow the other. Each migration is one transaction.
 * @returns names of the migrations applied now.
 * @throws Error if a migration fails, failed before, or was edited after it was applied.
 */
export async function migrate(pool: pg.Pool): Promise<string[]> {
  const names = await migrations()
  const session = await pool.connect()
  try {
    await session.query('SELECT pg_advisory_lock($1)', [LOCK])
    // Only where it is not there: a login that owns nothing must be able to see that there is nothing to do.
    const { rows: known } = await session.query<{ table: string | null }>(
      `SELECT to_regclass('_prisma_migrations') AS table`,
    )
    if (known[0]?.table == null) await session.query(BOOKKEEPING)
    const { rows } = await session.query<{ migration_name: string; checksum: string; finished: boolean }>(
      'SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    )
    const failed = rows.find((row) => !row.finished)
    if (failed)
      throw new Error(`migration ${failed.migration_name} failed before; resolve it with \`prisma migrate resolve\``)
    const done = new Map(rows.map((row) => [row.migration_name, row.checksum]))
    const applied: string[] = []
    for (const name of names) {
      const sql = await readFile(join(FOLDER, name, 'migration.sql'), 'utf8')
      const checksum = createHash('sha256').update(sql).digest('hex')
      if (done.has(name)) {
        if (done.get(name) !== checksum) throw new Error(`migration ${name} was edited after it was applied`)
        continue
      }
      await apply(session, name, sql, checksum)
      applied.push(name)
    }
    return applied
  } finally {
    await session.query('SELECT pg_advisory_unlock($1)', [LOCK]).catch(() => undefined)
    session.release()
  }
}

/** Migrations of this release that the database lacks: none, unless someone else undid or restored it. */
export async function pendingMigrations(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
  )
  const done = new Set(rows.map(({ name }) => name))
  return (await migrations()).filter((name) => !done.has(name))
}

const migrations = async () =>
  (await readdir(FOLDER, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()

async function apply(session: pg.PoolClient, name: string, sql: string, checksum: string): Promise<void> {
  try {
    await session.query('BEGIN')
    await session.query(sql)
    await session.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), clock_timestamp(), 1)',
      [randomUUID(), checksum, name],
    )
    await session.query('COMMIT')
  } catch (error) {
    await session.query('ROLLBACK')
    throw new Error(`migration ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ, migration_name VARCHAR(255) NOT NULL,
  logs TEXT, rolled_back_at TIMESTAMPTZ, started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`
