import { appendAudit } from '../../platform/audit.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { AnyRefusal, ProblemCode } from '../../platform/outcome.js'
import { incomplete, otherBytes, UploadFault } from '../../platform/upload.js'
import { londonDate } from '../../domain/calendar.js'
import type { Fault } from './feed-kind.js'
import { progressOf } from './feed-progress.store.js'
import { confirmFeed, findSame, insertFaults, insertFeed, moveFeed, setArrived, THE_REGISTRY } from './feed.store.js'
import { openStage, type Stage } from './stage.store.js'
import { alreadyOpen, takeIn, type Arrived, type SentFile } from './take-in.action.js'

export type Reception =
  | { feedId: string; outcome: 'validated' | 'same' }
  | { feedId: string; outcome: 'refused'; refusal: AnyRefusal; faults: Fault[]; total: number }

const BEAT_EVERY_MS = 500

/**
 * Takes a file in: its rows wait to be compared, or it is refused with all its faults. Of a file that is refused or broke off no row stays. One that is open
 * already, or was the last one applied, is not taken twice: the earlier feed is the answer.
 */
export async function receiveFeed(deps: Deps, sent: SentFile): Promise<Reception> {
  const { kind, caller, expectedDigest } = sent
  const known = expectedDigest && (await sameAs(deps, sent, expectedDigest))
  const answered = known && (await answerWith(deps, sent, known))
  if (answered) return answered

  const feedId = deps.newId()
  await insertFeed(deps.db.prisma, {
    id: feedId,
    authoritySlug: caller.authoritySlug,
    class: kind.class,
    format: sent.format,
    fileName: sent.fileName,
    sentByClientId: caller.clientId,
    sentByPersonId: caller.personId,
    now: deps.clock.now(),
  })
  const stage = openStage(deps, feedId)
  const pulse = startPulse(deps, sent, feedId)
  let arrived: Arrived | undefined
  try {
    arrived = await takeIn(deps, sent, { feedId, stage, onBytes: pulse.bytes })
    return await conclude(deps, sent, { feedId, stage, arrived, progress: pulse.checking })
  } catch (error) {
    const isTold = error instanceof UploadFault
    const { refusal } = isTold ? error : incomplete('The registry failed while it took the file.')
    const refused = refuse(deps, sent, { feedId, stage, arrived, refusal, faults: [], total: 0 })
    if (isTold) return await refused
    // Otherwise the chore that looks after feeds without a sign of life does it.
    await refused.catch((fault: unknown) => deps.log.error({ event: 'feed-not-refused', feedId, err: fault }))
    throw error
  } finally {
    pulse.stop()
  }
}

interface Job {
  feedId: string
  stage: Stage
}

async function conclude(
  deps: Deps,
  sent: SentFile,
  { arrived, progress, ...job }: Job & { arrived: Arrived; progress: (done: number, total?: number) => Promise<void> },
): Promise<Reception> {
  const { feedId, stage } = job
  const { db, secrets, newId, clock } = deps
  const { sha256, bytes, rows, faults, total, blockedBy } = arrived
  if (sent.expectedDigest?.equals(sha256) === false) throw otherBytes()
  const same = await sameAs(deps, sent, sha256)
  const answered = same && (await answerWith(deps, sent, same, feedId))
  if (answered) {
    await stage.abandon()
    return answered
  }
  if (blockedBy) throw alreadyOpen(blockedBy)
  if (total > 0) return refuse(deps, sent, { ...job, arrived, refusal: notValid(total), faults, total })
  if (rows === 0) throw new UploadFault({ code: 'feed-empty', detail: 'The file has no rows.' })

  await stage.finish()
  const { authoritySlugs } = arrived
  const { format, caller } = sent
  const now = clock.now()
  const checked = await sent.kind.check(
    { id: feedId, authoritySlugs, format, sentByClientId: caller.clientId, sentByPersonId: caller.personId },
    { db, secrets, newId, now, today: londonDate(now.getTime()), progress },
  )
  if (checked.total > 0) return refuse(deps, sent, { ...job, arrived, refusal: notValid(checked.total), ...checked })
  await inTransaction(db, async (tx) => {
    await setArrived(tx, { feedId, sha256, bytes, rowsTotal: rows })
    await moveFeed(tx, { feedId, to: 'validated', at: clock.now(), ...THE_REGISTRY })
    await appendAudit(tx, auditOf(deps, sent, feedId))
  })
  return { feedId, outcome: 'validated' }
}

async function refuse(
  deps: Deps,
  sent: SentFile,
  job: Job & { arrived: Arrived | undefined; refusal: AnyRefusal; faults: Fault[]; total: number },
): Promise<Reception> {
  const { feedId, stage, arrived, refusal, faults, total } = job
  await stage.abandon()
  await inTransaction(deps.db, async (tx) => {
    if (arrived) await setArrived(tx, { feedId, sha256: arrived.sha256, bytes: arrived.bytes, rowsTotal: arrived.rows })
    await insertFaults(tx, feedId, faults, total)
    await moveFeed(tx, { feedId, to: 'refused', at: deps.clock.now(), refusal: refusal.code, ...THE_REGISTRY })
    await appendAudit(tx, auditOf(deps, sent, feedId, refusal.code))
  })
  return { feedId, outcome: 'refused', refusal, faults, total }
}

const notValid = (total: number): AnyRefusal => ({
  code: 'feed-not-valid',
  detail: total === 1 ? 'The file has 1 fault.' : `The file has ${total} faults; the first 1,000 are listed.`,
})

const sameAs = ({ db }: Deps, { caller, kind }: SentFile, sha256: Buffer) =>
  findSame(db.prisma, { authoritySlug: caller.authoritySlug, class: kind.class, sha256 })

/**
 * @param dropped the feed that was begun before it was seen that the file is not new.
 * @returns undefined: the earlier feed has been undone or followed since it was found, and is no answer any more.
 */
async function answerWith(
  deps: Deps,
  sent: SentFile,
  { id, state }: { id: string; state: string },
  dropped?: string,
): Promise<Reception | undefined> {
  const at = deps.clock.now()
  const { clientId, personId } = sent.caller
  return inTransaction(deps.db, async (tx) => {
    if (state === 'applied' && !(await confirmFeed(tx, { feedId: id, at, clientId, personId }))) return undefined
    if (dropped !== undefined)
      await moveFeed(tx, { feedId: dropped, to: 'refused', at, refusal: 'feed-already-sent', ...THE_REGISTRY })
    await appendAudit(tx, auditOf(deps, sent, id))
    return { feedId: id, outcome: 'same' } as const
  })
}

/** `feed-file`, not `feed`: its digest is of what the file does, which is not there yet. */
const auditOf = ({ clock }: Deps, { caller, action, requestId }: SentFile, id: string, refusal?: ProblemCode) => ({
  at: clock.now(),
  caller,
  action,
  requestId,
  object: { kind: 'feed-file', id },
  refusal,
})

/** Says how far it is and that it lives, also while nothing arrives or one statement takes long. */
function startPulse(deps: Deps, { size }: SentFile, feedId: string) {
  const receiving = progressOf(deps, feedId, 'receiving')
  const validating = progressOf(deps, feedId, 'validating')
  let tell = () => receiving(0, size ?? undefined)
  // What cannot be written now is written next time.
  const timer = setInterval(() => void tell().catch(() => undefined), BEAT_EVERY_MS).unref()
  return {
    bytes: (done: number) => {
      tell = () => receiving(done, size ?? undefined)
    },
    checking: async (done: number, total?: number) => {
      tell = () => validating(done, total)
    },
    stop: () => clearInterval(timer),
  }
}
