import type { CivilDate, Instant } from '../../domain/calendar.js'
import type { Source } from '../../domain/freshness.js'
import type { RecordedLicence, StatedLicence } from '../../domain/stated.js'
import { UNSTATED } from '../../domain/standards.js'
import type { Jurisdiction } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'

interface OfAuthority {
  slug: string
  authorityName: string
  isWheelchairAccessible: boolean | null
  /** When it was stated or recorded here. */
  addedAt: Instant
}
export interface StatedFact extends StatedLicence, OfAuthority {
  jurisdiction: Jurisdiction
  description: string
}
export interface RecordedFact extends RecordedLicence, OfAuthority {
  id: string
}

/** What stands of what files of any authority state of these vehicles. */
export async function findStatedFacts(tx: Tx, vrms: readonly string[]): Promise<StatedFact[]> {
  return tx.$queryRaw`
    SELECT s.authority_slug AS slug, a.name AS "authorityName", a.jurisdiction, s.kind, s.vrm, s.number, s.starts_on::text AS "startsOn",
      s.ends_on::text AS "endsOn", s.description, s.is_wheelchair_accessible AS "isWheelchairAccessible",
      (extract(epoch FROM b.at) * 1000)::float8 AS "addedAt"
    FROM stated_licence s JOIN authority a ON a.slug = s.authority_slug JOIN feed_batch b ON b.id = s.stated_by
    WHERE s.vrm = ANY (${vrms}) AND s.ended_by IS NULL`
}

/** Licences recorded here of these vehicles, of whatever authority; and of these plates of their authorities, which may be on another vehicle. */
export async function findRecordedFacts(
  tx: Tx,
  { vrms, plates }: { vrms: readonly string[]; plates: readonly { slug: string; number: string }[] },
): Promise<RecordedFact[]> {
  return tx.$queryRaw`
    SELECT l.id, l.authority_slug AS slug, a.name AS "authorityName", l.kind, v.vrm, l.number, l.standing,
      v.is_wheelchair_accessible AS "isWheelchairAccessible", (extract(epoch FROM l.created_at) * 1000)::float8 AS "addedAt"
    FROM licence l JOIN vehicle v ON v.id = l.vehicle_id JOIN authority a ON a.slug = l.authority_slug
    WHERE l.id = ANY (ARRAY(
      SELECT o.id FROM vehicle w JOIN licence o ON o.vehicle_id = w.id WHERE w.vrm = ANY (${vrms})
      UNION
      SELECT o.id FROM unnest(${plates.map(({ slug }) => slug)}::text[], ${plates.map(({ number }) => number)}::text[]) AS p (slug, number)
      JOIN licence o ON o.authority_slug = p.slug AND o.class = 'vehicle' AND o.number = p.number))`
}

/** Where the facts on vehicles of these authorities come from; one without an entry keeps none here. */
export async function findVehicleSources(
  tx: Tx,
  { slugs, today }: { slugs: readonly string[]; today: CivilDate },
): Promise<Map<string, Source>> {
  const rows = await tx.$queryRaw<({ slug: string } & Source)[]>`
    SELECT s.authority_slug AS slug, s.mode, (extract(epoch FROM s.updated_at) * 1000)::float8 AS "updatedAt", coalesce((
      SELECT freshness_limit_hours FROM authority_standards
      WHERE authority_slug = s.authority_slug AND effective_from <= ${today}::date ORDER BY seq DESC LIMIT 1), ${UNSTATED.freshnessLimitHours})::int AS "limitHours"
    FROM data_source s WHERE s.authority_slug = ANY (${slugs}) AND s.class = 'vehicle'`
  return new Map(rows.map(({ slug, ...source }) => [slug, source]))
}

/** Authorities whose files state one of these vehicles, or who have recorded it. */
export async function findAuthoritiesOf(tx: Tx, vrms: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ slug: string }[]>`
    SELECT authority_slug AS slug FROM stated_licence WHERE vrm = ANY (${vrms}) AND ended_by IS NULL
    UNION
    SELECT authority_slug FROM vehicle WHERE vrm = ANY (${vrms})`
  return rows.map(({ slug }) => slug)
}
