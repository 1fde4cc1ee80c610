import type { CivilDate, Instant } from '../../domain/calendar.js'
import type { CctvStep } from '../../domain/cctv.js'
import type { StandingStep } from '../../domain/standing.js'
import { UNSTATED } from '../../domain/standards.js'
import type { RecordedLicence, StatedLicence } from '../../domain/stated.js'
import type { Jurisdiction, LicenceClass, LicenceKind, SourceMode } from '../../domain/words.js'
import type { Db } from '../../platform/db.js'

/** Licences of one class at one authority, by their number, or vehicle licences by registration mark. */
export interface Lookup {
  /** Slug or GSS code. */
  authority: string
  class: LicenceClass
  number: string | null
  vrm: string | null
  /** When it was asked: no answer is about an earlier instant. */
  askedAt: Instant
  /** Then, in London: which version of the standards says how old facts may be. */
  today: CivilDate
  /** Whether the names of the drivers are needed; they are not read otherwise. */
  withNames: boolean
}

export interface LicenceFacts {
  id: string
  kind: LicenceKind
  version: number
  standing: StandingStep[]
  /** Present, former and alias family names of the driver; null unless asked for. */
  familyNames: string[] | null
  /** Of a vehicle: its time line of compliance, without what was over when it was asked; null: there is none, or none derived with the latest standards. */
  cctv: CctvStep[] | null
}

/** What a feed states of the vehicle or plate asked about. */
export interface StatedFacts extends StatedLicence {
  id: string
  /** The batch of the feed that stated it. */
  batch: number
  /** Licences recorded here of the vehicle that it names, or of its plate, whatever was asked for. */
  recorded: (RecordedLicence & Pick<LicenceFacts, 'id' | 'version' | 'cctv'>)[]
}

export interface AuthorityFacts {
  slug: string
  name: string
  jurisdiction: Jurisdiction
  email: string | null
  phone: string | null
  startsOn: CivilDate | null
  endsOn: CivilDate | null
  /** Slugs; only of an authority that ends. */
  successors: string[]
}

export interface Facts {
  /** Null: none has this slug or code; then nothing else is found either. */
  authority: AuthorityFacts | null
  /** Null: the authority keeps no data of this class in the registry. */
  source: { mode: SourceMode; updatedAt: Instant | null; limitHours: number } | null
  licences: LicenceFacts[]
  stated: StatedFacts[]
}

type Row = AuthorityFacts &
  LicenceFacts & {
    n: number
    readAt: number
    slug: string | null
    mode: SourceMode | null
    updatedAt: number | null
    limitHours: number
    stated: StatedFacts[] | null
    id: string | null
  }

/** More vehicles than this bear no one plate: the authority's file has a word in the place of a number, and such a plate is nobody's. */
const MOST_STATED = 50

/** Of a vehicle's licence: its time line of compliance, where it is derived with the latest standards. */
const cctvOf = (licence: string) => `(
        SELECT jsonb_path_query_array(time_line, '$[*] ? (@.until == null || @.until > $asked)', jsonb_build_object('asked', q.asked_at))
        FROM cctv_compliance WHERE licence_id = ${licence}.id
          AND standards_seq = (SELECT max(seq) FROM authority_standards WHERE authority_slug = a.slug))`

// One statement for everything, so that it is all of one snapshot, and that one taken after the last of these checks arrived. OFFSET 0
// keeps the plan a loop of index probes. Named, so that each session plans it once; with arrays instead of the JSON, whose length the planner sees, a small
// batch would be planned anew each time, which costs more than the batch. What a feed states counts only while there is a feed whose age can be told, and is
// read with the licences recorded here that may speak against it: also those of the same vehicle under another plate.
const READ = {
  name: 'read-for-booking-checks',
  text: `
    SELECT q.n::int, floor(extract(epoch FROM statement_timestamp()) * 1000)::float8 AS "readAt", a.slug, a.name, a.jurisdiction,
      a.contact_email AS email, a.contact_phone AS phone,
      a.starts_on::text AS "startsOn", a.ends_on::text AS "endsOn",
      ARRAY(SELECT successor_slug FROM authority_succession
            WHERE a.ends_on IS NOT NULL AND predecessor_slug = a.slug ORDER BY 1) AS successors,
      s.mode, (extract(epoch FROM s.updated_at) * 1000)::float8 AS "updatedAt",
      coalesce(CASE WHEN s.mode = 'feed' THEN (
        SELECT freshness_limit_hours FROM authority_standards WHERE authority_slug = a.slug AND effective_from <= q.today
        ORDER BY seq DESC LIMIT 1) END, ${UNSTATED.freshnessLimitHours}) AS "limitHours",
      f.stated, l.id, l.kind, l.version, l.standing,
      CASE WHEN q.class = 'vehicle' THEN ${cctvOf('l')} END AS cctv,
      CASE WHEN q.with_names THEN ARRAY(
        SELECT family_name FROM driver WHERE id = l.driver_id
        UNION ALL
        SELECT family_name FROM driver_name WHERE driver_id = l.driver_id) END AS "familyNames"
    FROM ROWS FROM (json_to_recordset($1) AS (authority text, class text, number text, vrm text, today date, "askedAt" bigint, "withNames" boolean))
      WITH ORDINALITY AS q (authority, class, number, vrm, today, asked_at, with_names, n)
    LEFT JOIN LATERAL (
      SELECT * FROM authority WHERE slug = coalesce(
        (SELECT slug FROM authority WHERE slug = q.authority),
        (SELECT slug FROM authority WHERE gss_code = q.authority),
        (SELECT authority_slug FROM authority_former_code WHERE code = q.authority))
      OFFSET 0) a ON true
    LEFT JOIN LATERAL (SELECT * FROM data_source WHERE authority_slug = a.slug AND class = q.class OFFSET 0) s ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_agg(jsonb_build_object('id', t.id::text, 'batch', t.stated_by, 'kind', t.kind, 'vrm', t.vrm, 'number', t.number,
        'startsOn', t.starts_on, 'endsOn', t.ends_on, 'recorded', (
          SELECT coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'version', r.version, 'kind', r.kind, 'vrm', w.vrm, 'number', r.number,
            'standing', r.standing, 'cctv', ${cctvOf('r')})), '[]')
          FROM licence r JOIN vehicle w ON w.id = r.vehicle_id WHERE r.id = ANY (ARRAY(
            SELECT id FROM licence WHERE authority_slug = a.slug AND class = 'vehicle' AND number = upper(replace(t.number, ' ', ''))
            UNION ALL
            SELECT h.id FROM vehicle v JOIN licence h ON h.vehicle_id = v.id WHERE v.authority_slug = a.slug AND v.vrm = t.vrm))))) AS stated
      FROM (
        SELECT * FROM stated_licence WHERE q.class = 'vehicle' AND s.mode = 'feed'
          AND authority_slug = a.slug AND upper(replace(number, ' ', '')) = q.number AND ended_by IS NULL AND ends_on >= q.today
        UNION ALL
        SELECT * FROM stated_licence WHERE q.class = 'vehicle' AND s.mode = 'feed'
          AND vrm = q.vrm AND authority_slug = a.slug AND ended_by IS NULL AND ends_on >= q.today
        LIMIT ${MOST_STATED + 1}) t
      HAVING count(*) <= ${MOST_STATED}) f ON true
    LEFT JOIN LATERAL (
      SELECT id, kind, version, standing, driver_id FROM licence
      WHERE authority_slug = a.slug AND class = q.class AND number = q.number
      UNION ALL
      SELECT h.id, h.kind, h.version, h.standing, NULL FROM vehicle v JOIN licence h ON h.vehicle_id = v.id
      WHERE v.authority_slug = a.slug AND v.vrm = q.vrm) l ON true`,
}

/** Facts in the order of the lookups, of which there is at least one; `readAt` by the database's clock. */
export async function readFacts(db: Db, lookups: readonly Lookup[]): Promise<{ readAt: Instant; facts: Facts[] }> {
  const { rows } = await db.pool.query<Row>({
    ...READ,
    values: [JSON.stringify(lookups)],
  })
  const facts: Facts[] = lookups.map(() => ({ authority: null, source: null, licences: [], stated: [] }))
  for (const row of rows) {
    const of = facts[row.n - 1]
    if (!of || row.slug === null) continue
    of.authority = row
    of.source = row.mode === null ? null : { mode: row.mode, updatedAt: row.updatedAt, limitHours: row.limitHours }
    of.stated = row.stated ?? []
    if (row.id !== null) of.licences.push(row)
  }
  return { readAt: rows[0]?.readAt ?? 0, facts }
}
