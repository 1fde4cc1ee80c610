import { setTimeout as sleep } from 'node:timers/promises'
import type { LicenceClass } from '../../domain/words.js'
import type { Db } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { applyFeed } from './apply-feed.action.js'
import { carryOutUndo } from './carry-out-undo.action.js'
import { compareFeed } from './compare-feed.action.js'
import type { FeedKind } from './feed-kind.js'
import { nextOf, type WorkDeps } from './feed-job.js'
import { Interrupted } from './feed-progress.store.js'
import type { Feed } from './feed.schema.js'
import { findFeed } from './feed.store.js'
import { takeFeed } from './feed-work.store.js'
import { KINDS } from './kinds.js'
import { shownFeed } from './shown-feed.js'

const ACTS = { compare: compareFeed, apply: applyFeed, undo: carryOutUndo }

/** Facts that move each time just before they are written: then it is left for later. */
const MOST_ACTS = 8

interface Job {
  done: Promise<void>
  /** Somebody asked for it while it ran: it may have looked too early. */
  isAskedAgain: boolean
}
interface Jobs {
  byFeed: Map<string, Job>
  over: AbortController
}
const jobsOfDatabase = new WeakMap<Db, Jobs>()

function jobsOf(db: Db): Jobs {
  const jobs = jobsOfDatabase.get(db) ?? { byFeed: new Map<string, Job>(), over: new AbortController() }
  jobsOfDatabase.set(db, jobs)
  return jobs
}

/** Feeds that this process works on. */
export const feedsAtWork = (db: Db): string[] => [...jobsOf(db).byFeed.keys()]

/**
 * Compares, applies or undoes a feed until it waits for somebody or is done. Never throws: what fails is logged, and the chore `work-on-feeds` of this or
 * another process takes it up again.
 */
export function workOnFeed(
  deps: WorkDeps,
  feedId: string,
  kinds: Readonly<Record<LicenceClass, FeedKind>> = KINDS,
): Promise<void> {
  const { byFeed, over } = jobsOf(deps.db)
  const running = byFeed.get(feedId)
  if (running) {
    running.isAskedAgain = true
    return running.done
  }
  const work = async (job: Job) => {
    do {
      job.isAskedAgain = false
      await goOn(deps, feedId, kinds, over.signal).catch((error: unknown) => {
        if (!(error instanceof Interrupted)) deps.log.error({ event: 'feed-not-worked-on', feed: feedId, err: error })
      })
    } while (job.isAskedAgain && !over.signal.aborted)
    byFeed.delete(feedId)
  }
  const job: Job = { done: Promise.resolve(), isAskedAgain: false }
  byFeed.set(feedId, job)
  job.done = work(job)
  return job.done
}

async function goOn(
  deps: WorkDeps,
  feedId: string,
  kinds: Readonly<Record<LicenceClass, FeedKind>>,
  over: AbortSignal,
): Promise<void> {
  for (let acts = 0; acts < MOST_ACTS && !over.aborted; acts++) {
    const feed = await findFeed(deps.db.prisma, feedId, undefined)
    const next = feed && nextOf(feed)
    if (!next) return
    const takenAt = await takeFeed(deps.db, feedId, feed.state)
    if (takenAt) await ACTS[next](deps, { feed, kind: kinds[feed.class], takenAt, over })
  }
}

/** Ends the work of this process: what is under way stops at its next sign of life, and is resumed by whoever starts next. */
export async function stopWork(db: Db): Promise<void> {
  const { byFeed, over } = jobsOf(db)
  over.abort()
  jobsOfDatabase.delete(db)
  await Promise.all([...byFeed.values()].map(({ done }) => done))
}

const LOOKED_EVERY_MS = 100

/** The feed, once it waits for somebody or is done, whichever process works on it; at the latest after so many milliseconds or when the program ends, as it is then. */
export async function untilSettled(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  feedId: string,
  withinMs: number,
): Promise<Feed> {
  const until = performance.now() + withinMs
  const { signal } = jobsOf(db).over
  for (;;) {
    const feed = await findFeed(db.prisma, feedId, undefined)
    if (!feed) throw new Error('there is no such feed')
    const isSettled = feed.state !== 'received' && nextOf(feed) === undefined
    if (isSettled || signal.aborted || performance.now() >= until) return shownFeed(feed, clock.now())
    await sleep(LOOKED_EVERY_MS)
  }
}
