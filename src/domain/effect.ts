import { addDays, addMonths, type CivilDate } from './calendar.js'
import { EFFECT_RULES, type EffectRule } from './effect-rules.js'
import type { DecisionFact, LicenceHistory } from './history.js'
import { legalBasis } from './legal-basis.js'
import { CLASS_OF_KIND } from './words.js'

type Licence = Pick<LicenceHistory, 'jurisdiction' | 'kind'>
type Effective = Pick<
  DecisionFact,
  'type' | 'isImmediate' | 'legalBasis' | 'decidedOn' | 'notifiedOn' | 'takesEffectOn'
>

export function effectRule({ jurisdiction, kind }: Licence): EffectRule {
  return EFFECT_RULES[jurisdiction][CLASS_OF_KIND[kind]]
}

/** The day all counts run from. */
export function noticeDay(decision: Pick<DecisionFact, 'decidedOn' | 'notifiedOn'>): CivilDate {
  return decision.notifiedOn ?? decision.decidedOn
}

/** Whether the decision bites with the notice, and no appeal holds it off. Suspension by another authority always does. */
export function isImmediate(decision: Pick<DecisionFact, 'type' | 'isImmediate' | 'legalBasis'>): boolean {
  return (
    decision.isImmediate ||
    decision.type === 'temporary-suspension-by-other-authority' ||
    legalBasis(decision.legalBasis)?.isAlwaysImmediate === true
  )
}

/** The first day on which a decision against the holder may bite, from 00:00 London. */
export function earliestEffect(rule: EffectRule, decision: Omit<Effective, 'takesEffectOn'>): CivilDate {
  const notice = noticeDay(decision)
  if (isImmediate(decision)) return notice
  const { counted, days } = rule.ordinary
  return addDays(notice, counted === 'beginning-with-notice-day' ? days : days + 1)
}

export function effectDay(rule: EffectRule, decision: Effective): CivilDate {
  return decision.takesEffectOn ?? earliestEffect(rule, decision)
}

/** The day from which a suspension on the spot counts as a revocation unless lifted before; null: never. */
export function deemedRevocationDay(decision: Pick<DecisionFact, 'legalBasis'>, effectOn: CivilDate): CivilDate | null {
  const months = legalBasis(decision.legalBasis)?.deemedRevokedAfterMonths
  return months === undefined ? null : addDays(addMonths(effectOn, months), 1)
}
