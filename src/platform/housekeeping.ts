import type { Deps } from './deps.js'
import type { Db } from './db.js'

const EVERY_MS = 3_600_000
const HOUR_MS = 3_600_000
const ANSWERS_KEPT_MS = 48 * HOUR_MS
/** A few days more than the year that the database insists on, which counts by its own clock. */
const RECEIPTS_KEPT_MS = 370 * 24 * HOUR_MS
/** Rows a statement: none may run into the limits that protect the pool. */
const AT_ONCE = 5_000

/** Removes what has been kept for as long as prisma/schema.prisma says: answers of writes, receipts of checks. Nothing else is ever removed by the program. */
export async function removeExpired(db: Db, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms)
  const answers = () => db.prisma.$executeRaw`
    DELETE FROM idempotency_key WHERE (client_id, key) IN (
      SELECT client_id, key FROM idempotency_key WHERE created_at < ${before(ANSWERS_KEPT_MS)} LIMIT ${AT_ONCE})`
  const receipts = () => db.prisma.$executeRaw`
    DELETE FROM booking_check WHERE id IN (
      SELECT id FROM booking_check WHERE asked_at < ${before(RECEIPTS_KEPT_MS)} LIMIT ${AT_ONCE})`
  for (const remove of [answers, receipts]) while ((await remove()) === AT_ONCE);
}

/** Now and every hour. A failure is logged and tried again next time: nothing depends on it. */
export function keepHouse(deps: Deps): { stop(): void } {
  const work = () => {
    removeExpired(deps.db, deps.clock.now()).catch((error: unknown) =>
      deps.log.error({ event: 'housekeeping-failed', err: error }),
    )
  }
  work()
  const timer = setInterval(work, EVERY_MS).unref()
  return { stop: () => clearInterval(timer) }
}
