import type { CivilDate } from '../../domain/calendar.js'
import type { RecordedLicence, StatedLicence } from '../../domain/stated.js'
import type { Jurisdiction } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'

/** What stands of an authority's statements, with all that is recorded here of the vehicle or plate of each. */
export interface StatedRow extends StatedLicence {
  id: bigint
  jurisdiction: Jurisdiction
  recorded: RecordedLicence[]
}

export interface StatedFilter {
  authoritySlug: string
  /** Only those of this plate, in capitals without white space. */
  number?: string | undefined
  /** Only those in force on this day. */
  on?: CivilDate | undefined
  /** Id of the last one of the page before. */
  after?: bigint | undefined
  take: number
}

/** In order of id. Of an authority whose source is a feed: a statement is nothing without a day until which it may be believed. */
export async function findStatedPage(tx: Tx, filter: StatedFilter): Promise<StatedRow[]> {
  const { authoritySlug, number = null, on = null, after = 0n, take } = filter
  return tx.$queryRaw`
    SELECT t.id, t.kind, t.vrm, t.number, t.starts_on::text AS "startsOn", t.ends_on::text AS "endsOn", a.jurisdiction, (
      SELECT coalesce(jsonb_agg(jsonb_build_object('kind', r.kind, 'vrm', w.vrm, 'number', r.number, 'standing', r.standing)), '[]')
      FROM licence r JOIN vehicle w ON w.id = r.vehicle_id WHERE r.id = ANY (ARRAY(
        SELECT id FROM licence WHERE authority_slug = t.authority_slug AND class = 'vehicle' AND number = upper(replace(t.number, ' ', ''))
        UNION ALL
        SELECT h.id FROM vehicle v JOIN licence h ON h.vehicle_id = v.id WHERE v.authority_slug = t.authority_slug AND v.vrm = t.vrm))) AS recorded
    FROM stated_licence t JOIN authority a ON a.slug = t.authority_slug
    WHERE t.authority_slug = ${authoritySlug} AND t.ended_by IS NULL AND t.id > ${after}
      AND (${number}::text IS NULL OR upper(replace(t.number, ' ', '')) = ${number}) AND (${on}::date IS NULL OR ${on}::date BETWEEN t.starts_on AND t.ends_on)
      AND EXISTS (SELECT FROM data_source WHERE authority_slug = ${authoritySlug} AND class = 'vehicle' AND mode = 'feed')
    ORDER BY t.id LIMIT ${take}`
}
