import { DAY_MS } from '../../domain/calendar.js'
import type { Db } from '../../platform/db.js'
import { deleteFindings, findEndedWithRows } from './forget.store.js'
import { dropRows } from './stage.store.js'

const ROWS_KEPT_MS = DAY_MS
const FINDINGS_KEPT_MS = 90 * DAY_MS

/** Removes what is left of a file when it is no longer needed: its rows a day after the feed ended, its faults and differences after ninety days. */
export async function forgetFeeds(db: Db, now: Date, over: AbortSignal): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms)
  for (const id of await findEndedWithRows(db.prisma, before(ROWS_KEPT_MS))) {
    if (over.aborted) return
    await dropRows(db, id)
  }
  await deleteFindings(db, before(FINDINGS_KEPT_MS))
}
