import type { FeedState, LicenceClass } from './words.js'

/** What a file would do to one authority's licences, or did. */
export interface FeedCounts {
  added: number
  changed: number
  missing: number
  unchanged: number
  conflicts: number
  /** What the last file stated and is not over: of these so many are missing. */
  standing: number
  /** Of what is added and changed, what takes two persons whoever records it: corrections of decisions, and lifts of suspensions. Of vehicles none. */
  secondPerson: number
}

/** More of an authority's licences missing than this share of them, or than this number, is more likely a truncated file than a week's work. */
const MISSING_SHARE = 0.05
export const MISSING_MOST = 20

/**
 * How many different persons must have said yes before the file is applied. The officer who sent it counts as one of two, never as the one.
 * Absence of a vehicle is one person's to confirm up to the threshold. Of a driver or operator it takes two always: what ends their licence is a
 * correction of a decision, and no correction is one person's. So it is where the file itself corrects one, or lifts a suspension.
 */
export function personsNeeded(cls: LicenceClass, byAuthority: readonly FeedCounts[]): 0 | 1 | 2 {
  if (byAuthority.every(({ missing, secondPerson }) => missing + secondPerson === 0)) return 0
  if (cls !== 'vehicle') return 2
  const isBeyond = ({ missing, standing }: FeedCounts) => missing > MISSING_MOST || missing > standing * MISSING_SHARE
  return byAuthority.some(isBeyond) ? 2 : 1
}

/** Who has said yes to a preview so far, each once, the first first: those who approved it, and where two are needed the officer who sent it. */
export function saidYes(feed: {
  personsNeeded: number
  sentByPersonId: string | null
  approvals: readonly { personId: string }[]
}): string[] {
  const sender = feed.personsNeeded === 2 && feed.sentByPersonId !== null ? [feed.sentByPersonId] : []
  return [...new Set([...sender, ...feed.approvals.map(({ personId }) => personId)])]
}

/** From where a feed may go where. The trigger `feed_moves` holds it too. */
export const FEED_MOVES: Readonly<Record<FeedState, readonly FeedState[]>> = {
  received: ['validated', 'refused'],
  validated: ['previewed', 'refused'],
  // Back: something changed since the preview, which is made anew and must be seen anew.
  previewed: ['validated', 'approved', 'applied', 'refused'],
  approved: ['validated', 'applied', 'refused'],
  applied: ['undone'],
  refused: [],
  undone: [],
}

/** Whether another file of the same authority and class must wait. */
export const isOpen = (state: FeedState): boolean => FEED_MOVES[state].includes('refused')

export function sumOf(parts: readonly FeedCounts[]): FeedCounts {
  const sum = (key: keyof FeedCounts) => parts.reduce((total, part) => total + part[key], 0)
  return {
    added: sum('added'),
    changed: sum('changed'),
    missing: sum('missing'),
    unchanged: sum('unchanged'),
    conflicts: sum('conflicts'),
    standing: sum('standing'),
    secondPerson: sum('secondPerson'),
  }
}
