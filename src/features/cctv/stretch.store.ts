import { setImmediate } from 'node:timers/promises'
import type { Tx } from '../../platform/db.js'

/** Vehicle licences with `after` < id <= `upTo`. */
export interface Stretch {
  after: string
  upTo: string
}

const FIRST = '00000000-0000-0000-0000-000000000000'
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The vehicle licences of an authority, of all time, in order of id and in parts that one statement can read in the time it is given. */
export async function* stretchesOf(
  tx: Tx,
  { authoritySlug, after = FIRST, size }: { authoritySlug: string; after?: string | undefined; size: number },
): AsyncGenerator<Stretch> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM (
      SELECT id, row_number() OVER (ORDER BY id) AS n FROM licence
      WHERE authority_slug = ${authoritySlug} AND class = 'vehicle' AND id > ${after}::uuid) AS numbered
    WHERE n % ${size}::int = 0 ORDER BY id`
  const ids = rows.map(({ id }) => id)
  for (const [index, upTo] of [...ids, LAST].entries()) {
    yield { after: ids[index - 1] ?? after, upTo }
    // The embedded database never lets go of the thread by itself: whoever waits has a turn here.
    await setImmediate()
  }
}
