import { matters, type Matter } from './correction.js'
import type { DecidedFact } from './command.js'
import { effectDay, effectRule, noticeDay } from './effect.js'
import type { DecisionFact, LicenceHistory } from './history.js'
import { refuse, type Refused } from './refusal.js'

/** Stands for the correction, which has no id before it is stored. */
const UNSTORED = ''

/**
 * A correction moves a decision from under what hangs on it: lifts, steps of an appeal, on a grant all that followed. Left before the decision, a
 * lift or an order of a court would end it before it began, and the licence would be given back by nobody.
 */
export function checkDependants(history: LicenceHistory, correction: DecidedFact): Refused | null {
  if (correction.correction === null) return null
  const all = matters([...history.decisions, asRecord(correction)])
  const matter = all.find(({ ids }) => ids.has(UNSTORED))
  if (!matter) return null
  if (!matter.decision) return checkRenewals(matter, all)
  const before = matters(history.decisions).find(({ ids }) => matter.ids.has([...ids][0] ?? UNSTORED))?.decision
  return (
    checkFollowing(matter.decision, all) ??
    checkAppeal(matter.decision, matter) ??
    checkLifts(history, { matter, decision: matter.decision, before: before ?? null }, all)
  )
}

/** What counts once the correction is made; null: nothing. */
export function countingAfter(history: LicenceHistory, correction: DecidedFact): DecisionFact | null {
  return matters([...history.decisions, asRecord(correction)]).find(({ ids }) => ids.has(UNSTORED))?.decision ?? null
}

function asRecord(correction: DecidedFact): DecisionFact {
  return { ...correction, id: UNSTORED, seq: 0, recordedAt: 0, appeal: null }
}

function checkRenewals({ latest }: Matter, all: readonly Matter[]): Refused | null {
  if (latest.type !== 'grant' || !all.some(({ decision }) => decision?.type === 'renew')) return null
  return strands('The licence was renewed: annul its renewals first.', '/correction/effect')
}

function checkFollowing(decision: DecisionFact, all: readonly Matter[]): Refused | null {
  if (decision.type !== 'grant') return null
  const earlier = all.find((other) => other.decision && other.decision.decidedOn < decision.decidedOn)?.decision
  return earlier ? strands(`The licence has a decision of ${earlier.decidedOn} already.`, '/decidedOn') : null
}

function checkAppeal(decision: DecisionFact, { appealSteps }: Matter): Refused | null {
  const first = appealSteps[0]
  if (!first || first.on >= noticeDay(decision)) return null
  return strands(`It was appealed against on ${first.on}; the notice came before that.`, '/notifiedOn')
}

/** A lift may come while the notice runs, if it did before the correction; a suspension that bit must still have bitten before it was lifted. */
function checkLifts(
  history: LicenceHistory,
  { matter, decision, before }: { matter: Matter; decision: DecisionFact; before: DecisionFact | null },
  all: readonly Matter[],
): Refused | null {
  const rule = effectRule(history)
  for (const { decision: lift } of all) {
    if (lift?.type !== 'lift-suspension' || !matter.ids.has(lift.liftsDecisionId ?? '')) continue
    const liftsOn = lift.takesEffectOn ?? lift.decidedOn
    const wasNeverInEffect = before !== null && liftsOn < effectDay(rule, before)
    if (lift.decidedOn < noticeDay(decision))
      return strands(`It was lifted by a decision of ${lift.decidedOn}; the notice came before that.`, '/notifiedOn')
    if (liftsOn < effectDay(rule, decision) && !wasNeverInEffect)
      return strands(`It was lifted from ${liftsOn} on; it took effect before that.`, '/takesEffectOn')
  }
  return null
}

function strands(detail: string, pointer: string): Refused {
  return refuse('correction-strands-dependants', detail, pointer)
}
