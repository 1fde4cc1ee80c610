import fc from 'fast-check'
import {
  entries,
  isLive,
  mayBeMade,
  missingChanges,
  type EntryFact,
  type EntryHistory,
  type StoredEntry,
} from '../../src/domain/entry.js'
import type { AppealStep, DecisionFact } from '../../src/domain/history.js'
import { fact, grant } from './build.js'
import { randomRecord } from './random-record.js'
import { registerByHand } from './reference-entry.js'

/** A licence whose decisions and appeal steps are recorded in the order given, one a day from 1 June 2026. */
function recorded(
  ...acts: (DecisionFact & { relevantInformation?: EntryFact['relevantInformation']; steps?: AppealStep[] })[]
): EntryHistory {
  let day = Date.parse('2026-06-01T10:00:00Z')
  const next = () => (day += 86_400_000)
  const decisions = [grant('2024-01-01', '2026-12-31', { id: 'grant' }), ...acts].map((act, index): EntryFact => ({
    relevantInformation: [],
    ...act,
    seq: index + 1,
    recordedAt: next(),
    appeal: null,
  }))
  acts.forEach(({ steps = [] }, index) => {
    if (steps.length === 0) return
    const at = decisions[index + 1]!
    at.appeal = { steps: steps.map((step, s) => ({ ...step, id: `${at.id}-${s}`, recordedAt: next() })) }
  })
  return { kind: 'private-hire-driver', jurisdiction: 'england-and-wales', decisions }
}

const relied = { relevantInformation: ['harassment'] } as const
const revoked = (rest: object = {}) => ({
  ...fact('revoke', '2026-03-02', { id: 'it', isImmediate: true, takesEffectOn: '2026-03-02' }),
  ...relied,
  ...rest,
})
const suspended = (rest: object = {}) => ({
  ...fact('suspend', '2026-03-02', { id: 'it', takesEffectOn: '2026-03-23' }),
  ...relied,
  ...rest,
})
const annulled = (id: string, decisionId: string, type: DecisionFact['type'] = 'revoke') =>
  fact(type, '2026-05-01', { id, correction: { decisionId, effect: 'annul' } })
const steps = (...words: string[]): { steps: AppealStep[] } => ({
  steps: words.map((word) => {
    const [type, on] = word.split(' ') as [AppealStep['type'], string]
    return { type, on }
  }),
})
const story = (...acts: Parameters<typeof recorded>) =>
  entries([recorded(...acts)]).map(({ changes }) =>
    changes.map(({ state, cause, changedOn, changeTakesEffectOn }) =>
      [state, cause, changedOn, changeTakesEffectOn].filter((word) => word !== null).join(' '),
    ),
  )

describe('the entries of a driver', () => {
  it.each([
    ['refuse-application', true],
    ['refuse-renewal', true],
    ['suspend', true],
    ['revoke', true],
    ['temporary-suspension-by-other-authority', false],
    ['warning', false],
    ['vary-conditions', false],
    ['surrender', false],
    ['lift-suspension', false],
    ['grant', false],
  ] as const)('%s with relevant information: entered %s', (type, isEntered) => {
    expect(story({ ...fact(type, '2026-03-02', { id: 'it' }), ...relied })).toHaveLength(isEntered ? 1 : 0)
  })
  it('are made by nothing that relied on no relevant information', () => {
    expect(story({ ...suspended(), relevantInformation: [] })).toEqual([])
  })
  it.each(['hackney-carriage-vehicle', 'private-hire-vehicle', 'private-hire-operator'] as const)(
    'are not of a %s',
    (kind) => {
      expect(entries([{ ...recorded(revoked()), kind }])).toEqual([])
    },
  )
  it('say what s.2(4) lists: the day of effect only where it is another day', () => {
    const [immediate] = entries([recorded(revoked())])
    const [ordinary] = entries([recorded(suspended({ suspensionEndsOn: '2026-04-30' }))])
    expect(immediate).toMatchObject({ decisionId: 'it', changes: [{ decidedOn: '2026-03-02', takesEffectOn: null }] })
    expect(ordinary!.changes).toMatchObject([{ takesEffectOn: '2026-03-23', suspensionEndsOn: '2026-04-30' }])
  })
  it('of a licence and of a refused application stand side by side', () => {
    const refused = { ...fact('refuse-application', '2026-03-02', { id: 'no' }), ...relied, appeal: null }
    const application = { ...recorded(), decisions: [{ ...refused, recordedAt: 1 }] }
    expect(entries([recorded(revoked()), application]).map(({ decisionId }) => decisionId)).toEqual(['no', 'it'])
  })

  const lift = fact('lift-suspension', '2026-03-20', { id: 'lift', liftsDecisionId: 'it', takesEffectOn: '2026-03-25' })
  const MADE = 'active decision 2026-03-02'
  const MADE_ORDINARY = `${MADE} 2026-03-23`
  it.each<[string, string[], Parameters<typeof recorded>]>([
    ['a lift amends it', [MADE_ORDINARY, 'amended suspension-lifted 2026-03-20 2026-03-25'], [suspended(), lift]],
    [
      'the lift annulled amends it back',
      [MADE_ORDINARY, 'amended suspension-lifted 2026-03-20 2026-03-25', 'amended decision-annulled 2026-05-01'],
      [suspended(), lift, annulled('back', 'lift', 'lift-suspension')],
    ],
    [
      'a lift put on another day is told with its day',
      [
        MADE_ORDINARY,
        'amended suspension-lifted 2026-03-20 2026-03-25',
        'amended decision-corrected 2026-03-21 2026-03-25',
      ],
      [
        suspended(),
        lift,
        { ...lift, id: 'lift-2', decidedOn: '2026-03-21', correction: { decisionId: 'lift', effect: 'replace' } },
      ],
    ],
    ['an appeal lodged leaves it', [MADE], [revoked(steps('lodged 2026-03-10'))]],
    [
      'an appeal allowed removes it',
      [MADE, 'removed appeal-allowed 2026-05-01'],
      [revoked(steps('lodged 2026-03-10', 'allowed 2026-05-01'))],
    ],
    [
      'and goes on removing it while the authority appeals',
      [MADE, 'removed appeal-allowed 2026-05-01'],
      [revoked(steps('lodged 2026-03-10', 'allowed 2026-05-01', 'further-appeal 2026-05-10'))],
    ],
    [
      'the authority’s further appeal won reinstates it',
      [MADE, 'removed appeal-allowed 2026-05-01', 'reinstated appeal-not-allowed 2026-06-01'],
      [revoked(steps('lodged 2026-03-10', 'allowed 2026-05-01', 'further-appeal 2026-05-10', 'dismissed 2026-06-01'))],
    ],
    [
      'withdrawn, it leaves it removed',
      [MADE, 'removed appeal-allowed 2026-05-01'],
      [revoked(steps('lodged 2026-03-10', 'allowed 2026-05-01', 'further-appeal 2026-05-10', 'withdrawn 2026-06-01'))],
    ],
    [
      'the holder’s further appeal won removes it',
      [MADE, 'removed appeal-allowed 2026-06-01'],
      [revoked(steps('lodged 2026-03-10', 'dismissed 2026-05-01', 'further-appeal 2026-05-10', 'allowed 2026-06-01'))],
    ],
    ['an appeal lost leaves what was immediate', [MADE], [revoked(steps('lodged 2026-03-10', 'dismissed 2026-05-01'))]],
    [
      'an appeal lost gives what it held off its day of effect',
      [MADE_ORDINARY, 'amended appeal-not-allowed 2026-05-01'],
      [suspended(steps('lodged 2026-03-10', 'dismissed 2026-05-01'))],
    ],
    [
      'an appeal lost before the day of effect leaves it',
      [MADE_ORDINARY],
      [suspended(steps('lodged 2026-03-10', 'withdrawn 2026-03-12'))],
    ],
    ['an annulment removes it', [MADE, 'removed decision-annulled 2026-05-01'], [revoked(), annulled('no', 'it')]],
    [
      'that annulled reinstates it',
      [MADE, 'removed decision-annulled 2026-05-01', 'reinstated decision-annulled 2026-05-01'],
      [revoked(), annulled('no', 'it'), annulled('yes', 'no')],
    ],
    [
      'a correction that leaves no relevant information removes it, on the day of the correction',
      [MADE, 'removed no-relevant-information 2026-06-04'],
      [
        revoked(),
        { ...revoked({ id: 'c', relevantInformation: [] }), correction: { decisionId: 'it', effect: 'replace' } },
      ],
    ],
    [
      'a correction of its dates amends it',
      [MADE, 'amended decision-corrected 2026-06-04'],
      [
        revoked(),
        { ...revoked({ id: 'c', decidedOn: '2026-03-01' }), correction: { decisionId: 'it', effect: 'replace' } },
      ],
    ],
    [
      'a correction of what no entry says leaves it',
      [MADE],
      [
        revoked(),
        { ...revoked({ id: 'c', notifiedOn: '2026-03-03' }), correction: { decisionId: 'it', effect: 'replace' } },
      ],
    ],
    [
      'a later renewal amends it',
      [MADE, 'amended licence-granted-since 2026-04-01 2026-04-02'],
      [revoked(), fact('renew', '2026-04-01', { id: 'r', period: { startsOn: '2026-04-02', endsOn: '2027-04-01' } })],
    ],
    [
      'a licence of before that is recorded late leaves it',
      [MADE],
      [revoked(), fact('renew', '2025-04-01', { id: 'r', period: { startsOn: '2025-04-02', endsOn: '2026-04-01' } })],
    ],
    [
      'entered by a correction, it is made as of the decision, and what came since is told',
      [MADE_ORDINARY, 'amended suspension-lifted 2026-03-20 2026-03-25'],
      [
        { ...suspended(), relevantInformation: [] },
        lift,
        { ...suspended({ id: 'c' }), correction: { decisionId: 'it', effect: 'replace' } },
      ],
    ],
    [
      'what came while it was removed is told when it is reinstated',
      [
        MADE,
        'removed decision-annulled 2026-05-01',
        'reinstated decision-annulled 2026-05-01',
        'amended licence-granted-since 2026-05-20',
      ],
      [
        revoked(),
        annulled('no', 'it'),
        fact('renew', '2026-05-20', { id: 'r', period: { startsOn: '2026-05-20', endsOn: '2027-05-19' } }),
        annulled('yes', 'no'),
      ],
    ],
  ])('%s', (_, expected, acts) => {
    expect(story(...acts)).toEqual([expected])
  })

  it('are the ones that a register kept by hand has, whatever was recorded', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(randomRecord, (files) => {
        const byHand = registerByHand(files)
        const made = entries(files)
        for (const { changes } of made) for (const { state, cause } of changes) seen.add(`${state} ${cause}`)
        expect(new Map(made.map(({ decisionId, changes }) => [decisionId, changes.map(asLine)]))).toEqual(byHand)
      }),
      // Enough for every way to leave and to come back, and always the same: a rare one must not be missing by chance.
      { numRuns: 800, seed: 1 },
    )
    for (const cause of ['appeal-allowed', 'decision-annulled', 'no-relevant-information'])
      expect(seen).toContain(`removed ${cause}`)
    for (const cause of ['appeal-not-allowed', 'decision-annulled', 'decision-corrected'])
      expect([...seen].filter((each) => each === `reinstated ${cause}`)).toHaveLength(1)
    for (const cause of [
      'suspension-lifted',
      'licence-granted-since',
      'appeal-not-allowed',
      'decision-corrected',
      'decision-annulled',
    ])
      expect(seen).toContain(`amended ${cause}`)
  })
  it('are made once, leave only by a removal and come back only by a reinstatement', () => {
    fc.assert(
      fc.property(randomRecord, (files) => {
        for (const { changes } of entries(files)) {
          expect(changes[0]!.state).toBe('active')
          changes.slice(1).forEach(({ state }, index) => {
            const follows = isLive(changes[index]!) ? ['amended', 'removed'] : ['reinstated']
            expect(follows).toContain(state)
          })
        }
      }),
      { numRuns: 300 },
    )
  })
  it('never change in what an earlier part of the record made them', () => {
    fc.assert(
      fc.property(randomRecord, fc.nat(60), (files, hours) => {
        const until = Date.parse('2027-01-01T09:00:00Z') + hours * 3_600_000
        const before = entries(files.map((file) => knownBy(file, until)))
        const now = new Map(entries(files).map(({ decisionId, changes }) => [decisionId, changes]))
        for (const { decisionId, changes } of before)
          expect(now.get(decisionId)!.slice(0, changes.length)).toEqual(changes)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what is still to be appended', () => {
  const [entry] = entries([recorded(revoked(), annulled('no', 'it'), annulled('yes', 'no'))])
  const stored = (changes: number): StoredEntry => ({ ...entry!.changes[changes - 1]!, changes })
  it('is what came since, and nothing when nothing did', () => {
    expect(missingChanges(entry!, stored(1)).map(({ state }) => state)).toEqual(['removed', 'reinstated'])
    expect(missingChanges(entry!, stored(2)).map(({ state }) => state)).toEqual(['reinstated'])
    expect(missingChanges(entry!, stored(3))).toEqual([])
  })
  it('is nothing of an entry not made that would be removed', () => {
    const [removed] = entries([recorded(revoked(), annulled('no', 'it'))])
    expect(missingChanges(removed!, undefined)).toEqual([])
  })
  it('makes the register right where clocks had put the acts in another order', () => {
    const [removed] = entries([recorded(revoked(), annulled('no', 'it'))])
    expect(missingChanges(removed!, { ...stored(1), changes: 2 }).map(({ state }) => state)).toEqual(['removed'])
    expect(missingChanges(entry!, { ...stored(2), changes: 3 }).map(({ state }) => state)).toEqual(['reinstated'])
    const other = { ...stored(3), decidedOn: '2026-02-01' }
    expect(missingChanges(entry!, other).map(({ state }) => state)).toEqual(['amended'])
  })
  it('is nothing once the decision is eleven years old', () => {
    expect(mayBeMade(entry!, '2037-03-01')).toBe(true)
    expect(mayBeMade(entry!, '2037-03-02')).toBe(false)
  })
})

function asLine({
  state,
  cause,
  changedOn,
  changeTakesEffectOn,
  ...says
}: ReturnType<typeof entries>[0]['changes'][0]) {
  const { decisionType, decidedOn, takesEffectOn, suspensionEndsOn } = says
  const words = [decisionType, decidedOn, takesEffectOn, suspensionEndsOn].join(' ')
  return { state, cause, on: changedOn, effect: changeTakesEffectOn, says: words }
}

function knownBy(file: EntryHistory, until: number): EntryHistory {
  const decisions = file.decisions
    .filter(({ recordedAt }) => recordedAt <= until)
    .map((each) => {
      const known = each.appeal?.steps.filter(({ recordedAt }) => recordedAt <= until) ?? []
      return { ...each, appeal: known.length > 0 ? { steps: known } : null }
    })
  return { ...file, decisions }
}
