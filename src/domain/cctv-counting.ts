import { chains } from './correction-chain.js'
import type { CctvFact, CctvFactOf } from './cctv-facts.js'
import type { CctvFactType } from './words.js'

/** A fact that counts, in the place of the original that it stands for: `id` is of the record that counts, `seq` of the original. */
export type CountingFact<T extends CctvFactType = CctvFactType> = {
  [U in T]: CctvFactOf<U> & {
    /** The counting fact that it names (the fault of a repair, the request of a decision); null: it names none, or none that counts. */
    followsId: string | null
  }
}[T]

/**
 * The facts that count once every correction is followed, in order of (on, seq). A replacement keeps the place of what it replaces: facts that name any
 * record of the chain name the one that counts. An annulled correction brings back what it corrected; a correction of nothing is ignored.
 */
export function countingFacts(facts: readonly CctvFact[]): CountingFact[] {
  const counting: CctvFact[] = []
  const countingId = new Map<string, string>()
  for (const { counting: fact, original, ids } of chains(facts, ({ correction }) => correction?.factId)) {
    if (!fact) continue
    counting.push({ ...fact, seq: original.seq })
    for (const id of ids) countingId.set(id, fact.id)
  }
  return counting
    .map((fact) => {
      const named = namedBy(fact)
      return { ...fact, followsId: named === null ? null : (countingId.get(named) ?? null) }
    })
    .sort((a, b) => (a.on === b.on ? a.seq - b.seq : a.on < b.on ? -1 : 1))
}

export function ofType<T extends CctvFactType>(
  facts: readonly CountingFact[],
  type: T,
): Extract<CountingFact, { type: T }>[] {
  return facts.filter((fact): fact is Extract<CountingFact, { type: T }> => fact.type === type)
}

function namedBy(fact: CctvFact): string | null {
  switch (fact.type) {
    case 'repair':
      return fact.content.faultId
    case 'exemption-end':
      return fact.content.exemptionId
    case 'footage-decision':
    case 'footage-handover':
      return fact.content.requestId
    default:
      return null
  }
}
