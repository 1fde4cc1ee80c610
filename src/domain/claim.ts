import { judgmentSpans, lastDayToAppeal, type Judgment } from './appeal.js'
import { addDays, type CivilDate } from './calendar.js'
import type { Matter } from './correction.js'
import { deemedRevocationDay, effectDay, effectRule, isImmediate, noticeDay } from './effect.js'
import { TERM_RULES, type EffectRule } from './effect-rules.js'
import type { DecisionFact, LicenceHistory, PendingRenewal, Period } from './history.js'
import { citationOf } from './legal-basis.js'
import type { Situation } from './words.js'

/** What one decision, or one absence of a period, says of the days from `from` (included) to `until` (not included). */
export interface Claim {
  from: CivilDate | null
  until: CivilDate | null
  situation: Situation
  basis: string
  /** The last day of the period, where the claim is that the licence is in force. */
  validUntil?: CivilDate
}

/** Everything said of a licence, by all its matters. Where claims meet, `standing` lets the weightiest one speak. */
export function claims(history: LicenceHistory, all: readonly Matter[]): Claim[] {
  const term = termClaims(history, all)
  return [
    ...term,
    ...all.flatMap((matter) => (matter.decision ? claimsAgainst(history, matter.decision, matter, all) : [])),
    ...term
      .filter(({ situation }) => situation === 'expired')
      .flatMap((gap) => [...refusedRenewalClaims(history, all, gap), ...pendingRenewalClaims(history, gap)]),
  ]
}

/** Periods are immutable: a renewal is a period of its own. A day between two periods, like one after the last, is `expired`. */
function termClaims({ jurisdiction }: LicenceHistory, all: readonly Matter[]): Claim[] {
  const periods = all
    .flatMap(({ decision }) => (decision ? periodOf(decision) : []))
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
  const basis = TERM_RULES[jurisdiction].citation
  const found: Claim[] = []
  let reached: CivilDate | null = null
  for (const { startsOn, endsOn, legalBasis } of periods) {
    if (reached === null) found.push({ from: null, until: startsOn, situation: 'not-yet-in-force', basis })
    else if (reached < startsOn) found.push({ from: reached, until: startsOn, situation: 'expired', basis })
    const until = addDays(endsOn, 1)
    found.push({ from: startsOn, until, situation: 'in-force', basis: citationOf(legalBasis), validUntil: endsOn })
    if (reached === null || until > reached) reached = until
  }
  return [...found, { from: reached, until: null, situation: reached === null ? 'not-yet-in-force' : 'expired', basis }]
}

function periodOf(decision: DecisionFact): (Period & { legalBasis: string })[] {
  if (decision.period === null || (decision.type !== 'grant' && decision.type !== 'renew')) return []
  return [{ ...decision.period, legalBasis: decision.legalBasis }]
}

function claimsAgainst(
  history: LicenceHistory,
  decision: DecisionFact,
  matter: Matter,
  all: readonly Matter[],
): Claim[] {
  const basis = citationOf(decision.legalBasis)
  switch (decision.type) {
    case 'surrender':
      return [{ from: decision.takesEffectOn ?? decision.decidedOn, until: null, situation: 'surrendered', basis }]
    case 'revoke':
      return judgedClaims(effectRule(history), decision, matter, 'revoked', null)
    case 'suspend':
      return judgedClaims(effectRule(history), decision, matter, 'suspended', endOfSuspension(decision, matter, all))
    case 'temporary-suspension-by-other-authority': {
      const until = endOfSuspension(decision, matter, all)
      return judgedClaims(effectRule(history), decision, matter, 'temporarily-suspended', until)
    }
    default:
      return []
  }
}

/** The first day no longer suspended: after the last suspended day, or the day of a lift, whichever is earlier. */
function endOfSuspension(decision: DecisionFact, { ids }: Matter, all: readonly Matter[]): CivilDate | null {
  const ends = all.flatMap(({ decision: lift }) =>
    lift?.type === 'lift-suspension' && lift.liftsDecisionId !== null && ids.has(lift.liftsDecisionId)
      ? [lift.takesEffectOn ?? lift.decidedOn]
      : [],
  )
  if (decision.suspensionEndsOn !== null) ends.push(addDays(decision.suspensionEndsOn, 1))
  return ends.sort()[0] ?? null
}

/** What a decision says before it bites, while it bites, and while a court has it; `endsBefore` is the first day it no longer does. */
function judgedClaims(
  rule: EffectRule,
  decision: DecisionFact,
  { appealSteps }: Matter,
  situation: Situation,
  endsBefore: CivilDate | null,
): Claim[] {
  const from = noticeDay(decision)
  const effectOn = effectDay(rule, decision)
  const deemedOn = decision.type === 'suspend' ? deemedRevocationDay(decision, effectOn) : null
  const revokedFrom = deemedOn !== null && (endsBefore === null || endsBefore >= deemedOn) ? deemedOn : null
  const until = revokedFrom ?? endsBefore
  const power = citationOf(decision.legalBasis)
  const basis = usesImmediateClause(decision) && rule.immediate ? rule.immediate.citation : power

  const { ordinary, appeal } = rule
  const running: Claim = {
    from,
    until: earlier(effectOn, until),
    situation: 'notice-running',
    basis: ordinary.citation,
  }
  const heldOff: Claim = { from, until, situation: 'held-off-by-appeal', basis: appeal.citation }
  const unsettled: Claim = { from: effectOn, until, situation: 'appeal-unsettled', basis: appeal.citation }
  const bites: Claim[] = [{ from: effectOn, until, situation, basis }]
  if (revokedFrom) bites.push({ from: revokedFrom, until: null, situation: 'revoked', basis: power })

  const isHeldOff = !isImmediate(decision) && isAppealInTime(rule, decision, appealSteps)
  const said: Record<Judgment, Claim[]> = {
    none: [running, ...bites],
    pending: isHeldOff ? [heldOff] : [running, ...bites],
    stands: [running, ...bites],
    contested: isHeldOff ? [running, unsettled] : [running, ...bites],
    quashed: [],
  }
  return judgmentSpans(appealSteps).flatMap((span) =>
    said[span.judgment].flatMap((claim) => clip(claim, span.from, span.until)),
  )
}

/** A power that acts on the spot is its own citation. */
function usesImmediateClause(decision: DecisionFact): boolean {
  return isImmediate(decision) && !isImmediate({ ...decision, isImmediate: false })
}

/** A late appeal changes nothing until it is allowed; nor does going further with it. The same goes for one against an immediate decision. */
export function isAppealInTime(rule: EffectRule, decision: DecisionFact, steps: Matter['appealSteps']): boolean {
  const lodged = steps[0]
  return (
    rule.appeal.holdsOff && lodged !== undefined && lodged.on <= lastDayToAppeal(noticeDay(decision), rule.appeal.days)
  )
}

/** A refusal to renew leaves the period alone. Whether the holder may go on after it while an appeal is undecided, the law does not settle. */
function refusedRenewalClaims(history: LicenceHistory, all: readonly Matter[], gap: Claim): Claim[] {
  const rule = effectRule(history)
  return all.flatMap(({ decision, appealSteps }) => {
    if (decision?.type !== 'refuse-renewal' || !isAppealInTime(rule, decision, appealSteps)) return []
    return judgmentSpans(appealSteps)
      .filter(({ judgment }) => judgment === 'pending' || judgment === 'contested')
      .flatMap(({ from, until }) =>
        clip(
          { from, until, situation: 'refused-renewal-under-appeal', basis: rule.appeal.citation },
          gap.from,
          gap.until,
        ),
      )
  })
}

/** Only an application received while the licence was still in force can be thought to carry it on. */
function pendingRenewalClaims({ jurisdiction, renewalsPending }: LicenceHistory, gap: Claim): Claim[] {
  const { renewalPendingAfterExpiry, citation } = TERM_RULES[jurisdiction]
  if (renewalPendingAfterExpiry === 'no') return []
  const isInTime = ({ receivedOn }: PendingRenewal) => gap.from !== null && receivedOn < gap.from
  return renewalsPending
    .filter(isInTime)
    .flatMap(({ determinedOn }) =>
      clip(
        { from: gap.from, until: determinedOn, situation: 'renewal-pending-unsettled', basis: citation },
        gap.from,
        gap.until,
      ),
    )
}

/** The part of a claim inside a span; none, if they do not meet. */
function clip(claim: Claim, from: CivilDate | null, until: CivilDate | null): Claim[] {
  const clipped = { ...claim, from: later(claim.from, from), until: earlier(claim.until, until) }
  return clipped.from !== null && clipped.until !== null && clipped.from >= clipped.until ? [] : [clipped]
}

function later(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  return a === null || (b !== null && b > a) ? b : a
}

function earlier(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  return a === null || (b !== null && b < a) ? b : a
}
