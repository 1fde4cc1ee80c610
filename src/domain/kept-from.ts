import { judgmentSpans } from './appeal.js'
import type { Matter } from './correction.js'
import type { DecisionFact } from './history.js'
import type { DecisionType } from './words.js'

const GIVING: readonly DecisionType[] = ['grant', 'renew']
const KEEPING_FROM: readonly DecisionType[] = ['refuse-renewal', 'revoke']

/**
 * The decision that keeps a holder from being licensed any longer: a revocation or a refused renewal that no later decision of those given outdid by a grant
 * or renewal, and no court quashed. It outlasts the period, of which `standing` then only tells that it expired.
 */
export function keptFromBy<Fact extends DecisionFact>(all: readonly Matter<Fact>[]): Fact | undefined {
  const last = all
    .flatMap(({ decision, appealSteps }) =>
      decision && judgmentSpans(appealSteps).at(-1)?.judgment !== 'quashed' ? [decision] : [],
    )
    .filter(({ type }) => GIVING.includes(type) || KEEPING_FROM.includes(type))
    .sort((a, b) => (a.decidedOn === b.decidedOn ? a.recordedAt - b.recordedAt : a.decidedOn < b.decidedOn ? -1 : 1))
    .at(-1)
  return last && KEEPING_FROM.includes(last.type) ? last : undefined
}
