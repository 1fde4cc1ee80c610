import fc from 'fast-check'
import { addDays, londonDate, startOfLondonDay } from '../../src/domain/calendar.js'
import { decide, type DecisionCommand } from '../../src/domain/decision.js'
import type { LicenceHistory } from '../../src/domain/history.js'
import { LEGAL_BASIS_CODES } from '../../src/domain/legal-basis.js'
import { inForceDuring, standing, standingAt } from '../../src/domain/standing.js'
import { DECISION_TYPES } from '../../src/domain/words.js'
import { appeal, fact, grant, history, licence } from './build.js'
import { randomHistory } from './random-history.js'

const RUNS = 500
const days = (spans: ReturnType<typeof inForceDuring>) =>
  spans.map(({ from, until }) => `${londonDate(from)} ${until === null ? '' : londonDate(until - 1)}`)

describe('the time line', () => {
  it('leaves no instant out, says nothing twice, and begins days at midnight in London', () => {
    fc.assert(
      fc.property(randomHistory, (facts) => {
        const steps = standing(facts)
        expect(steps[0]?.from).toBeNull()
        expect(steps.at(-1)?.until).toBeNull()
        for (const [index, step] of steps.entries()) {
          const next = steps[index + 1]
          if (!next) continue
          expect(next.from).toBe(step.until)
          expect(step.from ?? -Infinity).toBeLessThan(step.until ?? Infinity)
          expect({ ...next, from: 0, until: 0 }).not.toEqual({ ...step, from: 0, until: 0 })
          expect(startOfLondonDay(londonDate(next.from ?? NaN))).toBe(next.from)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('says yes on no day outside a period, and names the last day of that period', () => {
    fc.assert(
      fc.property(randomHistory, (facts) => {
        const periods = facts.decisions.flatMap(({ period }) => period ?? [])
        for (const { verdict, validUntil, from, until } of standing(facts)) {
          expect(validUntil !== null).toBe(verdict === 'yes')
          if (verdict !== 'yes' || validUntil === null || from === null || until === null) continue
          expect(until).toBeLessThanOrEqual(startOfLondonDay(addDays(validUntil, 1)))
          expect(
            periods.some(({ startsOn, endsOn }) => endsOn === validUntil && startOfLondonDay(startsOn) <= from),
          ).toBe(true)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('is unchanged by a warning, and by conditions varied', () => {
    fc.assert(
      fc.property(randomHistory, fc.constantFrom('warning' as const, 'vary-conditions' as const), (facts, type) => {
        const more = fact(type, '2025-03-25', { id: 'more', seq: facts.decisions.length + 1 })
        expect(standing({ ...facts, decisions: [...facts.decisions, more] })).toEqual(standing(facts))
      }),
      { numRuns: RUNS },
    )
  })

  it('is never made better by a temporary suspension: it extends nothing and gives nothing', () => {
    const better = { no: 0, unknown: 1, yes: 2 }
    fc.assert(
      fc.property(randomHistory, fc.integer({ min: 1, max: 60 }), (facts, length) => {
        const more = fact('temporary-suspension-by-other-authority', '2025-03-25', {
          id: 'more',
          suspensionEndsOn: addDays('2025-03-25', length - 1),
        })
        const before = standing(facts)
        for (const step of standing({ ...facts, decisions: [...facts.decisions, more] })) {
          const at = step.from ?? -8e14
          expect(better[step.verdict]).toBeLessThanOrEqual(better[standingAt(before, at).verdict])
          if (step.verdict === 'yes') expect(step.validUntil).toBe(standingAt(before, at).validUntil)
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('fails closed when there is none', () => {
    expect(standingAt([], 0).verdict).toBe('unknown')
  })

  it('lies in the future as well: each step is known on the day of the decision', () => {
    const facts = licence([fact('suspend', '2026-03-02', { suspensionEndsOn: '2026-04-30' })])
    const shown = standing(facts).map(({ from, verdict, situation }) => [
      from === null ? null : londonDate(from),
      verdict,
      situation,
    ])
    expect(shown).toEqual([
      [null, 'no', 'not-yet-in-force'],
      ['2025-01-10', 'yes', 'in-force'],
      ['2026-03-02', 'yes', 'notice-running'],
      ['2026-03-23', 'no', 'suspended'],
      ['2026-05-01', 'yes', 'in-force'],
      ['2028-01-10', 'no', 'expired'],
    ])
  })
})

describe('a number is held', () => {
  const renewal = fact('renew', '2028-01-01', { period: { startsOn: '2028-01-10', endsOn: '2031-01-09' } })
  const revoked = (...words: string[]) =>
    fact('revoke', '2026-03-02', { appeal: words.length > 0 ? appeal(...words) : null })

  it.each<[string, LicenceHistory, string[]]>([
    ['for the period', licence(), ['2025-01-10 2028-01-09']],
    ['through a renewal without a gap', licence([renewal]), ['2025-01-10 2031-01-09']],
    [
      'but not in a gap',
      history([grant('2025-01-10', '2026-01-09'), renewal]),
      ['2025-01-10 2026-01-09', '2028-01-10 2031-01-09'],
    ],
    ['while suspended', licence([fact('suspend', '2026-03-02', { isImmediate: true })]), ['2025-01-10 2028-01-09']],
    ['until a revocation takes effect', licence([revoked()]), ['2025-01-10 2026-03-22']],
    ['while a revocation is held off', licence([revoked('lodged', '2026-03-10')]), ['2025-01-10 2028-01-09']],
    [
      'until the appeal is dismissed',
      licence([revoked('lodged', '2026-03-10', 'dismissed', '2026-05-01')]),
      ['2025-01-10 2026-04-30'],
    ],
    [
      'again, once a court gives it back',
      licence([
        fact('revoke', '2026-03-02', {
          isImmediate: true,
          appeal: appeal('lodged', '2026-03-10', 'allowed', '2026-05-01'),
        }),
      ]),
      ['2025-01-10 2026-03-01', '2026-05-01 2028-01-09'],
    ],
    ['until surrender', licence([fact('surrender', '2026-03-02')]), ['2025-01-10 2026-03-01']],
    ['never, without a period', history([]), []],
  ])('%s', (_, facts, held) => {
    expect(days(inForceDuring(facts))).toEqual(held)
  })

  it('whenever the licence may be used', () => {
    fc.assert(
      fc.property(randomHistory, (facts) => {
        const held = inForceDuring(facts)
        for (const { verdict, from } of standing(facts)) {
          if (verdict !== 'yes' || from === null) continue
          expect(held.some((span) => span.from <= from && (span.until === null || from < span.until))).toBe(true)
        }
      }),
      { numRuns: RUNS },
    )
  })
})

describe('decide', () => {
  const day = fc.integer({ min: -40, max: 400 }).map((offset) => addDays('2025-03-20', offset))
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
  const anyCommand: fc.Arbitrary<DecisionCommand> = fc.record({
    type: fc.constantFrom(...DECISION_TYPES),
    decidedOn: day,
    legalBasis: fc.constantFrom<string>(...LEGAL_BASIS_CODES, '__proto__'),
    notifiedOn: maybe(day),
    takesEffectOn: maybe(fc.oneof(day, fc.constant('2025-02-30'))),
    suspensionEndsOn: maybe(day),
    isImmediate: fc.boolean(),
    imposedBy: maybe(fc.constantFrom('E08000019', 'W06000015', '')),
    period: maybe(fc.record({ startsOn: day, endsOn: day })),
    liftsDecisionId: maybe(fc.constantFrom('e0', 'e1', 'p0')),
    correction: maybe(
      fc.record({
        decisionId: fc.constantFrom('e0', 'p0', 'no'),
        effect: fc.constantFrom('replace' as const, 'annul' as const),
        why: fc.constant('why'),
      }),
    ),
    grounds: fc.constant(['not-fit-and-proper' as const]),
    reasons: fc.constant('because'),
  })

  it('never throws, and never lets a decision against the holder bite before the law allows', () => {
    let accepted = 0
    fc.assert(
      fc.property(randomHistory, anyCommand, (facts, command) => {
        const answer = decide(facts, command, '2026-06-01')
        if (!answer.ok) return
        accepted++
        const { type, takesEffectOn, notifiedOn, isImmediate, correction } = answer.decision
        if ((type !== 'revoke' && type !== 'suspend') || correction?.effect === 'annul') return
        expect(takesEffectOn! >= addDays(notifiedOn!, isImmediate ? 0 : 21)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
    expect(accepted).toBeGreaterThan(30)
  })
})
