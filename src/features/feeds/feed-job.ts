import { londonDate } from '../../domain/calendar.js'
import { saidYes } from '../../domain/feed.js'
import type { AuditEntry } from '../../platform/audit.js'
import type { Deps } from '../../platform/deps.js'
import type { FeedJob, FeedKind, FeedTools, Persons } from './feed-kind.js'
import type { Pulse } from './feed-progress.store.js'
import type { FeedRecord } from './feed.store.js'

export type WorkDeps = Pick<Deps, 'db' | 'clock' | 'log' | 'secrets' | 'newId'>

/** One piece of the work on a feed, as one process does it. */
export interface Work {
  feed: FeedRecord
  kind: FeedKind
  /** The sign of life with which it was taken. */
  takenAt: Date
  over: AbortSignal
}

/** What the registry does next with a feed; undefined: it waits for somebody, or for nobody any more. */
export function nextOf(feed: FeedRecord): 'compare' | 'apply' | 'undo' | undefined {
  switch (feed.state) {
    case 'validated':
      return 'compare'
    case 'previewed':
      return saidYes(feed).length >= feed.personsNeeded ? 'apply' : undefined
    case 'approved':
      return 'apply'
    case 'applied':
      return feed.undo?.approvedAt && !feed.undo.blockedBy ? 'undo' : undefined
    default:
      return undefined
  }
}

export const jobOf = (feed: FeedRecord): FeedJob => ({
  id: feed.id,
  authoritySlugs: feed.authoritySlugs,
  format: feed.format,
  sentByClientId: feed.sentByClientId,
  sentByPersonId: feed.sentByPersonId,
})

/** The clock is read once for each piece of work: all that it writes is of one instant. */
export function toolsOf({ db, secrets, newId, clock }: WorkDeps, pulse: Pulse): FeedTools {
  const now = clock.now()
  return {
    db,
    secrets,
    newId,
    now,
    today: londonDate(now.getTime()),
    progress: (done, total) => pulse.progress(done, total),
  }
}

/** Who makes it so: two who said yes; or one, and who or what sent it. */
export function personsOf(feed: FeedRecord): Persons {
  const sender = feed.sentByPersonId ?? feed.sentByClientId
  const yes = saidYes(feed)
  const [proposedBy = sender, approvedBy = null] = feed.personsNeeded === 2 ? yes : [...new Set([sender, ...yes])]
  return { proposedBy, approvedBy }
}

/** For the audit, whose act set the registry going: who said yes last, or who sent it. */
export function actorOf(feed: FeedRecord): AuditEntry['caller'] {
  const { clientId, personId } = feed.approvals.at(-1) ?? {
    clientId: feed.sentByClientId,
    personId: feed.sentByPersonId,
  }
  return { clientId, personId, authoritySlug: feed.authoritySlug }
}

/** In place of the id of a request, in the audit rows of what the registry does by itself. */
export const NO_REQUEST = 'feeds'
