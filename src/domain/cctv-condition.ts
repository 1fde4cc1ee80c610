import { matters } from './correction.js'
import type { DecisionFact } from './history.js'
import type { DecisionType } from './words.js'

/** Decisions that settle on which conditions a licence is held. */
const SETTLING: readonly DecisionType[] = ['grant', 'renew', 'vary-conditions']

/** Whether a condition of a licence may rest on a decision of its history: one that settles conditions, and counts. */
export function settlesConditions(decisions: readonly DecisionFact[], decisionId: string): boolean {
  return matters(decisions).some(
    ({ ids, decision }) => ids.has(decisionId) && decision !== null && SETTLING.includes(decision.type),
  )
}
