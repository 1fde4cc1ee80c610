import type { DecidedFact, DecisionCommand } from './command.js'
import { checkAgainstHistory } from './decision-history.js'
import { checkCorrection } from './decision-correction.js'
import { checkDependants, countingAfter } from './dependants.js'
import { checkDates, checkEffect, checkFields, checkPeriod } from './decision-rules.js'
import type { CivilDate } from './calendar.js'
import { effectRule, earliestEffect, isImmediate } from './effect.js'
import type { LicenceHistory } from './history.js'
import type { Refused } from './refusal.js'

export type { DecidedFact, DecisionCommand } from './command.js'
export { decideAppealStep } from './appeal-step.js'

export type Decided = { ok: true; decision: DecidedFact; needsSecondPerson: boolean } | Refused

/**
 * Whether the decision may be recorded on this licence, and what then stands on record, effect date included.
 * Past decisions are welcome: officers record old files. `today` is the London date of recording; nothing is decided in the future.
 * A `replace` is judged as if the record it replaces had never been made; an `annul` says nothing of its own, but what it brings back is judged anew.
 * Either way, what hangs on the record corrected must still come after it.
 */
export function decide(history: LicenceHistory, command: DecisionCommand, today: CivilDate): Decided {
  const corrected = checkCorrection(history, command, today)
  if ('refusal' in corrected) return corrected
  const decision = corrected.annulment ?? asFact(history, command)
  const refused =
    (corrected.annulment ? null : checkAlone(history, command, decision, today)) ??
    checkCounting(corrected.history, corrected.annulment ? countingAfter(history, decision) : decision, today) ??
    checkDependants(history, decision)
  return refused ?? { ok: true, decision, needsSecondPerson: needsSecondPerson(decision) }
}

function checkCounting(history: LicenceHistory, counting: DecidedFact | null, today: CivilDate): Refused | null {
  return counting && checkAgainstHistory(history, counting, today)
}

/** What can be said of it without its history. */
function checkAlone(history: LicenceHistory, command: DecisionCommand, decision: DecidedFact, today: CivilDate) {
  return (
    checkDates(command, today) ??
    checkFields(history, command) ??
    checkEffect(history, decision) ??
    checkPeriod(history, decision)
  )
}

/** What gives a licence back, or changes the record of it, takes two people; what takes it away must never wait for a second. */
function needsSecondPerson({ type, correction }: DecidedFact): boolean {
  return type === 'lift-suspension' || correction !== null
}

function asFact(history: LicenceHistory, command: DecisionCommand): DecidedFact {
  const fact: DecidedFact = {
    type: command.type,
    decidedOn: command.decidedOn,
    notifiedOn: command.notifiedOn ?? null,
    takesEffectOn: command.takesEffectOn ?? null,
    suspensionEndsOn: command.suspensionEndsOn ?? null,
    isImmediate: command.isImmediate ?? false,
    legalBasis: command.legalBasis,
    imposedBy: command.imposedBy ?? null,
    period: command.period ?? null,
    liftsDecisionId: command.liftsDecisionId ?? null,
    correction: command.correction
      ? { decisionId: command.correction.decisionId, effect: command.correction.effect }
      : null,
  }
  return { ...fact, isImmediate: isImmediate(fact), takesEffectOn: fact.takesEffectOn ?? defaultEffect(history, fact) }
}

function defaultEffect(history: LicenceHistory, fact: DecidedFact): CivilDate | null {
  switch (fact.type) {
    case 'suspend':
    case 'revoke':
    case 'temporary-suspension-by-other-authority':
      return earliestEffect(effectRule(history), fact)
    case 'vary-conditions':
      return fact.notifiedOn ?? fact.decidedOn
    case 'lift-suspension':
    case 'surrender':
      return fact.decidedOn
    default:
      return null
  }
}
