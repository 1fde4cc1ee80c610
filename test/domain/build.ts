import { startOfLondonDay } from '../../src/domain/calendar.js'
import type { AppealStep, DecisionFact, LicenceHistory } from '../../src/domain/history.js'
import type { AppealStepType, DecisionType, Jurisdiction, LicenceKind } from '../../src/domain/words.js'

/** A fact with nothing in it but what the test says. */
export function fact(type: DecisionType, decidedOn: string, rest: Partial<DecisionFact> = {}): DecisionFact {
  return {
    id: type,
    seq: 0,
    type,
    decidedOn,
    notifiedOn: decidedOn,
    takesEffectOn: null,
    suspensionEndsOn: null,
    isImmediate: false,
    legalBasis: 'lgmpa-1976-s61-1',
    imposedBy: null,
    period: null,
    liftsDecisionId: null,
    correction: null,
    appeal: null,
    recordedAt: startOfLondonDay(decidedOn),
    ...rest,
  }
}

export function grant(startsOn: string, endsOn: string, rest: Partial<DecisionFact> = {}): DecisionFact {
  return fact('grant', startsOn, { legalBasis: 'lgmpa-1976-s51', period: { startsOn, endsOn }, ...rest })
}

/** The licence of the truth table: a private hire driver's, 10 January 2025 to 9 January 2028, not London. */
export function licence(decisions: DecisionFact[] = [], rest: Partial<LicenceHistory> = {}): LicenceHistory {
  return history([grant('2025-01-10', '2028-01-09'), ...decisions], rest)
}

export function history(decisions: DecisionFact[], rest: Partial<LicenceHistory> = {}): LicenceHistory {
  return {
    kind: 'private-hire-driver' satisfies LicenceKind,
    jurisdiction: 'england-and-wales' satisfies Jurisdiction,
    decisions: decisions.map((decision, index) => ({ ...decision, seq: index + 1 })),
    renewalsPending: [],
    ...rest,
  }
}

/** `appeal('lodged', '2026-03-10', 'dismissed', '2026-05-01')` */
export function appeal(...words: string[]): { steps: AppealStep[] } {
  const steps: AppealStep[] = []
  for (let index = 0; index < words.length; index += 2) {
    steps.push({ type: words[index] as AppealStepType, on: words[index + 1]! })
  }
  return { steps }
}
