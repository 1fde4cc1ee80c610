import fc from 'fast-check'
import { addDays, startOfLondonDay } from '../../src/domain/calendar.js'
import { standing, standingAt, type StandingStep } from '../../src/domain/standing.js'
import {
  isRecorded,
  statedAt,
  statedStanding,
  type RecordedLicence,
  type StatedLicence,
} from '../../src/domain/stated.js'
import { JURISDICTIONS, SITUATIONS, VEHICLE_KINDS, type Situation, type Verdict } from '../../src/domain/words.js'
import { grant, history } from './build.js'
import { randomHistory } from './random-history.js'

const STATED: StatedLicence = {
  kind: 'private-hire-vehicle',
  vrm: 'YK21FED',
  number: 'P-1',
  startsOn: '2026-03-29',
  endsOn: '2026-10-25',
}
/** Both clock changes of the year are in it: a day of 23 hours at its beginning, one of 25 at its end. */
const [FIRST, OVER] = [startOfLondonDay(STATED.startsOn), startOfLondonDay(addDays(STATED.endsOn, 1))]
const WITHIN = startOfLondonDay('2026-06-01')

const always = (situation: Situation, verdict: Verdict): StandingStep[] => [
  { from: null, until: null, verdict, situation, basis: 'what was decided here', validUntil: null },
]
const recorded = (situation: Situation, verdict: Verdict, rest: Partial<RecordedLicence> = {}): RecordedLicence => ({
  ...STATED,
  standing: always(situation, verdict),
  ...rest,
})
const VERDICTS: Record<Situation, Verdict> = {
  'not-yet-in-force': 'no',
  'in-force': 'yes',
  'notice-running': 'yes',
  'held-off-by-appeal': 'yes',
  suspended: 'no',
  'temporarily-suspended': 'no',
  revoked: 'no',
  surrendered: 'no',
  expired: 'no',
  'refused-renewal-under-appeal': 'unknown',
  'appeal-unsettled': 'unknown',
  'renewal-pending-unsettled': 'unknown',
}
const ADVERSE: Situation[] = [
  'suspended',
  'temporarily-suspended',
  'revoked',
  'surrendered',
  'refused-renewal-under-appeal',
  'appeal-unsettled',
  'renewal-pending-unsettled',
]

describe('what a feed states', () => {
  it('holds from the first moment of its first day in London to the last of its last', () => {
    const at = (instant: number) => statedAt(STATED, 'england-and-wales', [], instant)
    expect(at(FIRST - 1)).toMatchObject({ verdict: 'no', situation: 'not-yet-in-force', validUntil: null })
    for (const instant of [FIRST, OVER - 1])
      expect(at(instant)).toMatchObject({ verdict: 'yes', situation: 'in-force', validUntil: '2026-10-25' })
    expect(at(OVER)).toMatchObject({ verdict: 'no', situation: 'expired', validUntil: null })
  })

  it.each([
    [
      'england-and-wales',
      'Town Police Clauses Act 1847 s.37',
      'Local Government (Miscellaneous Provisions) Act 1976 s.48',
    ],
    ['london', 'Metropolitan Public Carriage Act 1869 s.6', 'Private Hire Vehicles (London) Act 1998 s.7'],
    ['plymouth', 'Plymouth City Council Act 1975 (licensing)', 'Plymouth City Council Act 1975 (licensing)'],
    ['scotland', 'Civic Government (Scotland) Act 1982 s.10', 'Civic Government (Scotland) Act 1982 s.10'],
    [
      'northern-ireland',
      'Taxis Act (Northern Ireland) 2008 (taxi licences)',
      'Taxis Act (Northern Ireland) 2008 (taxi licences)',
    ],
  ] as const)('rests on the power to grant such a licence: %s', (jurisdiction, hackney, privateHire) => {
    const basis = VEHICLE_KINDS.map((kind) => statedStanding({ ...STATED, kind }, jurisdiction)[1]?.basis)
    expect(basis).toEqual([hackney, privateHire])
  })

  it('has, of any period and kind, the time line of a licence granted for it, of which nothing else is recorded', () => {
    const day = fc.integer({ min: -400, max: 400 }).map((days) => addDays('2026-03-02', days))
    const some = <T>(values: readonly T[]) => fc.constantFrom(...values)
    fc.assert(
      fc.property(day, fc.nat(400), some(VEHICLE_KINDS), some(JURISDICTIONS), (startsOn, days, kind, jurisdiction) => {
        const endsOn = addDays(startsOn, days)
        const stated = statedStanding({ kind, startsOn, endsOn }, jurisdiction)
        const legalBasis = stated[1]?.basis ?? ''
        expect(stated).toEqual(standing(history([grant(startsOn, endsOn, { legalBasis })], { kind, jurisdiction })))
      }),
      { seed: 2026 },
    )
  })
})

describe('beside a licence recorded here', () => {
  const beside = (...others: RecordedLicence[]) => statedAt(STATED, 'england-and-wales', others, WITHIN)

  it.each(ADVERSE)(
    '%s: it is worth no more than that one, whether they share the vehicle or the plate',
    (situation) => {
      for (const rest of [
        {},
        { vrm: 'AB12CDE' },
        { number: 'P-2' },
        { vrm: 'AB12CDE', kind: 'hackney-carriage-vehicle' as const },
      ])
        expect(beside(recorded(situation, VERDICTS[situation], rest))).toMatchObject({
          verdict: VERDICTS[situation],
          situation,
          basis: 'what was decided here',
          validUntil: null,
        })
    },
  )
  it.each(SITUATIONS.filter((situation) => !ADVERSE.includes(situation)))('%s: it counts', (situation) => {
    expect(beside(recorded(situation, VERDICTS[situation]))).toMatchObject({ verdict: 'yes', validUntil: '2026-10-25' })
  })
  it('of another vehicle under another plate it counts, whatever became of that one', () => {
    expect(beside(recorded('revoked', 'no', { vrm: 'AB12CDE', number: 'P-2' }))).toMatchObject({ verdict: 'yes' })
  })
  it('speaks of a plate in whatever case and spacing the file has it', () => {
    const revoked = recorded('revoked', 'no', { vrm: 'AB12CDE', number: 'BEBCC1' })
    expect(statedAt({ ...STATED, number: 'be BCC 1' }, 'england-and-wales', [revoked], WITHIN).verdict).toBe('no')
  })
  it('whose time line leaves the instant out, nothing is said', () => {
    expect(beside({ ...STATED, standing: [] })).toMatchObject({ verdict: 'unknown' })
  })
  it('of several that speak against it the weightiest is told: no before unknown', () => {
    const [no, unknown] = [recorded('suspended', 'no'), recorded('appeal-unsettled', 'unknown')]
    for (const both of [
      [no, unknown],
      [unknown, no],
    ])
      expect(beside(...both)).toMatchObject({ verdict: 'no', situation: 'suspended' })
  })
  it('is a second licence unless that one is in force, of the same kind, and of the vehicle or plate', () => {
    const isOne = (...args: Parameters<typeof recorded>) => isRecorded(STATED, [recorded(...args)], WITHIN)
    expect(isOne('in-force', 'yes')).toBe(true)
    expect(isOne('notice-running', 'yes', { number: 'P-2' })).toBe(true)
    expect(isOne('expired', 'no')).toBe(false)
    expect(isOne('in-force', 'yes', { kind: 'hackney-carriage-vehicle' })).toBe(false)
    expect(isOne('in-force', 'yes', { vrm: 'AB12CDE', number: 'P-2' })).toBe(false)
  })
})

it('says yes of no day outside its period, and of none on which any decision recorded here speaks against it', () => {
  const some = <T>(...values: T[]) => fc.constantFrom(...values)
  const licence = fc
    .tuple(randomHistory, some('A1', 'B1'), some('P-1', 'P-2'), some(...VEHICLE_KINDS))
    .map(([facts, vrm, number, kind]) => ({ vrm, number, kind, standing: standing({ ...facts, kind }) }))
  const stated = fc
    .tuple(some('2024-02-20', '2025-03-20', '2025-10-15', '2027-12-20'), fc.integer({ min: -20, max: 60 }), fc.nat(120))
    .chain(([base, gap, days]) => {
      const startsOn = addDays(base, gap)
      return fc.record({
        kind: some(...VEHICLE_KINDS),
        vrm: some('A1', 'B1'),
        number: some('P-1', 'P-2'),
        startsOn: fc.constant(startsOn),
        endsOn: fc.constant(addDays(startsOn, days)),
      })
    })
  const seen = new Map<string, number>()
  fc.assert(
    fc.property(
      stated,
      fc.array(licence, { maxLength: 3 }),
      some(...JURISDICTIONS),
      fc.integer({ min: -3, max: 125 }),
      some(0, 1, 86_399_999),
      (row, others, jurisdiction, offset, moment) => {
        const day = addDays(row.startsOn, offset)
        const at = Math.min(startOfLondonDay(day) + moment, startOfLondonDay(addDays(day, 1)) - 1)
        // The rule again, by days and lists.
        const isWithin = row.startsOn <= day && day <= row.endsOn
        const against = others
          .filter(({ vrm, number }) => vrm === row.vrm || number === row.number)
          .map((other) => standingAt(other.standing, at))
          .filter(({ situation }) => ADVERSE.includes(situation))
        const expected =
          !isWithin || against.some(({ verdict }) => verdict === 'no') ? 'no' : against.length > 0 ? 'unknown' : 'yes'
        const { verdict } = statedAt(row, jurisdiction, others, at)
        expect(verdict).toBe(expected)
        const word = `${isWithin ? 'within' : 'outside'} ${against.length > 0 ? 'against' : 'free'} ${verdict}`
        seen.set(word, (seen.get(word) ?? 0) + 1)
      },
    ),
    { seed: 4, numRuns: 2_000 },
  )
  expect([...seen.keys()].sort()).toEqual([
    'outside against no',
    'outside free no',
    'within against no',
    'within against unknown',
    'within free yes',
  ])
})
