import type { CivilDate, Instant } from '../../domain/calendar.js'
import type { StandingStep } from '../../domain/standing.js'
import type { Tx } from '../../platform/db.js'

/** What began or ended a fact. What one batch or one decision ends and begins of a plate is one change. */
export interface Cause {
  id: string
  at: Instant
}

/** A period of a licence of a vehicle, as it was on record for a time. */
export interface LicenceFact {
  authorityName: string
  number: string
  startsOn: CivilDate
  endsOn: CivilDate
  isWheelchairAccessible: boolean | null
  began: Cause
  /** Null: it stands. */
  ended: Cause | null
  /** Time line of a licence recorded here; null: stated by a file, which says no more than the period. */
  standing: StandingStep[] | null
}

/** Of one vehicle and all authorities, in no order. */
export async function findLicenceFacts(tx: Tx, vrm: string): Promise<LicenceFact[]> {
  const stated = await tx.$queryRaw<LicenceFact[]>`
    SELECT a.name AS "authorityName", s.number, s.starts_on::text AS "startsOn", s.ends_on::text AS "endsOn",
      s.is_wheelchair_accessible AS "isWheelchairAccessible", NULL AS standing,
      jsonb_build_object('id', b.id::text, 'at', (extract(epoch FROM b.at) * 1000)::float8) AS began,
      CASE WHEN e.id IS NOT NULL THEN jsonb_build_object('id', e.id::text, 'at', (extract(epoch FROM e.at) * 1000)::float8) END AS ended
    FROM (
      SELECT * FROM stated_licence WHERE vrm = ${vrm} AND ended_by IS NULL
      UNION ALL
      SELECT * FROM stated_licence WHERE vrm = ${vrm} AND ended_by IS NOT NULL) AS s
    JOIN authority a ON a.slug = s.authority_slug
    JOIN feed_batch b ON b.id = s.stated_by LEFT JOIN feed_batch e ON e.id = s.ended_by`
  const recorded = await tx.$queryRaw<LicenceFact[]>`
    SELECT a.name AS "authorityName", l.number, p.starts_on::text AS "startsOn", p.ends_on::text AS "endsOn",
      v.is_wheelchair_accessible AS "isWheelchairAccessible", l.standing,
      jsonb_build_object('id', d.id, 'at', (extract(epoch FROM d.recorded_at) * 1000)::float8) AS began,
      CASE WHEN c.id IS NOT NULL THEN jsonb_build_object('id', c.id, 'at', (extract(epoch FROM c.recorded_at) * 1000)::float8) END AS ended
    FROM vehicle v JOIN licence l ON l.vehicle_id = v.id JOIN licence_period p ON p.licence_id = l.id
    JOIN authority a ON a.slug = l.authority_slug
    JOIN decision d ON d.id = p.decision_id LEFT JOIN decision c ON c.id = p.superseded_by
    WHERE v.vrm = ${vrm}`
  return [...stated, ...recorded]
}
