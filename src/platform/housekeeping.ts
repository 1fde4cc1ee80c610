import type { Db } from './db.js'
import type { Deps } from './deps.js'

const EVERY_MS = 3_600_000
const HOUR_MS = 3_600_000
const ANSWERS_KEPT_MS = 48 * HOUR_MS
/** A few days more than the year that the database insists on, which counts by its own clock. */
const RECEIPTS_KEPT_MS = 370 * 24 * HOUR_MS
/** Rows a statement: none may run into the limits that protect the pool. */
const AT_ONCE = 5_000

/** Until nothing is left. `remove` takes at most so many rows away, and says how many it took. */
export async function removeAll(remove: (most: number) => Promise<number>, most = AT_ONCE): Promise<void> {
  while ((await remove(most)) === most);
}

/** Removes answers of writes and receipts of checks that have been kept for as long as prisma/schema.prisma says. */
export async function removeExpired(db: Db, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms)
  const answers = (most: number) => db.prisma.$executeRaw`
    DELETE FROM idempotency_key WHERE (client_id, key) IN (
      SELECT client_id, key FROM idempotency_key WHERE created_at < ${before(ANSWERS_KEPT_MS)} LIMIT ${most})`
  const receipts = (most: number) => db.prisma.$executeRaw`
    DELETE FROM booking_check WHERE id IN (
      SELECT id FROM booking_check WHERE asked_at < ${before(RECEIPTS_KEPT_MS)} LIMIT ${most})`
  for (const remove of [answers, receipts]) await removeAll(remove)
}

/** Work that comes round, by name. Each can be cut short and run again at any time, and by several processes at once. */
export type Chores = Record<string, (now: Date) => Promise<void>>

/**
 * Does the chores now and every hour, one after the other: the embedded database has one session. What fails is logged and tried again next time;
 * the others are done all the same.
 */
export function keepHouse({ clock, log }: Pick<Deps, 'clock' | 'log'>, chores: Chores): { stop(): Promise<void> } {
  let isOver = false
  const doAll = async () => {
    for (const [chore, work] of Object.entries(chores))
      if (!isOver)
        await work(clock.now()).catch((error: unknown) =>
          log.error({ event: 'housekeeping-failed', chore, err: error }),
        )
  }
  let round = doAll()
  // A round that takes longer than the hour is not overtaken by the next.
  const timer = setInterval(() => {
    round = round.then(doAll)
  }, EVERY_MS).unref()
  return {
    async stop() {
      isOver = true
      clearInterval(timer)
      await round
    },
  }
}
