import type { Tx } from '../../../platform/db.js'

/** How much a feed stated when it was applied. */
export async function countStated(tx: Tx, feedId: string): Promise<number> {
  return tx.statedLicence.count({ where: { statedIn: { feedId, act: 'applied' } } })
}

/**
 * Ends what the feed stated. Recognised by its key, which stands once, and not by the row: a later file that ended it and was undone itself left another row that
 * says the same. @returns how many.
 */
export async function endAgain(tx: Tx, feedId: string, batches: ReadonlyMap<string, number>): Promise<number> {
  return tx.$executeRaw`
    UPDATE stated_licence AS now SET ended_by = u.id
    FROM feed_batch b JOIN stated_licence said ON said.stated_by = b.id
    JOIN unnest(${[...batches.keys()]}::text[], ${[...batches.values()]}::int[]) AS u (slug, id) ON u.slug = b.authority_slug
    WHERE b.feed_id = ${feedId}::uuid AND b.act = 'applied' AND now.ended_by IS NULL AND now.authority_slug = said.authority_slug
      AND now.vrm = said.vrm AND now.number = said.number AND now.starts_on = said.starts_on AND now.ends_on = said.ends_on`
}

/** States what the feed ended. */
export async function stateAgain(tx: Tx, feedId: string, batches: ReadonlyMap<string, number>): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO stated_licence (authority_slug, kind, vrm, number, starts_on, ends_on, description, is_wheelchair_accessible, stated_by)
    SELECT s.authority_slug, s.kind, s.vrm, s.number, s.starts_on, s.ends_on, s.description, s.is_wheelchair_accessible, u.id
    FROM feed_batch b JOIN stated_licence s ON s.ended_by = b.id
    JOIN unnest(${[...batches.keys()]}::text[], ${[...batches.values()]}::int[]) AS u (slug, id) ON u.slug = b.authority_slug
    WHERE b.feed_id = ${feedId}::uuid AND b.act = 'applied' ORDER BY s.id`
}
