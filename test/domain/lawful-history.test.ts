import fc from 'fast-check'
import { startOfLondonDay } from '../../src/domain/calendar.js'
import { lawfulHistory, FIRST_DAY } from './lawful-history.js'
import { interpreter, whatCounts, type Matter } from './reference-standing.js'
import { grant, history } from './build.js'

const BITES = ['suspended', 'revoked', 'held-off-by-appeal', 'appeal-unsettled']

describe('a history put on record act by act', () => {
  it('has no suspension or revocation that never was: each bites, is held off or quashed, or was lifted before or as it began', () => {
    const seen: Record<string, number> = {}
    fc.assert(
      fc.property(lawfulHistory, ({ facts, accepted }) => {
        for (const act of accepted) seen[act] = (seen[act] ?? 0) + 1
        const counting = whatCounts(facts.decisions)
        for (const matter of counting) {
          if (matter.record.type !== 'suspend' && matter.record.type !== 'revoke') continue
          const lifts = liftsOf(matter, counting)
          expect(startsBeforeAllOf(matter, lifts)).toBe(true)
          if (matter.appeal.some(({ type }) => type === 'allowed')) continue
          const effect = matter.record.takesEffectOn!
          if (lifts.some((lift) => lift === effect || (lift < effect && effect > matter.record.notifiedOn!))) continue
          expect(everBites(facts, matter, lifts)).toBe(true)
        }
      }),
      { numRuns: 2_000 },
    )
    for (const act of ['decide', 'lift', 'replace', 'annul', 'appeal']) expect(seen[act]).toBeGreaterThan(50)
  })
})

/** Days of the decisions that lift it. */
function liftsOf({ ids }: Matter, all: Matter[]): string[] {
  return all
    .filter(({ record }) => record.type === 'lift-suspension' && ids.has(record.liftsDecisionId ?? ''))
    .map(({ record }) => record.takesEffectOn ?? record.decidedOn)
}

function startsBeforeAllOf({ record, appeal }: Matter, lifts: string[]): boolean {
  const notice = record.notifiedOn ?? record.decidedOn
  return [...lifts, ...appeal.map(({ on }) => on)].every((day) => day >= notice)
}

/** With nothing else on record, in a licence that never expires. */
function everBites(facts: ReturnType<typeof history>, matter: Matter, lifts: string[]): boolean {
  const alone = history(
    [
      grant(FIRST_DAY, '2199-12-31'),
      {
        ...matter.record,
        id: 'it',
        correction: null,
        appeal: matter.appeal.length > 0 ? { steps: matter.appeal } : null,
      },
      ...lifts.map((day, index) => ({
        ...matter.record,
        id: `lift${index}`,
        type: 'lift-suspension' as const,
        decidedOn: day,
        takesEffectOn: day,
        liftsDecisionId: 'it',
        correction: null,
        appeal: null,
      })),
    ],
    { kind: facts.kind },
  )
  const mayUse = interpreter(alone)
  const days = [matter.record.takesEffectOn!, ...matter.appeal.map(({ on }) => on)]
  return days.some((day) => BITES.includes(mayUse(startOfLondonDay(day)).situation))
}
