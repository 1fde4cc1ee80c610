import type { CctvStep } from '../../domain/cctv.js'
import type { VehicleKind } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import type { Vehicle } from './cctv-fact.store.js'

/** A vehicle licence, which has a time line of compliance. */
export interface VehicleLicence {
  licenceId: string
  vehicleId: string
  kind: VehicleKind
}

/** In order of granting here. */
export async function findLicencesOf(tx: Tx, vehicleIds: readonly string[]): Promise<VehicleLicence[]> {
  return tx.$queryRaw`
    SELECT id AS "licenceId", vehicle_id AS "vehicleId", kind FROM licence WHERE vehicle_id = ANY (${vehicleIds}::uuid[]) ORDER BY id`
}

/** The vehicle of a licence; undefined: it is a driver's or an operator's. */
export async function findVehicleOf(tx: Tx, licenceId: string): Promise<Vehicle | undefined> {
  const [row] = await tx.$queryRaw<Vehicle[]>`
    SELECT vehicle_id AS "vehicleId", authority_slug AS "authoritySlug" FROM licence WHERE id = ${licenceId}::uuid AND vehicle_id IS NOT NULL`
  return row
}

/** What the column `cctv_compliance.time_line` holds: `CctvStep[]` as JSON, instants as epoch milliseconds, and with which standards it was derived. */
export interface Line {
  licenceId: string
  vehicleId: string
  timeLine: CctvStep[]
}

/** Those of one authority, derived with the same standards. */
export interface Lines {
  authoritySlug: string
  standardsSeq: number
  lines: readonly Line[]
}

export async function writeLines(tx: Tx, { authoritySlug, standardsSeq, lines }: Lines): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO cctv_compliance (licence_id, authority_slug, vehicle_id, standards_seq, time_line)
    SELECT "licenceId", ${authoritySlug}, "vehicleId", ${standardsSeq}::int, "timeLine"
    FROM jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) AS line ("licenceId" uuid, "vehicleId" uuid, "timeLine" jsonb)
    ON CONFLICT (licence_id) DO UPDATE SET standards_seq = excluded.standards_seq, time_line = excluded.time_line`
}

export interface StoredLine {
  /** Null: derived without a licence, and not stored. */
  licenceId: string | null
  kind: VehicleKind
  /** Null: not derived yet. */
  standardsSeq: number | null
  timeLine: CctvStep[]
}

export async function findLines(tx: Tx, vehicleId: string): Promise<StoredLine[]> {
  return tx.$queryRaw`
    SELECT l.id AS "licenceId", l.kind, c.standards_seq AS "standardsSeq", coalesce(c.time_line, '[]') AS "timeLine"
    FROM licence l LEFT JOIN cctv_compliance c ON c.licence_id = l.id WHERE l.vehicle_id = ${vehicleId}::uuid ORDER BY l.id`
}

/**
 * Authorities with a time line that was derived with earlier standards than the latest. Asked every few seconds: the minimum is one probe of an index for
 * each authority, where an EXISTS would be planned as a scan that ends at the first find, and mostly there is none.
 */
export async function findBehind(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    SELECT s.slug FROM (SELECT authority_slug AS slug, max(seq) AS seq FROM authority_standards GROUP BY 1) s
    WHERE (SELECT min(standards_seq) FROM cctv_compliance WHERE authority_slug = s.slug) < s.seq`
  return rows.map(({ slug }) => slug)
}

/** Locks vehicles whose time line is behind, as `lockVehicle` does, and leaves out those that somebody else holds: whoever does derives them. */
export async function lockBehind(tx: Tx, authoritySlug: string, most: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT v.id FROM cctv_compliance c JOIN vehicle v ON v.id = c.vehicle_id
    WHERE c.authority_slug = ${authoritySlug}
      AND c.standards_seq < (SELECT max(seq) FROM authority_standards WHERE authority_slug = ${authoritySlug})
    ORDER BY c.standards_seq LIMIT ${most} FOR NO KEY UPDATE OF v SKIP LOCKED`
  return rows.map(({ id }) => id)
}

/** As `lockBehind`, of the vehicles named. */
export async function lockThose(tx: Tx, vehicleIds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM vehicle WHERE id = ANY (${vehicleIds}::uuid[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED`
  return rows.map(({ id }) => id)
}

/** Of the `most` vehicle licences that follow `after` in order of id, those without a time line; `last`: the last one looked at. */
export async function findUnderived(
  tx: Tx,
  after: string,
  most: number,
): Promise<{ last: string | undefined; vehicles: Vehicle[] }> {
  const rows = await tx.$queryRaw<(Vehicle & { id: string; isDerived: boolean })[]>`
    SELECT l.id, l.vehicle_id AS "vehicleId", l.authority_slug AS "authoritySlug", c.licence_id IS NOT NULL AS "isDerived"
    FROM (SELECT id, vehicle_id, authority_slug FROM licence WHERE id > ${after}::uuid AND class = 'vehicle' ORDER BY id LIMIT ${most}) l
    LEFT JOIN cctv_compliance c ON c.licence_id = l.id ORDER BY l.id`
  return { last: rows.at(-1)?.id, vehicles: rows.filter(({ isDerived }) => !isDerived) }
}

/** A vehicle licence, and what is stored of it; null: nothing yet. */
export interface Followed extends VehicleLicence {
  authoritySlug: string
  standardsSeq: number | null
  timeLine: CctvStep[] | null
}

/** The `most` vehicle licences that follow `after` in order of id. */
export async function findFollowed(tx: Tx, after: string, most: number): Promise<Followed[]> {
  return tx.$queryRaw`
    SELECT l.id AS "licenceId", l.vehicle_id AS "vehicleId", l.kind, l.authority_slug AS "authoritySlug", c.standards_seq AS "standardsSeq",
      c.time_line AS "timeLine"
    FROM (SELECT id, vehicle_id, kind, authority_slug FROM licence WHERE id > ${after}::uuid AND class = 'vehicle' ORDER BY id LIMIT ${most}) l
    LEFT JOIN cctv_compliance c ON c.licence_id = l.id ORDER BY l.id`
}
