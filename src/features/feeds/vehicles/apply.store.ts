import type { Tx } from '../../../platform/db.js'
import type { SettledRow } from './recorded-here.store.js'

export async function findShownConflicts(tx: Tx, feedId: string): Promise<SettledRow[]> {
  return tx.$queryRaw`
    SELECT line, why, licence_id AS "licenceId" FROM feed_difference WHERE feed_id = ${feedId}::uuid AND sign = 'conflict' ORDER BY line`
}

/** Lines that are to be stated, though what is recorded here says the same. */
export async function countSettledOtherwise(tx: Tx, feedId: string, settled: readonly SettledRow[]): Promise<number> {
  if (settled.length === 0) return 0
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM feed_difference d JOIN unnest(${settled.map(({ line }) => line)}::int[]) AS s (line) USING (line)
    WHERE feed_id = ${feedId}::uuid AND sign IN ('added', 'changed')`
  return row?.count ?? 0
}

/** How many statements are to end. */
export async function countToEnd(tx: Tx, feedId: string): Promise<number> {
  return tx.feedDifference.count({ where: { feedId, sign: { in: ['missing', 'changed'] } } })
}

/** Ends what is missing, and what is changed as it was. @returns how many. */
export async function endAsShown(tx: Tx, feedId: string, batches: ReadonlyMap<string, number>): Promise<number> {
  return tx.$executeRaw`
    UPDATE stated_licence AS s SET ended_by = b.id
    FROM feed_difference d, unnest(${[...batches.keys()]}::text[], ${[...batches.values()]}::int[]) AS b (slug, id)
    WHERE d.feed_id = ${feedId}::uuid AND d.sign IN ('missing', 'changed') AND s.id = d.stated_id AND s.ended_by IS NULL AND b.slug = d.authority_slug`
}

/** States what is added, and what is changed as it is to be. */
export async function stateAsShown(tx: Tx, feedId: string, batches: ReadonlyMap<string, number>): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO stated_licence (authority_slug, kind, vrm, number, starts_on, ends_on, description, is_wheelchair_accessible, stated_by)
    SELECT r.authority_slug, r.kind, r.vrm, r.number, r.starts_on, r.ends_on, r.description, r.is_wheelchair_accessible, b.id
    FROM feed_difference d JOIN feed_row r ON r.feed_id = d.feed_id AND r.line = d.line
    JOIN unnest(${[...batches.keys()]}::text[], ${[...batches.values()]}::int[]) AS b (slug, id) ON b.slug = r.authority_slug
    WHERE d.feed_id = ${feedId}::uuid AND d.sign IN ('added', 'changed')`
}
