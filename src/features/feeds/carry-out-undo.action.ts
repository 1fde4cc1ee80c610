import { appendAudit, type AuditEntry } from '../../platform/audit.js'
import { inBulkTransaction, inTransaction, type Tx } from '../../platform/db.js'
import { jobOf, nextOf, NO_REQUEST, toolsOf, type Work, type WorkDeps } from './feed-job.js'
import type { Dependant } from './feed-kind.js'
import { startPulse, type Pulse } from './feed-progress.store.js'
import { blockUndo, findLater, holdFeed, insertBatches, readRevisions, setUnfed } from './feed-work.store.js'
import { addStep, findFeed, lockFeed, moveFeed, THE_REGISTRY, type FeedRecord } from './feed.store.js'

/** Later facts rest on the feed: the transaction is given up. */
class Blocked extends Error {
  readonly by: readonly Dependant[]

  constructor(by: readonly Dependant[]) {
    super()
    this.by = by
  }
}

/** Restores what stood before an applied feed, all of it in one transaction; or says what rests on it, and leaves everything as it is. */
export async function carryOutUndo(deps: WorkDeps, work: Work): Promise<void> {
  const { feed, takenAt, over } = work
  const pulse = await startPulse(deps, { feedId: feed.id, phase: 'undoing', takenAt, over })
  try {
    await pulse.beforeTransaction()
    await inBulkTransaction(deps.db, (tx) => undo(tx, deps, work, pulse))
  } catch (error) {
    if (!(error instanceof Blocked)) throw error
    await pulse.stop()
    await inTransaction(deps.db, (tx) => block(tx, deps, feed, error.by))
  } finally {
    await pulse.stop()
  }
}

async function undo(tx: Tx, deps: WorkDeps, { feed, kind }: Work, pulse: Pulse): Promise<void> {
  const { id } = feed
  const isHeld = await holdFeed(tx, feed)
  const held = await findFeed(tx, id, undefined)
  if (!isHeld || !held?.undo || nextOf(held) !== 'undo') return
  await readRevisions(tx, held, { isLocking: true })
  const later = await findLater(tx, id)
  if (later.length > 0) throw new Blocked(later)

  const tools = toolsOf(deps, pulse)
  const persons = { proposedBy: held.undo.askedByPersonId, approvedBy: held.undo.approvedByPersonId }
  const batches = await insertBatches(tx, held, 'undone', tools.now)
  const dependants = await kind.undo(tx, jobOf(held), tools, persons, batches)
  if (dependants.length > 0) throw new Blocked(dependants)
  await setUnfed(tx, held)
  await pulse.stop()
  await moveFeed(tx, { feedId: id, to: 'undone', at: tools.now, ...THE_REGISTRY })
  await appendAudit(tx, auditOf(held, tools.now))
}

async function block(
  tx: Tx,
  { clock }: WorkDeps,
  { id, authoritySlug }: FeedRecord,
  by: readonly Dependant[],
): Promise<void> {
  const feed = await lockFeed(tx, id, authoritySlug)
  if (!feed?.undo || nextOf(feed) !== 'undo') return
  const at = clock.now()
  await blockUndo(tx, id, feed.undo.seq, by)
  await addStep(tx, { feedId: id, step: 'undo-blocked', at, ...THE_REGISTRY })
  await appendAudit(tx, { ...auditOf(feed, at), refusal: 'feed-has-dependants' })
}

const auditOf = (feed: FeedRecord, at: Date): AuditEntry => ({
  at,
  caller: {
    clientId: feed.steps.findLast(({ step }) => step === 'undo-approved')?.clientId ?? feed.sentByClientId,
    personId: feed.undo?.approvedByPersonId ?? null,
    authoritySlug: feed.authoritySlug,
  },
  action: 'undo-feed',
  requestId: NO_REQUEST,
  object: { kind: 'feed-undo', id: feed.id },
})
