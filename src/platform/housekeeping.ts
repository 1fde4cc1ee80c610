import type { Db } from './db.js'
import type { Deps } from './deps.js'

export const HOUR_MS = 3_600_000
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

/** Work that comes round: now, and again so often. It can be cut short and done again at any time, and by several processes at once. */
export interface Chore {
  everyMs: number
  /** `over`: the program ends, and waits for it. Whatever takes longer than a statement or two looks. */
  work: (now: Date, over: AbortSignal) => Promise<void>
}
/** By name. */
export type Chores = Record<string, Chore>

/**
 * Does the chores one after the other: the embedded database has one session. What fails is logged and tried again next time; the others are done all the
 * same.
 */
export function keepHouse({ clock, log }: Pick<Deps, 'clock' | 'log'>, chores: Chores): { stop(): Promise<void> } {
  const over = new AbortController()
  let line = Promise.resolve()
  const timers = Object.entries(chores).map(([chore, { everyMs, work }]) => {
    let isInLine = false
    const queue = () => {
      // One that takes longer than its time is not overtaken by itself.
      if (isInLine) return
      isInLine = true
      line = line.then(async () => {
        if (over.signal.aborted) return
        await work(clock.now(), over.signal).catch((error: unknown) =>
          log.error({ event: 'housekeeping-failed', chore, err: error }),
        )
        isInLine = false
      })
    }
    queue()
    return setInterval(queue, everyMs).unref()
  })
  return {
    async stop() {
      over.abort()
      timers.forEach(clearInterval)
      await line
    },
  }
}
