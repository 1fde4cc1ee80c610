import { chains } from './correction-chain.js'
import type { AppealStep, DecisionFact } from './history.js'

type Correctable = Pick<DecisionFact, 'id' | 'correction' | 'appeal'>

/** One decision with all its corrections: the record that counts, and the appeal, which outlives a correction of the paper. */
export interface Matter<Fact extends Correctable = DecisionFact> {
  /** Null: annulled. */
  decision: Fact | null
  /** The only record of the matter that a further correction may name. */
  latest: Fact
  /** Of the original and of every correction: a lift may name any of them. */
  ids: ReadonlySet<string>
  appealSteps: readonly AppealStep[]
  /** The record the appeal hangs on; null: no appeal. */
  appealedId: string | null
}

/** Each original decision followed through its corrections, in order of recording. A correction of nothing is ignored. */
export function matters<Fact extends Correctable>(decisions: readonly Fact[]): Matter<Fact>[] {
  return chains(decisions, ({ correction }) => correction?.decisionId).map(({ counting, latest, ids, records }) => {
    const appealed = records.findLast((record) => record.appeal !== null)
    return {
      decision: counting,
      latest,
      ids,
      appealSteps: appealed?.appeal?.steps ?? [],
      appealedId: appealed?.id ?? null,
    }
  })
}
