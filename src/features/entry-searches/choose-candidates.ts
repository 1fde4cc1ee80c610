import type { MatchBand, SearchOutcome } from '../../domain/words.js'
import { MOST_CANDIDATES } from './entry-search.schema.js'

export interface Choice<F> {
  outcome: SearchOutcome
  shown: F[]
  advice: string | null
}

const ADD_AN_IDENTIFIER =
  'Add an identifier: National Insurance number, driving licence number, present and former addresses, former names.'

/**
 * What an officer is shown of what was found. Of exact and strong ones more than there is room for, those not yet reviewed come first, so that the
 * search repeated shows the rest. Possible ones come all or not at all: five of thirty would look like an answer.
 * @param found exact, then strong, then possible.
 */
export function chooseCandidates<F extends { band: MatchBand }>(
  found: readonly F[],
  isReviewed: (candidate: F) => boolean,
): Choice<F> {
  const sure = found.filter(({ band }) => band !== 'possible')
  const possible = found.filter(({ band }) => band === 'possible')
  const first = sure.length > MOST_CANDIDATES ? [...sure].sort((a, b) => +isReviewed(a) - +isReviewed(b)) : sure
  const shown = first.slice(0, MOST_CANDIDATES)
  const hasRoom = possible.length <= MOST_CANDIDATES - shown.length
  if (hasRoom) shown.push(...possible)
  const [best] = sure
  return {
    outcome: best ? best.band : possible.length === 0 ? 'none' : hasRoom ? 'possible' : 'too-many',
    shown,
    advice:
      sure.length > MOST_CANDIDATES
        ? 'There are more than are shown: confirm or reject these, then search again.'
        : hasRoom
          ? null
          : best
            ? `There are less sure ones too, more than can be shown. ${ADD_AN_IDENTIFIER}`
            : `Too many to tell. ${ADD_AN_IDENTIFIER}`,
  }
}
