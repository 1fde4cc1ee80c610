import { Prisma } from '../../generated/prisma/client.js'
import type { Db, Tx } from '../../platform/db.js'
import { removeAll } from '../../platform/housekeeping.js'
import { letOthersIn } from '../../platform/sweep.js'

/** The phase of a feed that has ended began when it ended. */
const ended = (before: Date) => Prisma.sql`f.state IN ('applied', 'refused', 'undone') AND f.phase_began_at < ${before}`

export async function findEndedWithRows(tx: Tx, before: Date): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT f.id FROM feed f WHERE ${ended(before)} AND EXISTS (SELECT FROM feed_row r WHERE r.feed_id = f.id)`
  return rows.map(({ id }) => id)
}

/** What was found in files: faults and differences. */
export async function deleteFindings(db: Db, before: Date): Promise<void> {
  for (const table of ['feed_error', 'feed_difference'].map((name) => Prisma.raw(name))) {
    const rows = await db.prisma.$queryRaw<{ id: string }[]>`
      SELECT f.id FROM feed f WHERE ${ended(before)} AND EXISTS (SELECT FROM ${table} t WHERE t.feed_id = f.id)`
    for (const { id } of rows)
      await removeAll(async (most) => {
        await letOthersIn()
        return db.prisma.$executeRaw`
          DELETE FROM ${table} WHERE feed_id = ${id}::uuid AND n IN (SELECT n FROM ${table} WHERE feed_id = ${id}::uuid ORDER BY n LIMIT ${most})`
      })
  }
}
