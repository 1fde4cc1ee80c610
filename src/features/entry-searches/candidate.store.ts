import { contactOf } from '../../domain/authority.js'
import {
  LIVE_ENTRY_STATES,
  type EntryDecisionType,
  type EntryState,
  type MatchBand,
  type ReviewVerdict,
} from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { Candidate, HeldDecision } from './entry-search.schema.js'

/** What belongs together: searches for one application, or under one reference where the registry knows no such application. */
export type Scope = { authoritySlug: string } & ({ applicationId: string } | { applicationReference: string })

/** Of one entry, all that an authority's searches for one application showed, and what it made of it. */
export interface Shown {
  /** Its references, one for each search. */
  candidates: { reference: string; band: MatchBand }[]
  holderSlug: string
  /** The latest version that was shown. */
  version: number
  /** The latest review of any of them. */
  review: Review | null
}

export interface Review {
  id: string
  /** How sure the registry was of the candidate reviewed, and which version of the entry was shown. */
  band: MatchBand
  version: number
  verdict: ReviewVerdict
  why: string
  recordedAt: Date
}

/** By entry. */
export async function shownUnder(tx: Tx, scope: Scope): Promise<Map<string, Shown>> {
  const rows = await tx.entrySearchCandidate.findMany({
    where: { search: scope },
    select: {
      id: true,
      entryId: true,
      entryVersion: true,
      holderSlug: true,
      band: true,
      reviews: { orderBy: { seq: 'desc' }, take: 1, select: { id: true, verdict: true, why: true, recordedAt: true } },
    },
  })
  const byEntry = new Map<string, Shown>()
  for (const row of rows) {
    const shown = byEntry.get(row.entryId) ?? { candidates: [], holderSlug: row.holderSlug, version: 0, review: null }
    const review = row.reviews[0]
    shown.candidates.push({ reference: row.id, band: row.band as MatchBand })
    shown.version = Math.max(shown.version, row.entryVersion)
    // Ids are in order of recording.
    if (review && (shown.review === null || review.id > shown.review.id))
      shown.review = {
        ...review,
        verdict: review.verdict as ReviewVerdict,
        band: row.band as MatchBand,
        version: row.entryVersion,
      }
    byEntry.set(row.entryId, shown)
  }
  return byEntry
}

/** Version of each entry that is neither removed nor expired. */
export async function liveVersions(tx: Tx, entryIds: string[]): Promise<Map<string, number>> {
  const rows = await tx.entry.findMany({
    where: { id: { in: entryIds }, state: { in: [...LIVE_ENTRY_STATES] } },
    select: { id: true, version: true },
  })
  return new Map(rows.map(({ id, version }) => [id, version]))
}

/** The statutory facts of entries as they were at a version; by entry. */
export async function heldDecisions(
  tx: Tx,
  entries: { entryId: string; version: number }[],
): Promise<Map<string, HeldDecision>> {
  if (entries.length === 0) return new Map()
  const events = await tx.entryEvent.findMany({
    where: { OR: entries.map(({ entryId, version }) => ({ entryId, seq: { lte: version } })) },
    orderBy: { seq: 'asc' },
  })
  const decisions = new Map<string, HeldDecision>()
  for (const event of events) {
    const changes = decisions.get(event.entryId)?.changes ?? []
    decisions.set(event.entryId, {
      ...decisionOf(event),
      changes: event.seq === 1 ? [] : [...changes, changeOf(event)],
    })
  }
  return decisions
}

type Event = Prisma.EntryEventGetPayload<object>

const decisionOf = (event: Event) => ({
  type: event.decisionType as EntryDecisionType,
  decidedOn: fromDate(event.decidedOn),
  takesEffectOn: fromDateOrNull(event.takesEffectOn),
  suspensionEndsOn: fromDateOrNull(event.suspensionEndsOn),
  state: event.state as EntryState,
})
const changeOf = (event: Event) => ({
  on: fromDate(event.changedOn),
  takesEffectOn: fromDateOrNull(event.changeTakesEffectOn),
  state: event.state as EntryState,
})

/** Whom to ask; by slug. */
export async function holdersOf(tx: Tx, slugs: string[]): Promise<Map<string, Candidate['holdingAuthority']>> {
  const rows = await tx.authority.findMany({
    where: { slug: { in: slugs } },
    select: { slug: true, name: true, contactEmail: true, contactPhone: true },
  })
  return new Map(
    rows.map(({ slug, name, contactEmail: email, contactPhone: phone }) => [
      slug,
      { slug, name, contact: contactOf({ email, phone }) },
    ]),
  )
}
