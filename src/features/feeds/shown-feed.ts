import { sumOf } from '../../domain/feed.js'
import type { Caller } from '../../platform/caller.js'
import type { Feed } from './feed.schema.js'
import type { FeedRecord } from './feed.store.js'

/**
 * A feed as it is answered.
 * @param viewer scrutiny sees what happened, not who did, nor what somebody called a file.
 */
export function shownFeed(feed: FeedRecord, now: Date, viewer?: Pick<Caller, 'role'> | null): Feed {
  const isScrutiny = viewer?.role === 'auditor'
  const person = (id: string | null) => (isScrutiny ? null : id)
  const { counts, undo } = feed
  return {
    id: feed.id,
    authority: feed.authoritySlug,
    authorities: feed.authoritySlugs,
    class: feed.class,
    format: feed.format,
    fileName: isScrutiny ? null : feed.fileName,
    state: feed.state,
    phase: feed.phase,
    sha256: feed.sha256 && Buffer.from(feed.sha256).toString('hex'),
    bytes: feed.bytes,
    rows: feed.rowsTotal,
    errors: { total: feed.errorsTotal },
    refusal: feed.refusal,
    counts: counts && { total: sumOf(Object.values(counts)), byAuthority: counts },
    personsNeeded: feed.personsNeeded,
    approvals: feed.approvals.map(({ personId, approvedAt }) => ({
      personId: person(personId),
      at: approvedAt.toISOString(),
    })),
    undo: undo && {
      askedBy: person(undo.askedByPersonId),
      askedAt: undo.askedAt.toISOString(),
      why: undo.why,
      approvedBy: person(undo.approvedByPersonId),
      approvedAt: undo.approvedAt?.toISOString() ?? null,
      blockedBy: undo.blockedBy,
    },
    progress: progressOf(feed, now),
    steps: feed.steps.map(({ seq, step, at, clientId, personId }) => ({
      seq,
      step,
      at: at.toISOString(),
      clientId,
      personId: person(personId),
    })),
    sentBy: { clientId: feed.sentByClientId, personId: person(feed.sentByPersonId) },
    createdAt: feed.createdAt.toISOString(),
  }
}

function progressOf(
  { phase, phaseBeganAt, doneCount: done, totalCount: total }: FeedRecord,
  now: Date,
): Feed['progress'] {
  const seconds = (now.getTime() - phaseBeganAt.getTime()) / 1_000
  const isUnderWay = phase !== 'waiting' && phase !== 'done' && done > 0 && seconds > 0
  const rate = isUnderWay ? done / seconds : null
  return {
    phase,
    done,
    total,
    ratePerSecond: rate && Math.round(rate),
    estimatedSecondsLeft: rate === null || total === null ? null : Math.ceil(Math.max(0, total - done) / rate),
  }
}
