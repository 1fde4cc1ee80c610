import { MATCH_BANDS, type MatchBand } from '../../domain/words.js'
import type { Review } from './candidate.store.js'

/** An entry as it is found now. */
export interface FoundNow {
  band: MatchBand
  version: number
  /** Of the authority that searches: it may change with the very decision that rests on the search. */
  isOwn: boolean
}

/**
 * What still counts of the latest review. That it is the same person counts always. That it is another was said of the evidence shown: of stronger
 * evidence, or of an entry changed since, it says nothing. Else a search on little would clear what a search on all would find.
 */
export function stillCounting(review: Review | null, now: FoundNow): Review | null {
  if (review === null || review.verdict === 'confirmed') return review
  const isOfThisVersion = now.isOwn || review.version >= now.version
  return isOfThisVersion && !isStronger(now.band, review.band) ? review : null
}

export const isStronger = (one: MatchBand, other: MatchBand): boolean =>
  MATCH_BANDS.indexOf(one) < MATCH_BANDS.indexOf(other)

export const strongest = (bands: readonly MatchBand[]): MatchBand | undefined =>
  MATCH_BANDS.find((band) => bands.includes(band))
