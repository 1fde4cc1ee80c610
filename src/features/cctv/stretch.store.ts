import type { Tx } from '../../platform/db.js'
import { BEFORE_ALL, letOthersIn } from '../../platform/sweep.js'

/** Vehicle licences with `after` < id <= `upTo`. */
export interface Stretch {
  after: string
  upTo: string
}

const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The vehicle licences of an authority, of all time, in order of id and in parts that one statement can read in the time it is given. */
export async function* stretchesOf(
  tx: Tx,
  { authoritySlug, after = BEFORE_ALL, size }: { authoritySlug: string; after?: string | undefined; size: number },
): AsyncGenerator<Stretch> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT id, row_number() OVER (ORDER BY id) AS n FROM licence
      WHERE authority_slug = ${authoritySlug} AND class = 'vehicle' AND id > ${after}::uuid) AS numbered
    WHERE n % ${size}::int = 0 ORDER BY id`
  const ids = rows.map(({ id }) => id)
  for (const [index, upTo] of [...ids, LAST].entries()) {
    yield { after: ids[index - 1] ?? after, upTo }
    await letOthersIn()
  }
}
