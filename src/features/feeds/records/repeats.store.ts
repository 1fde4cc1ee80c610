import type { Db } from '../../../platform/db.js'
import type { FoundRepeat } from './repeats.js'

/** Rows of a file that do not go with an earlier one, in order of line. Of the digests in `description`, of 22 characters each, see read-records.ts. */
export async function findRepeats(
  { bulk }: Pick<Db, 'bulk'>,
  feedId: string,
  most: number,
): Promise<{ repeats: FoundRepeat[]; total: number }> {
  const { rows } = await bulk.pool.query<FoundRepeat & { total: number }>(
    `WITH compared AS (
       SELECT line, 'described' AS repeat, first_value(line) OVER same AS earlier,
         left(description, 22) <> first_value(left(description, 22)) OVER same AS differs
       FROM feed_row WHERE feed_id = $1 WINDOW same AS (PARTITION BY authority_slug, reference ORDER BY line)
       UNION ALL
       SELECT line, 'held', first_value(line) OVER same, reference <> first_value(reference) OVER same
       FROM feed_row WHERE feed_id = $1 AND number IS NOT NULL WINDOW same AS (PARTITION BY authority_slug, kind, number ORDER BY line)
       UNION ALL
       SELECT line, 'twice', first_value(line) OVER same, line <> first_value(line) OVER same
       FROM feed_row WHERE feed_id = $1 WINDOW same AS (PARTITION BY authority_slug, kind, number, starts_on, substr(description, 23) ORDER BY line))
     SELECT line, repeat, earlier, (count(*) OVER ())::int AS total FROM compared WHERE differs ORDER BY line, repeat LIMIT $2`,
    [feedId, most],
  )
  return { repeats: rows, total: rows[0]?.total ?? 0 }
}
