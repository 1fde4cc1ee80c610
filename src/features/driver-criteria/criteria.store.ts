import type { Instant } from '../../domain/calendar.js'
import { leastPromising } from '../../domain/cctv.js'
import type { DriverFact } from '../../domain/driver-facts.js'
import type { CctvStatus } from '../../domain/words.js'
import type { Db } from '../../platform/db.js'

/** A driver with what was recorded for the criteria. */
export interface DriverRead {
  id: string
  name: string
  /** Of the licences that may be used at the instant; none: the driver is not licensed. */
  badgeNumbers: string[]
  /** In order of recording; not read of a driver who is not licensed. */
  facts: DriverFact[]
}

interface Row extends Omit<DriverRead, 'facts'> {
  facts: [id: string, type: string, on: string, content: object, corrects: string | null, effect: string | null][]
}

// Time lines are read at the instant here and not in the program, and facts come without their field names: for 40,000 drivers the rest would be 100 MB of
// JSON. Not through Prisma for the same reason. test/api/driver-criteria holds the step taken here and that of standingAt and cctvAt together.
const HOLDS = `(step."from" IS NULL OR step."from" <= $1) AND (step.until IS NULL OR step.until > $1)`

/** In order of id, licensed or not; `after`: id of the last one read before. */
export async function readDrivers(
  { pool }: Pick<Db, 'pool'>,
  of: { authoritySlug: string; after: string; take: number; at: Instant },
): Promise<DriverRead[]> {
  const { rows } = await pool.query<Row>({
    name: 'read-drivers-for-criteria',
    text: `
      SELECT d.id, d.name, coalesce(l.numbers, '{}') AS "badgeNumbers", coalesce(f.facts, '[]') AS facts
      FROM (
        SELECT id, given_names || ' ' || family_name AS name FROM driver
        WHERE authority_slug = $2 AND id > $3::uuid ORDER BY id LIMIT $4) AS d
      CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT number ORDER BY number) AS numbers
        FROM licence, jsonb_to_recordset(standing) AS step("from" bigint, until bigint, verdict text)
        WHERE driver_id = d.id AND step.verdict = 'yes' AND ${HOLDS}) AS l
      CROSS JOIN LATERAL (
        SELECT json_agg(json_build_array(id, type, happened_on, content, corrects_fact_id, correction_effect) ORDER BY seq) AS facts
        FROM driver_fact WHERE driver_id = d.id AND l.numbers IS NOT NULL) AS f
      ORDER BY d.id`,
    values: [of.at, of.authoritySlug, of.after, of.take],
  })
  return rows.map((row) => ({ ...row, facts: row.facts.map(factOf) }))
}

function factOf([id, type, on, content, corrects, effect]: Row['facts'][number], index: number): DriverFact {
  const correction = corrects === null ? null : { factId: corrects, effect }
  // Type and content were checked together when they were sent.
  return { id, seq: index + 1, type, on, content, correction } as unknown as DriverFact
}

/** What the time lines say of vehicles at an instant. A vehicle that may not be used, or with no line derived with the latest standards, is unknown. */
export async function readCameras(
  { pool }: Pick<Db, 'pool'>,
  of: { authoritySlug: string; vehicleIds: readonly string[]; standardsSeq: number; at: Instant },
): Promise<(vehicleId: string) => CctvStatus> {
  if (of.vehicleIds.length === 0) return () => 'unknown'
  const { rows } = await pool.query<{ vehicleId: string; status: CctvStatus | null }>({
    name: 'read-cameras-for-criteria',
    text: `
      SELECT l.vehicle_id AS "vehicleId", (
        SELECT step.status FROM jsonb_to_recordset(c.time_line) AS step("from" bigint, until bigint, status text) WHERE ${HOLDS}) AS status
      FROM licence AS l LEFT JOIN cctv_compliance AS c ON c.licence_id = l.id AND c.standards_seq = $4,
        jsonb_to_recordset(l.standing) AS step("from" bigint, until bigint, verdict text)
      WHERE l.vehicle_id = ANY ($3::uuid[]) AND l.authority_slug = $2 AND step.verdict = 'yes' AND ${HOLDS}`,
    values: [of.at, of.authoritySlug, of.vehicleIds, of.standardsSeq],
  })
  const statuses = new Map<string, CctvStatus[]>()
  for (const { vehicleId, status } of rows)
    statuses.set(vehicleId, [...(statuses.get(vehicleId) ?? []), status ?? 'unknown'])
  return (vehicleId) => leastPromising(statuses.get(vehicleId) ?? [])
}
