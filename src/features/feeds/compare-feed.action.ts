import { personsNeeded } from '../../domain/feed.js'
import { inTransaction } from '../../platform/db.js'
import { jobOf, toolsOf, type Work, type WorkDeps } from './feed-job.js'
import { startPulse } from './feed-progress.store.js'
import { readRevisions, setPreview } from './feed-work.store.js'
import { lockFeed, moveFeed, THE_REGISTRY } from './feed.store.js'

/** Makes the preview: what the file would do to what stands here now. A preview that is cut short is made again from the beginning. */
export async function compareFeed(deps: WorkDeps, { feed, kind, takenAt, over }: Work): Promise<void> {
  const { db } = deps
  const pulse = await startPulse(deps, { feedId: feed.id, phase: 'comparing', takenAt, over })
  try {
    const tools = toolsOf(deps, pulse)
    // First: what is changed while it compares must be seen to have changed.
    const revisions = await readRevisions(db.prisma, feed)
    const { counts, digest } = await kind.compare(jobOf(feed), tools)
    await pulse.stop()
    await inTransaction(db, async (tx) => {
      const now = await lockFeed(tx, feed.id, feed.authoritySlug)
      // Another process, which took this one for dead, has written differences of its own.
      if (now?.state !== 'validated' || !pulse.isLast(now.aliveAt)) return
      const needed = personsNeeded(feed.class, Object.values(counts))
      await setPreview(tx, { feedId: feed.id, counts, digest, personsNeeded: needed, revisions })
      await moveFeed(tx, { feedId: feed.id, to: 'previewed', at: deps.clock.now(), ...THE_REGISTRY })
    })
  } finally {
    await pulse.stop()
  }
}
