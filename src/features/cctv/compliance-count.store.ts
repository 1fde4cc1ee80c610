import type { Instant } from '../../domain/calendar.js'
import { CCTV_STATUSES, type CctvStatus } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { stretchesOf } from './stretch.store.js'

/** How many vehicle licences that may be used at an instant have which status. */
export interface StatusCount {
  counts: Record<CctvStatus, number>
  /** Of the unknown: the time line is missing, or being derived anew after a change of the standards. */
  notCurrent: number
  /** Of the unknown: the authority has not said whether it asks for cameras. */
  notStated: number
}

/** A statement of it counts so many licences: a tenth of a second, of 1.8 allowed. */
const COUNTED_AT_ONCE = 4_000

/**
 * Counts at several instants, in order of time, by the time lines as they are stored now. One pass, however many instants: each span of time in which a
 * licence may be used and has one status is counted in at the first instant that it holds, and out after the last.
 */
export async function countsAt(tx: Tx, authoritySlug: string, instants: readonly Instant[]): Promise<StatusCount[]> {
  const changes = new Map<Word, number[]>()
  for await (const { after, upTo } of stretchesOf(tx, { authoritySlug, size: COUNTED_AT_ONCE })) {
    const rows = await tx.$queryRaw<{ word: Word; index: number; change: number }[]>`
      SELECT word, index, sum(change)::int AS change
      FROM licence AS l
      LEFT JOIN cctv_compliance AS c ON c.licence_id = l.id
        AND c.standards_seq = (SELECT coalesce(max(seq), 0) FROM authority_standards WHERE authority_slug = ${authoritySlug}),
      LATERAL jsonb_to_recordset(l.standing) AS may("from" bigint, until bigint, verdict text),
      LATERAL jsonb_to_recordset(coalesce(c.time_line, ${NOT_CURRENT}::jsonb)) AS step("from" bigint, until bigint, status text, reasons jsonb),
      LATERAL (SELECT
        CASE WHEN reasons @> '[{"code": "standard-not-stated"}]' THEN 'not-stated' ELSE status END AS word,
        coalesce(width_bucket(greatest(may."from", step."from") - 1, ${instants}::bigint[]), 0) AS first,
        coalesce(width_bucket(least(may.until, step.until) - 1, ${instants}::bigint[]), ${instants.length}::int) AS beyond) AS span,
      LATERAL (VALUES (first, 1), (beyond, -1)) AS turn(index, change)
      WHERE l.authority_slug = ${authoritySlug} AND l.class = 'vehicle' AND l.id > ${after}::uuid AND l.id <= ${upTo}::uuid
        AND may.verdict = 'yes' AND first < beyond
      GROUP BY word, index`
    for (const { word, index, change } of rows) {
      const of = changes.get(word) ?? instants.map(() => 0)
      changes.set(word, of)
      of[index] = (of[index] ?? 0) + change
    }
  }
  const sums = [...changes].map(([word, of]) => [word, runningSums(of)] as const)
  return instants.map((_, index) => countOf(new Map(sums.map(([word, of]) => [word, of[index] ?? 0]))))
}

/** At one instant. */
export async function countByStatus(
  tx: Tx,
  { authoritySlug, at }: { authoritySlug: string; at: Date },
): Promise<Record<CctvStatus, number>> {
  const [count] = await countsAt(tx, authoritySlug, [at.getTime()])
  return count?.counts ?? countOf(new Map()).counts
}

type Word = CctvStatus | 'not-stated' | 'not-current'
const NOT_CURRENT = JSON.stringify([{ from: null, until: null, status: 'not-current', reasons: [] }])

function runningSums(changes: readonly number[]): number[] {
  let sum = 0
  return changes.map((change) => (sum += change))
}

function countOf(words: ReadonlyMap<Word, number>): StatusCount {
  const of = (word: Word) => words.get(word) ?? 0
  const [notCurrent, notStated] = [of('not-current'), of('not-stated')]
  const counts = Object.fromEntries(CCTV_STATUSES.map((status) => [status, of(status)])) as StatusCount['counts']
  counts.unknown += notCurrent + notStated
  return { counts, notCurrent, notStated }
}
