import { addDays, startOfLondonDay, type CivilDate } from './calendar.js'
import { judgmentAfter, type Judgment } from './appeal.js'
import { matters, type Matter } from './correction.js'
import type { DecidedFact } from './command.js'
import { earliestEffect, effectDay, effectRule, noticeDay } from './effect.js'
import type { DecisionFact, LicenceHistory, Period } from './history.js'
import { refuse, type Refused, type RefusalCode } from './refusal.js'
import { standing, standingAt } from './standing.js'
import type { Situation } from './words.js'

const LICENCE_GONE: Partial<Record<Situation, RefusalCode>> = {
  revoked: 'licence-revoked',
  surrendered: 'licence-surrendered',
  expired: 'licence-expired',
}

/** Whether the decision fits what is on record, on the day it was made: old files are recorded as of their own day. */
export function checkAgainstHistory(history: LicenceHistory, decision: DecidedFact, today: CivilDate): Refused | null {
  const all = matters(history.decisions)
  const grant = all.find((matter) => matter.decision?.type === 'grant')?.decision
  if (decision.type === 'grant' || decision.type === 'refuse-application') {
    if (grant) return refuse('licence-already-granted', 'A licence is granted once; then it is renewed.', '/type')
    return overlap(all, decision)
  }
  if (!grant) return refuse('no-licence', 'No licence was granted.', '/type')
  if (decision.decidedOn < grant.decidedOn) {
    return refuse('decided-before-grant', `The licence was granted on ${grant.decidedOn}.`, '/decidedOn')
  }
  switch (decision.type) {
    case 'renew':
      return gone(history, decision.period?.startsOn ?? decision.decidedOn, ['expired']) ?? overlap(all, decision)
    case 'refuse-renewal':
      return null
    case 'lift-suspension':
      return checkLift(history, all, decision)
    case 'revoke':
      return (
        gone(history, decision.decidedOn) ??
        tooLate(history, all, decision) ??
        secondRevocation(history, all, decision, today)
      )
    default:
      return gone(history, decision.decidedOn) ?? tooLate(history, all, decision)
  }
}

/** A licence between two periods is not gone: what is decided today must be able to stop the one that begins tomorrow. */
function gone(history: LicenceHistory, on: CivilDate, allowed: readonly Situation[] = []): Refused | null {
  const { situation } = standingAt(standing(history), startOfLondonDay(on))
  const beginsAgain =
    situation === 'expired' && periodsOf(matters(history.decisions)).some(({ startsOn }) => startsOn > on)
  const code = beginsAgain || allowed.includes(situation) ? undefined : LICENCE_GONE[situation]
  return code ? refuse(code, `On ${on} the licence was ${situation}.`, '/decidedOn') : null
}

function overlap(all: readonly Matter[], { period }: DecidedFact): Refused | null {
  if (!period) return null
  const other = all.find(({ decision }) => {
    const known = decision?.period
    return known && known.startsOn <= period.endsOn && period.startsOn <= known.endsOn
  })
  return other ? refuse('period-overlaps', 'A day belongs to one period of a licence only.', '/period') : null
}

function periodsOf(all: readonly Matter[]): Period[] {
  return all.flatMap(({ decision }) => decision?.period ?? [])
}

/**
 * An effect later than the last day of the last period is none, and would only stand in the way of a decision that has one. The earliest day the law
 * allows is never too late, though the licence may expire before it. Of another authority's suspension the Act itself says it (`checkEffect`).
 */
function tooLate(history: LicenceHistory, all: readonly Matter[], decision: DecidedFact): Refused | null {
  const { type, takesEffectOn } = decision
  if (takesEffectOn === null || type === 'temporary-suspension-by-other-authority') return null
  const isAgainst = type === 'suspend' || type === 'revoke'
  const earliest = isAgainst ? earliestEffect(effectRule(history), decision) : noticeDay(decision)
  const lastDay = periodsOf(all)
    .map(({ endsOn }) => endsOn)
    .sort()
    .at(-1)
  if (takesEffectOn <= earliest || (lastDay !== undefined && takesEffectOn <= lastDay)) return null
  return refuse('effect-too-late', `The last day of the licence is ${lastDay}.`, '/takesEffectOn')
}

/** While one revocation runs or is under appeal, a second says nothing new, unless it bites earlier, or no appeal holds it off as one may the first. */
function secondRevocation(
  history: LicenceHistory,
  all: readonly Matter[],
  decision: DecidedFact,
  today: CivilDate,
): Refused | null {
  const rule = effectRule(history)
  const first = all.find(
    (matter) =>
      matter.decision?.type === 'revoke' &&
      judgmentOn(matter, today) !== 'quashed' &&
      effectDay(rule, matter.decision) <= effectDay(rule, decision) &&
      (matter.decision.isImmediate || !decision.isImmediate),
  )?.decision
  if (!first) return null
  return refuse('already-revoked', `The licence was revoked by a decision of ${first.decidedOn}.`, '/type')
}

function checkLift(history: LicenceHistory, all: readonly Matter[], lift: DecidedFact): Refused | null {
  const pointer = '/liftsDecisionId'
  const liftsOn = lift.takesEffectOn ?? lift.decidedOn
  const matter = all.find(({ ids }) => lift.liftsDecisionId !== null && ids.has(lift.liftsDecisionId))
  const suspension = matter?.decision
  if (!matter || !suspension || !isSuspension(suspension)) {
    return refuse('suspension-not-found', 'No suspension of this licence has that id.', pointer)
  }
  if (suspension.type === 'temporary-suspension-by-other-authority') {
    return refuse('imposed-by-another-authority', 'It is not the issuer’s to lift: it ends by itself.', pointer)
  }
  if (lift.decidedOn < noticeDay(suspension)) {
    return refuse('lift-before-suspension', `Notice of the suspension was on ${noticeDay(suspension)}.`, '/decidedOn')
  }
  if (
    all.some(({ decision }) => decision?.type === 'lift-suspension' && matter.ids.has(decision.liftsDecisionId ?? ''))
  ) {
    return refuse('suspension-already-lifted', 'The suspension has been lifted.', pointer)
  }
  const isOver = suspension.suspensionEndsOn !== null && addDays(suspension.suspensionEndsOn, 1) <= liftsOn
  if (isOver || judgmentOn(matter, liftsOn) === 'quashed') {
    return refuse('suspension-already-over', 'The suspension ended before the lift takes effect.', pointer)
  }
  const late = tooLate(history, all, lift)
  if (late) return late
  // A suspension on the spot that was not lifted in time has become a revocation.
  return gone(history, liftsOn, ['expired'])
}

function isSuspension({ type }: DecisionFact): boolean {
  return type === 'suspend' || type === 'temporary-suspension-by-other-authority'
}

function judgmentOn({ appealSteps }: Matter, on: CivilDate): Judgment {
  return appealSteps
    .filter((step) => step.on <= on)
    .reduce<Judgment>((judgment, step) => judgmentAfter(judgment, step.type), 'none')
}
