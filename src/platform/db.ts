import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient, type Prisma } from '../generated/prisma/client.js'
import { isWorthRetrying } from './db-error.js'
import { migrate } from './migrate.js'

export type Tx = Prisma.TransactionClient

export interface Db {
  prisma: PrismaClient
  /** For the few statements that Prisma is too slow for. Sessions run as `registry_app`. */
  pool: pg.Pool
  /** For work on whole files, which takes longer than any request may: a few sessions of its own on a server; embedded, the one that there is. */
  bulk: { prisma: PrismaClient; pool: pg.Pool }
  isEmbedded: boolean
  /** Migrations applied at this opening. */
  applied: string[]
  close(): Promise<void>
}

/** No wait without an end: a black-holed connection would otherwise hold its caller, then the pool, for ever. */
const TIMEOUTS = { connectionMs: 1_500, queryMs: 2_000, statementMs: 1_800, lockMs: 1_500 } as const

/** Of work on whole files. It waits for a lock as long as an officer's request may hold one, and no longer. */
const BULK = { sessions: 3, waitMs: 60_000, statementMs: 30 * 60_000, lockMs: 15_000 } as const

/** The role that owns nothing: neither a fault nor an intruder in the program can change what was recorded. */
const APP_ROLE = 'registry_app'

export async function openServer(options: {
  url: string
  migrationUrl?: string | undefined
  poolSize: number
  onError?: (error: Error) => void
}): Promise<Db> {
  const applied = await migrateAs(options.migrationUrl ?? options.url)
  const session = {
    connectionString: options.url,
    connectionTimeoutMillis: TIMEOUTS.connectionMs,
    // Compiling a plan takes longer than any statement here runs; a search of the entries took 60 ms instead of 2.
    options: `-c role=${APP_ROLE} -c timezone=UTC -c jit=off`,
  }
  const pool = new pg.Pool({
    ...session,
    max: options.poolSize,
    query_timeout: TIMEOUTS.queryMs,
    statement_timeout: TIMEOUTS.statementMs,
    lock_timeout: TIMEOUTS.lockMs,
    idle_in_transaction_session_timeout: 10_000,
  })
  const bulkPool = new pg.Pool({
    ...session,
    max: BULK.sessions,
    // All may be at work for a while: whoever comes waits for one.
    connectionTimeoutMillis: BULK.waitMs,
    statement_timeout: BULK.statementMs,
    lock_timeout: BULK.lockMs,
  })
  for (const each of [pool, bulkPool]) each.on('error', (error) => options.onError?.(error))
  const close = async () => {
    await bulkPool.end()
    await pool.end()
  }
  const bulk = { pool: bulkPool, prisma: client(bulkPool) }
  return { pool, prisma: client(pool), bulk, isEmbedded: false, applied, close }
}

async function migrateAs(ownerUrl: string): Promise<string[]> {
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 1, connectionTimeoutMillis: 10_000 })
  try {
    return await migrate(owner)
  } finally {
    await owner.end()
  }
}

/** Where the data are: a directory, or a file system in memory. */
export async function openEmbedded(where: Pick<PGliteOptions, 'dataDir' | 'fs' | 'startParams'>): Promise<Db> {
  const lite = await PGlite.create({ ...where, extensions: { btree_gist } })
  const config = createPgConfig(lite) as unknown as pg.PoolConfig & {
    connection: { parse(query: { types?: unknown }): unknown }
  }
  // adapter-pg passes `types` as pg's parser object where PGlite's serializer expects the wire protocol's list of oids: without this the first
  // parameterised query ends the process.
  const parse = config.connection.parse.bind(config.connection)
  config.connection.parse = (query) => parse({ ...query, types: Array.isArray(query.types) ? query.types : undefined })
  const pool = new pg.Pool({ ...config, max: 1, idleTimeoutMillis: 0 })
  const close = async () => {
    await pool.end()
    await lite.close()
  }
  try {
    // One session for the life of the process, so the role is set on it directly; migrations run before, as its owner.
    await pool.query('RESET ROLE')
    const applied = await migrate(pool)
    await pool.query(`SET timezone = 'UTC'`)
    await pool.query(`SET ROLE ${APP_ROLE}`)
    const prisma = client(pool)
    return { pool, prisma, bulk: { pool, prisma }, isEmbedded: true, applied, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Never connects: for whoever only describes the program. */
export function unconnected(): Db {
  const pool = new pg.Pool({ max: 1 })
  const prisma = client(pool)
  return { pool, prisma, bulk: { pool, prisma }, isEmbedded: false, applied: [], close: () => pool.end() }
}

const client = (pool: pg.Pool) => new PrismaClient({ adapter: new PrismaPg(pool) })

const ATTEMPTS = 4

/** Runs `work` in one transaction, again (at most three times) after a deadlock or serialization failure: then nothing of it was kept. */
export async function inTransaction<T>(db: Pick<Db, 'prisma'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.prisma.$transaction(work, { maxWait: 5_000, timeout: 10_000 })
    } catch (error) {
      if (attempt === ATTEMPTS || !isWorthRetrying(error)) throw error
    }
  }
}

/** Runs `work`, which is on a whole file, in one transaction: all of it or nothing, however long it takes. Never run twice: the job that it is part of is. */
export function inBulkTransaction<T>(db: Pick<Db, 'bulk'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.bulk.prisma.$transaction(work, { maxWait: BULK.waitMs, timeout: BULK.statementMs })
}

/** Holds back whoever asks for the same turn until this transaction ends: for what has no row to lock, or none that the program may update. */
export async function takeTurn(tx: Tx, what: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${what}, 0))`
}
