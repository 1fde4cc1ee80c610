import { setMaxListeners } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Deps } from '../../platform/deps.js'
import type { Feed } from './feed.schema.js'
import { findFeed, type FeedRecord } from './feed.store.js'
import { shownFeed } from './shown-feed.js'

const LOOKED_EVERY_MS = 500
/** The server cuts a connection on which nothing was said for ten seconds (src/app.ts). */
const SILENT_AT_MOST_MS = 5_000
/** Each is a connection that is kept. */
const MOST_STREAMS = 20

/** Nothing will happen to it any more, unless somebody asks to undo it. */
export const isOver = ({ state, undo }: Pick<FeedRecord, 'state' | 'undo'>): boolean =>
  state === 'refused' || state === 'undone' || (state === 'applied' && (undo === null || undo.blockedBy !== null))

/** Server-sent events about feeds, for all who watch: one look at a feed serves them all. */
export function feedEvents({ db, clock }: Pick<Deps, 'db' | 'clock'>) {
  const closing = new AbortController()
  setMaxListeners(MOST_STREAMS, closing.signal)
  const streams = new Set<Readable>()
  const looks = new Map<string, { at: number; feed: Promise<FeedRecord | undefined> }>()

  const lookAt = (id: string): Promise<FeedRecord | undefined> => {
    const now = performance.now()
    const last = looks.get(id)
    if (last && now - last.at < LOOKED_EVERY_MS) return last.feed
    const feed = findFeed(db.prisma, id, undefined)
    looks.set(id, { at: now, feed })
    return feed
  }

  async function* events(id: string): AsyncGenerator<string> {
    yield 'retry: 2000\n\n'
    let [state, progress, saidAt] = ['', '', performance.now()]
    for (;;) {
      const feed = await lookAt(id)
      if (!feed) return
      const shown = shownFeed(feed, clock.now())
      const [newState, newProgress] = [stateOf(shown), progressOf(shown)]
      const event = newState !== state ? 'state' : newProgress !== progress ? 'progress' : undefined
      const isSilent = performance.now() - saidAt >= SILENT_AT_MOST_MS
      if (event !== undefined) yield message(event, shown)
      else if (isSilent) yield ': still here\n\n'
      if (event !== undefined || isSilent) saidAt = performance.now()
      ;[state, progress] = [newState, newProgress]
      if (isOver(feed)) return
      // Cut short when the program ends: the stream ends with it, as any answer does.
      await sleep(LOOKED_EVERY_MS, undefined, { signal: closing.signal }).catch(() => undefined)
      if (closing.signal.aborted) return
    }
  }

  return {
    /** Undefined: too many watch already. */
    open(id: string): Readable | undefined {
      if (streams.size >= MOST_STREAMS) return undefined
      // Whoever begins to watch is told what is so now, not what another was told a moment ago: their own act may lie between.
      looks.delete(id)
      const stream = Readable.from(events(id))
      streams.add(stream)
      return stream.once('close', () => {
        streams.delete(stream)
        if (streams.size === 0) looks.clear()
      })
    },
    close(): void {
      closing.abort()
    },
  }
}

const stateOf = (feed: Feed): string => JSON.stringify({ ...feed, progress: null })
const progressOf = ({ progress: { phase, done, total } }: Feed): string => JSON.stringify([phase, done, total])

/** Named by the last step, so that whoever comes back after the last of them can be told so. */
const message = (event: 'state' | 'progress', feed: Feed): string =>
  `id: ${feed.steps.at(-1)?.seq ?? 0}\nevent: ${event}\ndata: ${JSON.stringify(feed)}\n\n`
