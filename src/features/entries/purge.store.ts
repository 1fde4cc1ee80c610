import type { CivilDate } from '../../domain/calendar.js'
import { ENTRY_DECISION_TYPES } from '../../domain/words.js'
import { toDate } from '../../platform/civil-date.js'
import type { Db, Tx } from '../../platform/db.js'

/** Entries whose last day has passed, in order of id. */
export async function findOver(
  tx: Tx,
  { today, after, take }: { today: CivilDate; after: string | undefined; take: number },
): Promise<string[]> {
  const rows = await tx.entry.findMany({
    where: {
      retainedUntil: { lt: toDate(today) },
      state: { not: 'expired' },
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function deletePerson(tx: Tx, entryId: string): Promise<void> {
  await tx.entryPerson.deleteMany({ where: { entryId } })
}

/**
 * The reasons of every decision that could be entered and whose entry is no more, its corrections' too. The database lets none go that it recorded less
 * than eleven years ago by its own clock (trigger `reasons_kept`): a late correction's stay for a later run. Grounds, dates and digests remain.
 * @returns how many were deleted, at most `take`.
 */
export function deleteReasons(db: Pick<Db, 'prisma'>, take: number): Promise<number> {
  return db.prisma.$executeRaw`
    WITH RECURSIVE matter AS (
      SELECT d.id AS root, d.id, d.recorded_at, d.relevant_information FROM decision d
      LEFT JOIN licence l ON l.id = d.licence_id LEFT JOIN application p ON p.id = d.application_id
      WHERE d.corrects_decision_id IS NULL AND d.recorded_at < now() - interval '11 years' AND d.type = ANY (${[...ENTRY_DECISION_TYPES]})
        AND coalesce(l.driver_id, p.driver_id) IS NOT NULL AND NOT EXISTS (SELECT FROM entry e WHERE e.decision_id = d.id)
      UNION ALL
      SELECT m.root, d.id, d.recorded_at, d.relevant_information FROM matter m JOIN decision d ON d.corrects_decision_id = m.id)
    DELETE FROM decision_reasons WHERE decision_id IN (
      SELECT r.decision_id FROM decision_reasons r JOIN matter m ON m.id = r.decision_id
      WHERE m.recorded_at < now() - interval '11 years'
        AND EXISTS (SELECT FROM matter other WHERE other.root = m.root AND cardinality(other.relevant_information) > 0)
      LIMIT ${take})`
}
