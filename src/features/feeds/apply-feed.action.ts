import { appendAudit } from '../../platform/audit.js'
import { inBulkTransaction, inTransaction, type Tx } from '../../platform/db.js'
import { actorOf, jobOf, nextOf, NO_REQUEST, personsOf, toolsOf, type Work, type WorkDeps } from './feed-job.js'
import { startPulse, type Pulse } from './feed-progress.store.js'
import { holdFeed, insertBatches, previewedRevisions, readRevisions, setFed } from './feed-work.store.js'
import { findFeed, lockFeed, moveFeed, THE_REGISTRY } from './feed.store.js'

/** What stands here is not what was compared: the transaction is given up, and the preview made anew. */
class Moved extends Error {}

/** Does what the preview showed, all of it in one transaction, or nothing. */
export async function applyFeed(deps: WorkDeps, work: Work): Promise<void> {
  const { feed, takenAt, over } = work
  const pulse = await startPulse(deps, { feedId: feed.id, phase: 'applying', takenAt, over })
  try {
    await pulse.beforeTransaction()
    await inBulkTransaction(deps.db, (tx) => apply(tx, deps, work, pulse))
  } catch (error) {
    if (!(error instanceof Moved)) throw error
    await inTransaction(deps.db, async (tx) => {
      const now = await lockFeed(tx, feed.id, feed.authoritySlug)
      if (now && nextOf(now) === 'apply')
        await moveFeed(tx, { feedId: feed.id, to: 'validated', at: deps.clock.now(), ...THE_REGISTRY })
    })
  } finally {
    await pulse.stop()
  }
}

async function apply(tx: Tx, deps: WorkDeps, { feed, kind }: Work, pulse: Pulse): Promise<void> {
  const { id } = feed
  const isHeld = await holdFeed(tx, feed)
  // Read again now that nobody else can move it: another process, or an officer, may have been here first.
  const held = await findFeed(tx, id, undefined)
  if (!isHeld || !held || nextOf(held) !== 'apply') return
  const now = await readRevisions(tx, held, { isLocking: true })
  for (const [slug, revision] of await previewedRevisions(tx, id)) if (now.get(slug) !== revision) throw new Moved()

  const tools = toolsOf(deps, pulse)
  const batches = await insertBatches(tx, held, 'applied', tools.now)
  if ((await kind.apply(tx, jobOf(held), tools, personsOf(held), batches)) === 'moved') throw new Moved()
  await setFed(tx, held)
  await pulse.stop()
  await moveFeed(tx, { feedId: id, to: 'applied', at: tools.now, ...THE_REGISTRY })
  await appendAudit(tx, {
    at: tools.now,
    caller: actorOf(held),
    action: 'apply-feed',
    requestId: NO_REQUEST,
    object: { kind: 'feed', id },
  })
}
