import type { FedDecision, FedPeriod } from '../../../domain/fed-record.js'
import type { Matter } from '../../../domain/correction.js'
import { isFed, isGiving, mattersOf, saidIn, type FedFact, type HolderFile, type StagedFact } from './holder.js'

/** What is on record of the thing that a row states. */
export interface Recorded {
  file: HolderFile
  matter: Matter<FedFact>
  /** Its last record that says something; `matter.decision` is null where that was annulled. */
  said: FedFact
}

/**
 * For each row, by line, the decision on record that it states again. A period is known by its first day, a decision by its type and day; each is stated
 * once. A period recorded by a feed that no row names any more is taken for the one that overlaps it: its first day was put right. So is one
 * that an officer annulled: it does not come back with another first day.
 */
export function matchRows(files: readonly HolderFile[], facts: readonly StagedFact[]): Map<number, Recorded> {
  const free = new Set(files.flatMap(recordedIn))
  const matched = new Map<number, Recorded>()
  const match = (facts: readonly StagedFact[], isSame: (fact: StagedFact['fact'], recorded: Recorded) => boolean) => {
    for (const { line, fact } of facts) {
      if (matched.has(line)) continue
      const same = [...free].filter((recorded) => isOfFile(fact, recorded.file) && isSame(fact, recorded))
      // What was annulled and stated anew is there twice: the one that counts is meant.
      const found = same.find(({ matter }) => matter.decision !== null) ?? same[0]
      if (!found) continue
      free.delete(found)
      matched.set(line, found)
    }
  }
  match(facts, (fact, { said }) =>
    fact.row === 'licence'
      ? isGiving(said) && said.period?.startsOn === fact.startsOn
      : said.type === fact.type && said.decidedOn === fact.decidedOn,
  )
  match(
    facts.filter(({ fact }) => fact.row === 'licence'),
    (fact, { matter: { decision, latest }, said }) =>
      fact.row === 'licence' &&
      isFed(decision ?? latest) === (decision !== null) &&
      isOverlapping(fact, decision ?? said),
  )
  return matched
}

const recordedIn = (file: HolderFile): Recorded[] =>
  mattersOf(file).flatMap((matter) => {
    const said = saidIn(file, matter)
    return said ? [{ file, matter, said }] : []
  })

const isOfFile = ({ kind, number }: FedPeriod | FedDecision, file: HolderFile): boolean =>
  file.kind === kind && file.number === number

const isOverlapping = ({ startsOn, endsOn }: FedPeriod, { type, period }: FedFact): boolean =>
  isGiving({ type }) && period !== null && period.startsOn <= endsOn && startsOn <= period.endsOn
