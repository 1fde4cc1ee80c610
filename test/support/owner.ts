import { onServer, SERVER, type TestDatabase } from './database.js'

/** What the program itself may not do: run `sql` as the owner of the tables. */
export const asOwner = (db: TestDatabase, sql: string): Promise<unknown> =>
  SERVER ? onServer(sql, db.url!) : db.pool.query(`RESET ROLE; ${sql}; SET ROLE registry_app`)

/** How many rows each table has; the trail itself and what answers replays apart. */
export async function rowCounts(db: TestDatabase): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
     AND table_name NOT IN ('audit_event', 'audit_head') ORDER BY 1`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of rows)
    counts[name] = Number((await db.pool.query(`SELECT count(*) FROM "${name}"`)).rows[0].count)
  return counts
}
