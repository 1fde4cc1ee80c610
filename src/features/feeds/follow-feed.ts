import { setTimeout } from 'node:timers/promises'
import type { Feed } from './feed.schema.js'
import type { FeedClient } from './feed-client.js'
import type { Progress } from '../../platform/progress-bar.js'

const RETRY_MS = 1_000

/** Shows what the registry does with a feed until it waits for somebody or is done. */
export async function followFeed(client: FeedClient, id: string, progress: Progress): Promise<Feed> {
  const show = ({ progress: { phase, done, total } }: Feed) => progress.show(phase, done, total ?? undefined)
  for (;;) {
    const { body: feed } = await client.feed(id)
    if (isSettled(feed)) return feed
    show(feed)
    try {
      for await (const event of client.events(id)) {
        if (isSettled(event)) return event
        show(event)
      }
    } catch {
      // The stream was cut, or too many watch: whether the registry is there at all, the next look tells.
    }
    await setTimeout(RETRY_MS)
  }
}

function isSettled({ state, personsNeeded, undo }: Feed): boolean {
  if (state === 'previewed') return personsNeeded > 0
  if (state === 'applied') return !undo?.approvedAt || undo.blockedBy !== null
  return state === 'refused' || state === 'undone'
}
