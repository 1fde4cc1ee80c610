import { LICENCE_KINDS, type LicenceKind } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { BEFORE_ALL, letOthersIn } from '../../platform/sweep.js'

/** A statement of it reads so many licences: a tenth of a second, of 1.8 allowed. */
const COUNTED_AT_ONCE = 10_000

/** Licences of an authority that may be used at an instant, by their time lines. Statement by statement: it need not hold a connection. */
export async function countInForce(
  tx: Tx,
  { authoritySlug, at }: { authoritySlug: string; at: Date },
): Promise<Record<LicenceKind, number>> {
  const byKind = Object.fromEntries(LICENCE_KINDS.map((kind) => [kind, 0])) as Record<LicenceKind, number>
  for (let after = BEFORE_ALL, read = COUNTED_AT_ONCE; read === COUNTED_AT_ONCE;) {
    const rows = await tx.$queryRaw<Row[]>`
      SELECT kind, "mayBeUsed", count(*)::int AS count, max(id::text) AS last FROM (
        SELECT id, kind, EXISTS (
          SELECT FROM jsonb_to_recordset(standing) AS step("from" bigint, until bigint, verdict text)
          WHERE verdict = 'yes' AND coalesce("from", 0) <= ${at.getTime()}::bigint AND (until IS NULL OR until > ${at.getTime()}::bigint)) AS "mayBeUsed"
        FROM licence WHERE authority_slug = ${authoritySlug} AND id > ${after}::uuid ORDER BY id LIMIT ${COUNTED_AT_ONCE}) AS judged
      GROUP BY 1, 2`
    read = 0
    for (const row of rows) {
      read += row.count
      if (row.last > after) after = row.last
      if (row.mayBeUsed) byKind[row.kind] += row.count
    }
    await letOthersIn()
  }
  return byKind
}

interface Row {
  kind: LicenceKind
  mayBeUsed: boolean
  count: number
  last: string
}
