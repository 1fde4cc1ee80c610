import fc from 'fast-check'
import { addDays } from '../../src/domain/calendar.js'
import type { AppealStep, DecisionFact, LicenceHistory, Period } from '../../src/domain/history.js'
import { JURISDICTIONS, LICENCE_KINDS, type AppealStepType, type DecisionType } from '../../src/domain/words.js'
import { fact, history } from './build.js'

/** Histories of any shape the record can take, lawful or not, crowded into a few months so that facts meet on the same days. */
export const randomHistory: fc.Arbitrary<LicenceHistory> = fc
  .record({
    kind: fc.constantFrom(...LICENCE_KINDS),
    jurisdiction: fc.constantFrom(...JURISDICTIONS),
    // a leap day, both changes of the clocks, a turn of the year
    base: fc.constantFrom('2024-02-20', '2025-03-20', '2025-10-15', '2027-12-20'),
    periods: fc.array(
      fc.record({
        gap: fc.constantFrom(0, 0, 1, 25),
        days: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 400 })),
      }),
      { minLength: 0, maxLength: 3 },
    ),
    events: fc.array(randomEvent(), { maxLength: 6 }),
    renewals: fc.array(
      fc.record({ received: randomDay(), open: fc.boolean(), days: fc.integer({ min: 0, max: 80 }) }),
      { maxLength: 2 },
    ),
  })
  .map(({ kind, jurisdiction, base, periods, events, renewals }) => {
    const decisions = periodDecisions(base, periods)
    events.forEach((event, index) => decisions.push(asDecision(base, event, decisions, `e${index}`)))
    return history(decisions, {
      kind,
      jurisdiction,
      renewalsPending: renewals.map(({ received, open, days }) => ({
        receivedOn: addDays(base, received),
        determinedOn: open ? null : addDays(base, received + days),
      })),
    })
  })

function randomDay() {
  return fc.oneof(fc.constantFrom(-1, 0, 1, 10, 11, 12, 31), fc.integer({ min: -10, max: 150 }))
}

function randomEvent() {
  const against: DecisionType[] = ['suspend', 'revoke', 'temporary-suspension-by-other-authority', 'refuse-renewal']
  return fc.record({
    type: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...against) },
      {
        weight: 2,
        arbitrary: fc.constantFrom<DecisionType>('surrender', 'warning', 'vary-conditions', 'refuse-application'),
      },
      { weight: 2, arbitrary: fc.constant<DecisionType>('lift-suspension') },
    ),
    correction: fc.oneof(
      { weight: 4, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom('replace' as const, 'annul' as const) },
    ),
    target: fc.nat(9),
    onWhatHasDependants: fc.boolean(),
    decided: randomDay(),
    noticeAfter: fc.constantFrom(null, 0, 0, 0, 1, 3),
    effectAfter: fc.oneof(
      { weight: 2, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 }) },
    ),
    suspendedDays: fc.oneof(
      { weight: 1, arbitrary: fc.constant(null) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 70 }) },
    ),
    isImmediate: fc.boolean(),
    legalBasis: fc.constantFrom(
      'lgmpa-1976-s61-1',
      'lgmpa-1976-s60',
      'lgmpa-1976-s68',
      'plymouth-1975-unfit-vehicle',
      'gone-from-the-list',
    ),
    lodgedAfter: fc.oneof(fc.constant(null), fc.constantFrom(20, 21, 22, 28, 29), fc.integer({ min: 0, max: 30 })),
    court: fc.array(fc.record({ choice: fc.nat(2), after: fc.constantFrom(0, 1, 5, 15, 30) }), { maxLength: 5 }),
  })
}

type Event = ReturnType<typeof randomEvent> extends fc.Arbitrary<infer E> ? E : never

function periodDecisions(base: string, periods: { gap: number; days: number }[]): DecisionFact[] {
  let startsOn = base
  return periods.map(({ gap, days }, index) => {
    const endsOn = addDays(startsOn, days - 1)
    const period: Period = { startsOn, endsOn }
    startsOn = addDays(endsOn, 1 + gap)
    const rest = { id: `p${index}`, legalBasis: 'lgmpa-1976-s51', period }
    return fact(index === 0 ? 'grant' : 'renew', period.startsOn, rest)
  })
}

function asDecision(base: string, event: Event, before: DecisionFact[], id: string): DecisionFact {
  const corrected = event.correction ? correctable(before, event) : undefined
  const type = corrected?.type ?? event.type
  const decidedOn = addDays(base, event.decided)
  const notifiedOn = event.noticeAfter === null ? null : addDays(decidedOn, event.noticeAfter)
  const notice = notifiedOn ?? decidedOn
  const takesEffectOn = event.effectAfter === null ? null : addDays(notice, event.effectAfter)
  const suspends = type === 'suspend' || type === 'temporary-suspension-by-other-authority'
  const lifted = before.filter(
    (other) => other.type === 'suspend' || other.type === 'temporary-suspension-by-other-authority',
  )
  return fact(type, decidedOn, {
    id,
    notifiedOn,
    takesEffectOn,
    suspensionEndsOn:
      suspends && event.suspendedDays !== null ? addDays(takesEffectOn ?? notice, event.suspendedDays - 1) : null,
    isImmediate: event.isImmediate,
    legalBasis: event.legalBasis,
    period: restatedPeriod(corrected?.period ?? null, event),
    liftsDecisionId:
      type === 'lift-suspension' ? (lifted[event.target % Math.max(1, lifted.length)]?.id ?? 'nowhere') : null,
    correction: corrected && event.correction ? { decisionId: corrected.id, effect: event.correction } : null,
    appeal: event.lodgedAfter === null ? null : { steps: appealSteps(addDays(notice, event.lodgedAfter), event.court) },
  })
}

/** A period restated is one shortened: never one that runs into the next. */
function restatedPeriod(period: Period | null, { suspendedDays }: Event): Period | null {
  if (!period) return null
  const shorter = addDays(period.startsOn, suspendedDays ?? 0)
  return { startsOn: period.startsOn, endsOn: shorter < period.endsOn ? shorter : period.endsOn }
}

/** Any decision; as often as not one that is lifted or appealed against, for what hangs on it then meets a decision of other days. */
function correctable(before: DecisionFact[], { target, onWhatHasDependants }: Event): DecisionFact | undefined {
  const latest = latestRecords(before)
  const lifted = new Set(before.map(({ liftsDecisionId }) => liftsDecisionId))
  const hung = latest.filter(({ id, appeal }) => appeal !== null || lifted.has(id))
  const among = onWhatHasDependants && hung.length > 0 ? hung : latest
  return among[target % Math.max(1, among.length)]
}

function latestRecords(decisions: DecisionFact[]): DecisionFact[] {
  const corrected = new Set(decisions.map(({ correction }) => correction?.decisionId))
  return decisions.filter(({ id }) => !corrected.has(id))
}

const FOLLOWS: Record<AppealStepType, AppealStepType[]> = {
  lodged: ['dismissed', 'allowed', 'withdrawn'],
  dismissed: ['further-appeal'],
  allowed: ['further-appeal'],
  withdrawn: [],
  'further-appeal': ['dismissed', 'allowed', 'withdrawn'],
}

function appealSteps(lodgedOn: string, court: Event['court']): AppealStep[] {
  const steps: AppealStep[] = [{ type: 'lodged', on: lodgedOn }]
  for (const { choice, after } of court) {
    const last = steps.at(-1)!
    const next = FOLLOWS[last.type]
    if (next.length === 0) break
    steps.push({ type: next[choice % next.length]!, on: addDays(last.on, after) })
  }
  return steps
}
