import type { Tx } from '../../../platform/db.js'

/** Faults of a file that are told. */
const TOLD = 1_000

/** Rows of a vehicle file that say of a licence what a line before them says: how many, and the first of them in order of line. */
export async function findDuplicates(
  tx: Tx,
  feedId: string,
): Promise<{ total: number; first: { line: number; vrm: string }[] }> {
  // Few vehicles have two rows: all but theirs are left aside by the cheapest pass that there is.
  const rows = await tx.$queryRaw<{ line: number; vrm: string; total: number }[]>`
    WITH said AS (SELECT line, authority_slug, vrm, number, starts_on, ends_on FROM feed_row WHERE feed_id = ${feedId}::uuid),
    again AS (SELECT vrm FROM said GROUP BY vrm HAVING count(*) > 1),
    numbered AS (
      SELECT line, vrm, row_number() OVER (PARTITION BY vrm, number, starts_on, ends_on, authority_slug ORDER BY line) AS nth
      FROM said JOIN again USING (vrm))
    SELECT line, vrm, count(*) OVER ()::int AS total FROM numbered WHERE nth > 1
    ORDER BY line LIMIT ${TOLD}`
  return { total: rows[0]?.total ?? 0, first: rows.map(({ line, vrm }) => ({ line, vrm })) }
}
