import type { FeedPhase } from '../../domain/words.js'
import type { Deps } from '../../platform/deps.js'

/** As often as whoever watches wants to know, and no oftener: each is a new version of the row. */
const WRITTEN_EVERY_MS = 500
/** While a single statement takes long, nothing is done that could be counted. Well below what counts as dead (`STALE_AFTER`). */
const BEAT_EVERY_MS = 5_000

/** Without a sign of life for so long, the process that worked on a feed is gone. */
export const STALE_AFTER = '30 seconds'

/** The work must stop here: the program ends, or another process or an officer has the feed now. What it did not commit is done again. */
export class Interrupted extends Error {}

/** Signs of life of the work on one feed. */
export interface Pulse {
  /** @throws Interrupted */
  progress(done: number, total?: number): Promise<void>
  /** Whether this is the last sign that was written: then nobody else has taken the feed. */
  isLast(sign: Date): boolean
  /**
   * Before a transaction begins. On the embedded database nothing else can be written or read until it ends: that its process, which alone may open the
   * directory, holds it is the sign of life.
   */
  beforeTransaction(): Promise<void>
  /** Resolves once the last sign is written. */
  stop(): Promise<void>
}

interface Work {
  feedId: string
  phase: FeedPhase
  /** The sign of life that was written when the feed was taken: it is nobody else's as long as each sign follows the last. */
  takenAt: Date
  over: AbortSignal
}

/** Begins a phase. Writes how far it is at most twice a second, and every few seconds that it lives. */
export async function startPulse({ db, clock }: Pick<Deps, 'db' | 'clock'>, work: Work): Promise<Pulse> {
  const { feedId, phase, over } = work
  const now = () => performance.now()
  let sign: Date | undefined = work.takenAt
  let [done, total]: [number, number | null] = [0, null]
  let writtenAt = 0
  let last = Promise.resolve()

  let isSilent = false
  const write = async () => {
    if (!sign || isSilent) return
    writtenAt = now()
    const rows = await db.prisma.$queryRaw<{ sign: Date }[]>`
      UPDATE feed SET phase = ${phase}, phase_began_at = CASE WHEN phase = ${phase} THEN phase_began_at ELSE ${clock.now()} END,
        done_count = ${done}, total_count = ${total}, alive_at = greatest(clock_timestamp(), alive_at + interval '1 millisecond')
      WHERE id = ${feedId}::uuid AND alive_at = ${sign} RETURNING alive_at AS sign`
    sign = rows[0]?.sign
  }
  // A sign that cannot be written now is written next time.
  const beat = () => (last = last.then(write).catch(() => undefined))
  await beat()
  const timer = setInterval(() => void beat(), BEAT_EVERY_MS).unref()
  const progress = async (nowDone: number, of?: number) => {
    done = nowDone
    total = of ?? total
    if (now() - writtenAt >= WRITTEN_EVERY_MS) await beat()
    if (over.aborted || !sign) throw new Interrupted()
  }

  return {
    progress,
    isLast: (at) => at.getTime() === sign?.getTime(),
    async beforeTransaction() {
      isSilent = db.isEmbedded
      await last
    },
    async stop() {
      clearInterval(timer)
      await last
    },
  }
}

/** For whoever alone knows of a feed, as it arrives. Writes at most twice a second. */
export function progressOf(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  feedId: string,
  phase: FeedPhase,
): (done: number, total?: number) => Promise<void> {
  let writtenAt = -Infinity
  return async (done, total) => {
    if (performance.now() - writtenAt < WRITTEN_EVERY_MS) return
    writtenAt = performance.now()
    await db.prisma.$executeRaw`
      UPDATE feed SET phase = ${phase}, phase_began_at = CASE WHEN phase = ${phase} THEN phase_began_at ELSE ${clock.now()} END,
        done_count = ${done}, total_count = ${total ?? null}, alive_at = clock_timestamp()
      WHERE id = ${feedId}::uuid AND state = 'received'`
  }
}
