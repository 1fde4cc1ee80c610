import pg from 'pg'
import type { Db } from '../../src/platform/db.js'
import { SERVER } from './database.js'

/** Runs SQL as the program itself does, under its own role. Not `pool.query`: that ends the session of a failed query, and the embedded database has one. */
export async function asProgram(db: Db, sql: string, ...values: unknown[]): Promise<pg.QueryResult> {
  const session = await db.pool.connect()
  try {
    return await session.query(sql, values.length > 0 ? values : undefined)
  } finally {
    session.release()
  }
}

/** Runs SQL as the owner of the tables, a superuser here: for tests of what even the owner may not do, or of what happens once the owner has done it. */
export async function asOwner(db: Db & { url?: string }, sql: string): Promise<void> {
  if (SERVER) {
    const session = await ownerSession(db)
    try {
      await session.query(sql)
    } finally {
      await session.end()
    }
    return
  }
  await asProgram(db, 'RESET ROLE')
  try {
    await asProgram(db, sql)
  } finally {
    await asProgram(db, 'SET ROLE registry_app')
  }
}

/** On a PostgreSQL server only: the embedded database has one session for everybody. */
export async function ownerSession(db: Db & { url?: string }): Promise<pg.Client> {
  const session = new pg.Client({ connectionString: db.url })
  await session.connect()
  return session
}

/** For what takes two sessions at once. */
export const onServerOnly = SERVER ? it : it.skip
