import type { Db } from '../../src/platform/db.js'

/** How many rows each table has; the trail itself and what answers replays apart. */
export async function rowCounts(db: Db): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
     AND table_name NOT IN ('audit_event', 'audit_head') ORDER BY 1`,
  )
  const counts: Record<string, number> = {}
  for (const { name } of rows)
    counts[name] = Number((await db.pool.query(`SELECT count(*) FROM "${name}"`)).rows[0].count)
  return counts
}
