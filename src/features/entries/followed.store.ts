import type { StoredEntry } from '../../domain/entry.js'
import type { EntryDecisionType, EntryState, Nation } from '../../domain/words.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'

export interface FollowedEntry extends StoredEntry {
  id: string
  decisionId: string | null
}

/** The entries that an authority's own decisions about a driver made, the expired ones apart: those are of nobody any more. */
export async function findFollowed(
  tx: Tx,
  { driverId, authoritySlug }: { driverId: string; authoritySlug: string },
): Promise<FollowedEntry[]> {
  const rows = await tx.entry.findMany({
    where: { driverId, authoritySlug },
    orderBy: { id: 'asc' },
    include: { _count: { select: { events: { where: { cause: { not: 'person-amended' } } } } } },
  })
  return rows.map((row) => ({
    id: row.id,
    decisionId: row.decisionId,
    state: row.state as EntryState,
    changes: row._count.events,
    decisionType: row.decisionType as EntryDecisionType,
    decidedOn: fromDate(row.decidedOn),
    takesEffectOn: fromDateOrNull(row.takesEffectOn),
    suspensionEndsOn: fromDateOrNull(row.suspensionEndsOn),
  }))
}

/** The 2022 Act binds authorities in England; those of the other nations may make entries too. */
export async function findNation(tx: Tx, slug: string): Promise<Nation> {
  const { nation } = await tx.authority.findUniqueOrThrow({ where: { slug }, select: { nation: true } })
  return nation as Nation
}

/** The first record of a decision, which may itself be a correction, and the driver it is about. Undefined: the authority has none such. */
export async function findFirstRecord(
  tx: Tx,
  decisionId: string,
  authoritySlug: string,
): Promise<{ decisionId: string; driverId: string | null } | undefined> {
  const [row] = await tx.$queryRaw<{ decisionId: string; driverId: string | null }[]>`
    WITH RECURSIVE chain AS (
      SELECT id, corrects_decision_id, licence_id, application_id FROM decision WHERE id = ${decisionId}::uuid AND authority_slug = ${authoritySlug}
      UNION ALL
      SELECT d.id, d.corrects_decision_id, d.licence_id, d.application_id FROM decision d JOIN chain c ON d.id = c.corrects_decision_id)
    SELECT c.id AS "decisionId", coalesce(l.driver_id, p.driver_id) AS "driverId"
    FROM chain c LEFT JOIN licence l ON l.id = c.licence_id LEFT JOIN application p ON p.id = c.application_id
    WHERE c.corrects_decision_id IS NULL`
  return row
}

export async function findLicencesOf(tx: Tx, driverId: string): Promise<string[]> {
  const rows = await tx.licence.findMany({ where: { driverId }, select: { id: true }, orderBy: { id: 'asc' } })
  return rows.map(({ id }) => id)
}
