import type { AppealStep, DecisionFact } from './history.js'

/** One decision with all its corrections: the record that counts, and the appeal, which outlives a correction of the paper. */
export interface Matter {
  /** Null: annulled. */
  decision: DecisionFact | null
  /** The only record of the matter that a further correction may name. */
  latest: DecisionFact
  /** Of the original and of every correction: a lift may name any of them. */
  ids: ReadonlySet<string>
  appealSteps: readonly AppealStep[]
  /** The record the appeal hangs on; null: no appeal. */
  appealedId: string | null
}

/** Each original decision followed through its corrections, in order of recording. A correction of nothing is ignored. */
export function matters(decisions: readonly DecisionFact[]): Matter[] {
  const correctionOf = new Map(decisions.map((record) => [record.correction?.decisionId, record]))
  return decisions
    .filter((record) => record.correction === null)
    .map((original) => {
      const chain = [original]
      for (let next = correctionOf.get(original.id); next; next = correctionOf.get(next.id)) chain.push(next)
      const appealed = chain.findLast((record) => record.appeal !== null)
      return {
        decision: countingAt(chain, chain.length - 1),
        latest: chain.at(-1) ?? original,
        ids: new Set(chain.map((record) => record.id)),
        appealSteps: appealed?.appeal?.steps ?? [],
        appealedId: appealed?.id ?? null,
      }
    })
}

/** What counted once the record at `index` was made. An annulment brings back what counted before the record it names. */
function countingAt(chain: readonly DecisionFact[], index: number): DecisionFact | null {
  const record = chain[index]
  if (!record) return null
  return record.correction?.effect === 'annul' ? countingAt(chain, index - 2) : record
}
