import type { Instant } from '../../domain/calendar.js'
import type { CctvStep } from '../../domain/cctv.js'
import type { CctvStatus, VehicleKind } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import type { ListedCctv } from './compliance-list.schema.js'
import { outlookOf } from './outlook.js'
import { stretchesOf } from './stretch.store.js'

export interface ComplianceFilter {
  authoritySlug: string
  now: Instant
  status?: CctvStatus | undefined
  /** Only those whose status gets worse after now, and not later than this. */
  worseBy?: Instant | undefined
  /** Id of the last one of the page before. */
  after?: string | undefined
  /** Most of them. */
  take: number
}

/** A statement looks through so many licences, and may answer all their time lines: nothing else is answered while they are taken apart. */
const READ_AT_ONCE = 500

/** Vehicle licences that may be used now, in order of id, some at a time. */
export async function* findListed(tx: Tx, filter: ComplianceFilter): AsyncGenerator<ListedCctv[]> {
  const { authoritySlug, now, status = null, worseBy = null, after: afterPage, take } = filter
  let left = take
  const variables = JSON.stringify({ now, worseBy })
  for await (const { after, upTo } of stretchesOf(tx, { authoritySlug, after: afterPage, size: READ_AT_ONCE })) {
    if (left === 0) return
    const rows = await tx.$queryRaw<Row[]>`
      SELECT l.id AS "licenceId", l.number, l.kind, v.id AS "vehicleId", v.vrm, c.time_line AS steps
      FROM licence AS l JOIN vehicle AS v ON v.id = l.vehicle_id
      LEFT JOIN cctv_compliance AS c ON c.licence_id = l.id
        AND c.standards_seq = (SELECT coalesce(max(seq), 0) FROM authority_standards WHERE authority_slug = ${authoritySlug}),
      LATERAL (SELECT coalesce(jsonb_path_query_first(c.time_line, '$[*] ? (@.until == null || @.until > $now).status', ${variables}::jsonb) #>> '{}', 'unknown') AS status OFFSET 0) AS present
      WHERE l.authority_slug = ${authoritySlug} AND l.class = 'vehicle' AND l.id > ${after}::uuid AND l.id <= ${upTo}::uuid
        AND jsonb_path_query_first(l.standing, '$[*] ? (@.until == null || @.until > $now).verdict', ${variables}::jsonb) = '"yes"'
        AND (${status}::text IS NULL OR present.status = ${status})
        AND (${worseBy}::bigint IS NULL OR present.status NOT IN ('non-compliant', 'unknown') AND jsonb_path_exists(
          c.time_line, '$[*] ? (@.from > $now && @.from <= $worseBy && @.status != $status
            && (@.status == "non-compliant" || @.status == "unknown" || @.status == "awaiting-fit"))',
          ${variables}::jsonb || jsonb_build_object('status', present.status)))
      ORDER BY l.id LIMIT ${Math.min(left, READ_AT_ONCE)}`
    left -= rows.length
    yield rows.map(({ vehicleId, vrm, steps, ...licence }) => ({
      ...licence,
      vehicle: { id: vehicleId, vrm },
      ...outlookOf(steps, now),
    }))
  }
}

interface Row {
  licenceId: string
  number: string
  kind: VehicleKind
  vehicleId: string
  vrm: string
  /** Null: none that is derived with the latest standards. */
  steps: CctvStep[] | null
}
