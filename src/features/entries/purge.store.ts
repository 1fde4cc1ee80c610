import type { CivilDate } from '../../domain/calendar.js'
import { toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'

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
 * Deletes the reasons of the decisions behind expired entries, their corrections' too, then cuts the entries loose from them: until then the link is
 * all that tells whose reasons have to go. The database lets none go that it recorded less than eleven years ago by its own clock (trigger
 * `reasons_kept`): those stay for a later run. Grounds, dates and digests remain.
 * @returns how many entries were cut loose, at most `take`.
 */
export async function deleteReasons(tx: Tx, take: number): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM entry e JOIN decision d ON d.id = e.decision_id
    WHERE e.state = 'expired' AND d.recorded_at < now() - interval '11 years' LIMIT ${take}`
  const ids = rows.map(({ id }) => id)
  await tx.$executeRaw`
    DELETE FROM decision_reasons WHERE decision_id IN (SELECT matter_of(decision_id) FROM entry WHERE id = ANY (${ids}::uuid[]))`
  // A trigger refuses it while any reasons are left.
  await tx.entry.updateMany({ where: { id: { in: ids } }, data: { decisionId: null } })
  return ids.length
}
