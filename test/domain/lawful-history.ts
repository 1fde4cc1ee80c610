import fc from 'fast-check'
import { addDays } from '../../src/domain/calendar.js'
import { decide, decideAppealStep, type DecisionCommand } from '../../src/domain/decision.js'
import type { DecisionFact, LicenceHistory } from '../../src/domain/history.js'
import { APPEAL_STEP_TYPES } from '../../src/domain/words.js'
import { grant, history } from './build.js'

export const FIRST_DAY = '2025-01-10'
const TODAY = '2026-01-10'

const day = fc.oneof(fc.constantFrom(0, 1, 20, 21, 22, 60, 61), fc.integer({ min: 0, max: 300 }))
const anyMove = fc.record({
  act: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom('decide' as const, 'lift' as const) },
    { weight: 3, arbitrary: fc.constantFrom('replace' as const, 'annul' as const, 'appeal' as const) },
  ),
  type: fc.constantFrom('suspend' as const, 'suspend' as const, 'revoke' as const),
  step: fc.constantFrom(...APPEAL_STEP_TYPES),
  target: fc.nat(9),
  day,
  noticeAfter: fc.constantFrom(0, 0, 2),
  effectAfter: fc.constantFrom(undefined, undefined, 0, 25, 90),
  days: fc.constantFrom(undefined, 1, 30, 90),
  isImmediate: fc.boolean(),
  isOnTheSpot: fc.boolean(),
})
type Move = typeof anyMove extends fc.Arbitrary<infer M> ? M : never

/** What officers put on record one by one, each act taken only if the law takes it; corrections fall on lifted and appealed matters as on any. */
export const lawfulHistory: fc.Arbitrary<{ facts: LicenceHistory; accepted: string[] }> = fc
  .tuple(fc.boolean(), fc.array(anyMove, { minLength: 3, maxLength: 12 }))
  .map(([isVehicle, moves]) => {
    const kind = isVehicle ? 'private-hire-vehicle' : 'private-hire-driver'
    const accepted: string[] = []
    let facts = history([grant(FIRST_DAY, '2026-01-09', { id: 'grant' })], { kind })
    for (const [index, move] of moves.entries()) {
      const next = after(facts, move, `d${index}`, isVehicle)
      if (next) accepted.push(move.act)
      facts = next ?? facts
    }
    return { facts, accepted }
  })

function after(facts: LicenceHistory, move: Move, id: string, isVehicle: boolean): LicenceHistory | undefined {
  if (move.act === 'appeal') return appealed(facts, move)
  const decided = decide(facts, commandOf(facts, move, isVehicle), TODAY)
  if (!decided.ok) return undefined
  const record = { ...decided.decision, id, seq: facts.decisions.length + 1, recordedAt: 0, appeal: null }
  return { ...facts, decisions: [...facts.decisions, record] }
}

function appealed(facts: LicenceHistory, { target, step, day: offset }: Move): LicenceHistory | undefined {
  // As a rule one of the two last records: an appeal takes several acts.
  const named = pick(facts.decisions, target % 3 === 0 ? target : -1 - (target % 2))
  const last = named.appeal?.steps.at(-1)
  const on = addDays(last?.on ?? named.notifiedOn ?? named.decidedOn, offset % 40)
  const decided = decideAppealStep(facts, named.id, { type: last ? step : 'lodged', on }, TODAY)
  if (!decided.ok) return undefined
  const steps = [...(named.appeal?.steps ?? []), decided.step]
  const decisions = facts.decisions.map((record) => (record === named ? { ...record, appeal: { steps } } : record))
  return { ...facts, decisions }
}

function commandOf({ decisions }: LicenceHistory, move: Move, isVehicle: boolean): DecisionCommand {
  const corrected = new Set(decisions.map(({ correction }) => correction?.decisionId))
  // A licence without a grant takes no more decisions: that its grant is annulled is left to other tests.
  const isOpen = ({ id, type }: DecisionFact) => !corrected.has(id) && (move.act === 'replace' || type !== 'grant')
  const named = pick(decisions.some(isOpen) ? decisions.filter(isOpen) : decisions.slice(-1), move.target)
  const decidedOn = addDays(FIRST_DAY, move.day)
  if (move.act === 'lift') {
    const legalBasis = isVehicle ? 'lgmpa-1976-s60' : 'lgmpa-1976-s61-1'
    const suspensions = decisions.filter(({ type }) => type === 'suspend')
    if (suspensions.length === 0) return { type: 'lift-suspension', decidedOn, legalBasis }
    const lifted = pick(suspensions, move.target)
    const liftedOn = addDays(lifted.decidedOn, move.day % 60)
    return { type: 'lift-suspension', decidedOn: liftedOn, legalBasis, liftsDecisionId: lifted.id }
  }
  if (move.act === 'decide') return whole(move.type, move, isVehicle, null)
  const effect = move.act === 'annul' ? 'annul' : 'replace'
  const correction = { decisionId: named.id, effect, why: 'A slip.' } as const
  return { ...whole(named.type, move, isVehicle, named), correction }
}

function whole(
  type: DecisionFact['type'],
  move: Move,
  isVehicle: boolean,
  named: DecisionFact | null,
): DecisionCommand {
  const decidedOn = addDays(FIRST_DAY, move.day)
  const notifiedOn = addDays(decidedOn, move.noticeAfter)
  const onTheSpot = isVehicle && move.isOnTheSpot && type === 'suspend'
  const isAgainst = type === 'suspend' || type === 'revoke'
  if (!isAgainst) {
    const period = named?.period ? { startsOn: decidedOn, endsOn: named.period.endsOn } : null
    const legalBasis = named?.legalBasis ?? ''
    return { type, decidedOn, legalBasis, period, liftsDecisionId: named?.liftsDecisionId ?? null }
  }
  return {
    type,
    decidedOn,
    notifiedOn,
    takesEffectOn: move.effectAfter === undefined ? null : addDays(notifiedOn, move.effectAfter),
    suspensionEndsOn:
      type === 'suspend' && !onTheSpot && move.days !== undefined
        ? addDays(notifiedOn, (move.effectAfter ?? 22) + move.days)
        : null,
    isImmediate: !isVehicle && move.isImmediate,
    legalBasis: onTheSpot ? 'lgmpa-1976-s68' : isVehicle ? 'lgmpa-1976-s60' : 'lgmpa-1976-s61-1',
    grounds: ['not-fit-and-proper'],
    reasons: 'Because.',
  }
}

function pick<T>(among: readonly T[], target: number): T {
  return among.at(target % among.length)!
}
