import type { CivilDate } from '../../../domain/calendar.js'
import type { RecordedVehicleLicence } from '../../../domain/vehicle-conflict.js'
import type { FeedConflict, VehicleKind } from '../../../domain/words.js'
import type { Tx } from '../../../platform/db.js'

/** A row of the file, and the licences recorded here of its vehicle or its plate. */
export interface ConcernedRow {
  line: number
  kind: VehicleKind
  vrm: string
  number: string
  startsOn: CivilDate
  endsOn: CivilDate
  licenceIds: string[]
}

/** A row that is not compared with what the last file stated, because what is recorded here says the same (why: null) or otherwise. */
export interface SettledRow {
  line: number
  why: FeedConflict | null
  licenceId: string | null
}

/** Whether any of these authorities has licences of vehicles recorded here: most that send files have none. */
export async function hasRecorded(tx: Tx, authoritySlugs: readonly string[]): Promise<boolean> {
  const found = await tx.licence.findFirst({
    where: { authoritySlug: { in: [...authoritySlugs] }, class: 'vehicle' },
    select: { id: true },
  })
  return found !== null
}

/** Rows that licences recorded here may speak of, in order of line, some at a time. */
export async function findConcernedRows(
  tx: Tx,
  by: { feedId: string; authoritySlugs: readonly string[]; after: number; take: number },
): Promise<ConcernedRow[]> {
  // A plate is recorded here in capitals without white space, and in a file as the authority writes it.
  return tx.$queryRaw`
    WITH held AS MATERIALIZED (
      SELECT l.id, l.authority_slug, l.number, v.vrm FROM licence l JOIN vehicle v ON v.id = l.vehicle_id
      WHERE l.authority_slug = ANY (${by.authoritySlugs}) AND l.class = 'vehicle'),
    said AS MATERIALIZED (
      SELECT * FROM feed_row WHERE feed_id = ${by.feedId}::uuid AND line > ${by.after}::int),
    met AS (
      SELECT line, h.id FROM said s JOIN held h ON h.authority_slug = s.authority_slug AND h.vrm = s.vrm
      UNION
      SELECT line, h.id FROM said s JOIN held h ON h.authority_slug = s.authority_slug AND h.number = upper(replace(s.number, ' ', '')))
    SELECT line, s.kind, s.vrm, s.number, s.starts_on::text AS "startsOn", s.ends_on::text AS "endsOn", m.ids AS "licenceIds"
    FROM (SELECT line, array_agg(id::text) AS ids FROM met GROUP BY line ORDER BY line LIMIT ${by.take}) AS m JOIN said s USING (line)
    ORDER BY line`
}

/** Those of these licences whose renewal was refused at some time, whatever became of that. */
export async function findRefusedOnce(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT licence_id AS id FROM decision WHERE licence_id = ANY (${ids}::uuid[]) AND type = 'refuse-renewal'`
  return rows.map(({ id }) => id)
}

/** These licences, by id. */
export async function findRecorded(
  tx: Tx,
  ids: readonly string[],
): Promise<Map<string, Omit<RecordedVehicleLicence, 'isRenewalRefused'>>> {
  const rows = await tx.$queryRaw<Omit<RecordedVehicleLicence, 'isRenewalRefused'>[]>`
    SELECT l.id, l.kind, l.number, v.vrm, l.standing,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('startsOn', p.starts_on, 'endsOn', p.ends_on)), '[]')
       FROM licence_period p WHERE p.licence_id = l.id AND p.superseded_by IS NULL) AS periods
    FROM licence l JOIN vehicle v ON v.id = l.vehicle_id WHERE l.id = ANY (${ids}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}
