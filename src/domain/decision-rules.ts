import { addDays, isCivilDate, lastOfDaysBeginningWith, lastOfYearsBeginningWith, type CivilDate } from './calendar.js'
import type { DecidedFact, DecisionCommand } from './command.js'
import { earliestEffect, effectRule, noticeDay } from './effect.js'
import { TEMPORARY_SUSPENSION, TERM_RULES } from './effect-rules.js'
import type { LicenceHistory } from './history.js'
import { legalBasis, supports } from './legal-basis.js'
import { refuse, type Refused } from './refusal.js'
import { CLASS_OF_KIND, type DecisionType } from './words.js'

/** Old files reach back decades, not centuries: before this a date is a slip of the pen. */
export const EARLIEST_DECISION: CivilDate = '1970-01-01'

export const AGAINST_THE_HOLDER: readonly DecisionType[] = [
  'refuse-application',
  'refuse-renewal',
  'suspend',
  'revoke',
  'temporary-suspension-by-other-authority',
]

/** The fields that only some types have. One that does not belong is refused, never ignored: the caller meant something by it. */
const FIELDS_OF_TYPES = {
  takesEffectOn: [
    'suspend',
    'revoke',
    'temporary-suspension-by-other-authority',
    'vary-conditions',
    'lift-suspension',
    'surrender',
  ],
  suspensionEndsOn: ['suspend', 'temporary-suspension-by-other-authority'],
  isImmediate: ['suspend', 'revoke', 'temporary-suspension-by-other-authority'],
  imposedBy: ['temporary-suspension-by-other-authority'],
  period: ['grant', 'renew'],
  liftsDecisionId: ['lift-suspension'],
} as const satisfies Partial<Record<keyof DecisionCommand, readonly DecisionType[]>>

export function checkDates(command: DecisionCommand, today: CivilDate): Refused | null {
  const { decidedOn, notifiedOn, takesEffectOn, suspensionEndsOn, period, applicationReceivedOn } = command
  const given = { decidedOn, notifiedOn, takesEffectOn, suspensionEndsOn, ...period }
  for (const [name, date] of Object.entries(given)) {
    const pointer = name === 'startsOn' || name === 'endsOn' ? `/period/${name}` : `/${name}`
    if (date && !isCivilDate(date)) return refuse('date-not-valid', 'Not a date of the calendar (YYYY-MM-DD).', pointer)
  }
  if (decidedOn < EARLIEST_DECISION) {
    return refuse('date-too-early', `The registry records decisions from ${EARLIEST_DECISION} on.`, '/decidedOn')
  }
  if (decidedOn > today)
    return refuse('date-in-future', 'A decision cannot be recorded before it is made.', '/decidedOn')
  if (applicationReceivedOn && decidedOn < applicationReceivedOn) {
    const detail = `The application was received on ${applicationReceivedOn}.`
    return refuse('decided-before-application', detail, '/decidedOn')
  }
  if (!notifiedOn) return null
  if (notifiedOn > today)
    return refuse('date-in-future', 'A notice cannot be recorded before it is given.', '/notifiedOn')
  if (notifiedOn < decidedOn) {
    return refuse(
      'notified-before-decided',
      'Notice of a decision is given on or after the day of the decision.',
      '/notifiedOn',
    )
  }
  return null
}

export function checkFields(history: LicenceHistory, command: DecisionCommand): Refused | null {
  const { jurisdiction, kind } = history
  const { type } = command
  for (const [field, types] of Object.entries(FIELDS_OF_TYPES)) {
    const isGiven = Boolean(command[field as keyof typeof FIELDS_OF_TYPES])
    if (isGiven && !(types as readonly DecisionType[]).includes(type)) {
      return refuse('field-not-for-this-decision', `A decision of type ${type} has no ${field}.`, `/${field}`)
    }
  }
  if (AGAINST_THE_HOLDER.includes(type)) {
    if (!command.notifiedOn)
      return missing('notifiedOn', 'A decision against the holder counts from the day of its notice.')
    if (!command.grounds?.length)
      return refuse('grounds-missing', 'A decision against the holder states its grounds.', '/grounds')
    if (!command.reasons?.trim()) return refuse('reasons-missing', reasonsRule(command), '/reasons')
  }
  if ((type === 'grant' || type === 'renew') && !command.period)
    return missing('period', 'A grant or renewal is for a period.')
  if (type === 'lift-suspension' && !command.liftsDecisionId) {
    return missing('liftsDecisionId', 'A lift names the suspension it ends.')
  }
  if (type === 'temporary-suspension-by-other-authority') {
    const refused = checkTemporarySuspension(history, command)
    if (refused) return refused
  }
  if (!supports(command.legalBasis, jurisdiction, kind, type)) {
    return refuse(
      'no-legal-basis',
      `${command.legalBasis} gives no power to ${type} a ${kind} licence here.`,
      '/legalBasis',
    )
  }
  if (command.suspensionEndsOn && legalBasis(command.legalBasis)?.deemedRevokedAfterMonths !== undefined) {
    return refuse(
      'field-not-for-this-decision',
      'A suspension on the spot lasts until it is lifted.',
      '/suspensionEndsOn',
    )
  }
  return null
}

/** Any English authority may suspend any English licence for a short time; the issuer has powers of its own. */
function checkTemporarySuspension(
  { jurisdiction, issuedBy }: LicenceHistory,
  command: DecisionCommand,
): Refused | null {
  const { imposedBy } = command
  if (!imposedBy || imposedBy === issuedBy) {
    return refuse(
      'temporary-suspension-by-issuer',
      'The issuing authority suspends under its own powers.',
      '/imposedBy',
    )
  }
  const isIssuedInEngland =
    jurisdiction !== 'scotland' && jurisdiction !== 'northern-ireland' && isEnglish(issuedBy ?? 'E')
  if (!isIssuedInEngland || !isEnglish(imposedBy)) {
    const detail = `English authorities and English licences only (${TEMPORARY_SUSPENSION.citation}).`
    return refuse('temporary-suspension-outside-england', detail, isIssuedInEngland ? '/imposedBy' : '/type')
  }
  if (!command.suspensionEndsOn)
    return missing('suspensionEndsOn', 'A temporary suspension ends by itself, on a named day.')
  return null
}

/** GSS codes begin with the nation's letter. */
function isEnglish(gssCode: string): boolean {
  return gssCode.startsWith('E')
}

/** When the decision bites: never before the law allows; later, if the notice says so. */
export function checkEffect(history: LicenceHistory, decision: DecidedFact): Refused | null {
  const { type, takesEffectOn, suspensionEndsOn } = decision
  if (takesEffectOn === null) return null
  const rule = effectRule(history)
  const isSuspensionOrRevocation = type === 'suspend' || type === 'revoke'
  if (
    isSuspensionOrRevocation &&
    decision.isImmediate &&
    !rule.immediate &&
    !legalBasis(decision.legalBasis)?.isAlwaysImmediate
  ) {
    const detail = `The law knows no immediate effect for a ${CLASS_OF_KIND[history.kind]} licence under ${decision.legalBasis}.`
    return refuse('immediate-effect-unknown-to-law', detail, '/isImmediate')
  }
  const isTemporary = type === 'temporary-suspension-by-other-authority'
  const earliest = isSuspensionOrRevocation || isTemporary ? earliestEffect(rule, decision) : decision.decidedOn
  if (takesEffectOn < earliest) {
    const detail = `Takes effect on ${earliest} at the earliest (${rule.ordinary.citation}).`
    return refuse('effect-before-law-allows', detail, '/takesEffectOn')
  }
  if (isTemporary && takesEffectOn > addDays(noticeDay(decision), TEMPORARY_SUSPENSION.longestDaysToEffect)) {
    const detail = `Takes effect within ${TEMPORARY_SUSPENSION.longestDaysToEffect} days of the notice.`
    return refuse('effect-too-late', detail, '/takesEffectOn')
  }
  if (suspensionEndsOn === null) return null
  if (suspensionEndsOn < takesEffectOn) {
    const detail = `The last suspended day is before the first, ${takesEffectOn}.`
    return refuse('suspension-ends-before-effect', detail, '/suspensionEndsOn')
  }
  const { longestDays, citation } = TEMPORARY_SUSPENSION
  if (isTemporary && suspensionEndsOn > lastOfDaysBeginningWith(takesEffectOn, longestDays)) {
    return refuse('temporary-suspension-too-long', `At most ${longestDays} days (${citation}).`, '/suspensionEndsOn')
  }
  return null
}

export function checkPeriod(
  { jurisdiction, kind }: LicenceHistory,
  { period, decidedOn }: DecidedFact,
): Refused | null {
  if (!period) return null
  if (period.endsOn < period.startsOn) {
    return refuse('period-ends-before-start', 'The last day of a period is not before its first.', '/period/endsOn')
  }
  if (period.endsOn < decidedOn) {
    return refuse('period-over-when-decided', `Nothing was left of it on ${decidedOn}.`, '/period/endsOn')
  }
  const { longestYears, citation } = TERM_RULES[jurisdiction]
  const years = longestYears[CLASS_OF_KIND[kind]]
  if (period.endsOn > lastOfYearsBeginningWith(period.startsOn, years)) {
    return refuse('period-too-long', `At most ${years} year(s) (${citation}).`, '/period/endsOn')
  }
  return null
}

function missing(field: keyof DecisionCommand, why: string): Refused {
  return refuse('field-missing', why, `/${field}`)
}

function reasonsRule({ isImmediate }: DecisionCommand): string {
  return isImmediate
    ? 'A notice of immediate effect says why public safety requires it.'
    : 'A decision against the holder states its reasons.'
}
