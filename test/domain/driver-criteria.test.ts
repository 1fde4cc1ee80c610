import fc from 'fast-check'
import { addDays } from '../../src/domain/calendar.js'
import { CRITERION_REASONS, criteriaAsked, driverCriteriaOn, shortOf } from '../../src/domain/driver-criteria.js'
import { driverMatters, type DriverFact, type NewDriverFact } from '../../src/domain/driver-facts.js'
import { judgeDriverFact } from '../../src/domain/driver-record.js'
import type { DriverCriteria } from '../../src/domain/standards.js'
import { CCTV_STATUSES, CRITERION_STATUSES, DRIVER_CRITERIA, type CctvStatus } from '../../src/domain/words.js'
import { cardsOf, statusesByHand, vehiclesByHand } from './reference-driver-criteria.js'

const ALL: DriverCriteria = {
  backgroundCheck: { everyMonths: 6 },
  safeguardingTraining: { everyMonths: 36 },
  qualification: { accepted: ['BTEC Level 2 in taxi and private hire driving'] },
  camera: { isRequired: true },
}

/** `record('background-check', '2026-01-31', { kind: 'enhanced-dbs' })`; its id is its place. */
const record = (type: string, on: string, content: object, correction: object | null = null) =>
  ({ type, on, content, correction }) as unknown as NewDriverFact
const facts = (...records: NewDriverFact[]) =>
  records.map((each, index) => ({ ...each, id: `f${index + 1}`, seq: index + 1 })) as DriverFact[]
const certificate = (on: string) => record('background-check', on, { kind: 'enhanced-dbs' })
const update = (on: string) => record('background-check', on, { kind: 'update-service' })
const driven = (vehicleId: string, on: string) => record('vehicle-driven', on, { vehicleId })
const left = (factId: string, on: string) => record('vehicle-left', on, { factId })
const training = (on: string) => record('safeguarding-training', on, { provider: null })
const qualified = (title: string) => record('qualification', '2020-01-01', { title })
const annul = (type: string, factId: string) => record(type, '2026-03-02', {}, { factId, effect: 'annul' })
const replace = (factId: string, by: NewDriverFact) =>
  ({ ...by, correction: { factId, effect: 'replace' } }) as NewDriverFact

const on = (
  day: string,
  recorded: DriverFact[],
  { criteria = ALL, cameras = {} }: { criteria?: DriverCriteria | null; cameras?: Record<string, CctvStatus> } = {},
) => driverCriteriaOn(criteria, recorded, (id) => cameras[id] ?? 'unknown', day)

describe('the background check', () => {
  const check = (day: string, ...records: NewDriverFact[]) => on(day, facts(...records))['background-check']

  it('is met to the last day of the interval after the last check of either kind, and not a day longer', () => {
    const records = [certificate('2025-01-10'), update('2025-08-31')]
    expect(check('2026-02-28', ...records)).toEqual({
      status: 'met',
      reason: 'checked-in-time',
      factIds: ['f1', 'f2'],
      until: '2026-02-28',
    })
    expect(check('2026-03-01', ...records)).toEqual({
      status: 'not-met',
      reason: 'check-overdue',
      factIds: ['f2'],
      until: '2026-02-28',
    })
  })
  it('is not met by updates of a certificate that nobody recorded', () => {
    expect(check('2026-03-02', update('2026-03-01'))).toMatchObject({
      status: 'not-met',
      reason: 'no-enhanced-certificate',
    })
  })
  it('takes no account of what is recorded for a later day', () => {
    expect(check('2026-03-02', certificate('2026-03-03'))).toMatchObject({ status: 'not-met', until: null })
  })
})

describe('training and qualification', () => {
  const of = (criterion: 'safeguarding-training' | 'qualification', criteria: DriverCriteria, ...r: NewDriverFact[]) =>
    on('2026-03-02', facts(...r), { criteria })[criterion]

  it('training lapses where the standards say so, and never where they say once', () => {
    const records = [training('2023-03-01')]
    expect(of('safeguarding-training', ALL, ...records)).toMatchObject({
      reason: 'training-overdue',
      until: '2026-03-01',
    })
    const once = { ...ALL, safeguardingTraining: { everyMonths: null } }
    expect(of('safeguarding-training', once, ...records)).toMatchObject({ status: 'met', until: null })
    expect(of('safeguarding-training', ALL)).toMatchObject({ status: 'not-met', reason: 'not-trained' })
  })
  it('a title counts without regard to case and white space, and no other title does', () => {
    expect(of('qualification', ALL, qualified(' btec LEVEL2 in Taxi and private  hire driving'))).toMatchObject({
      status: 'met',
      reason: 'qualified',
    })
    expect(of('qualification', ALL, qualified('BTEC Level 3 in taxi driving'))).toMatchObject({ status: 'not-met' })
  })
})

describe('the camera in the vehicle driven', () => {
  const camera = (cameras: Record<string, CctvStatus>, ...records: NewDriverFact[]) =>
    on('2026-03-02', facts(...records), { cameras }).camera
  const BOTH = [driven('a', '2026-01-01'), driven('b', '2026-01-01')]

  it.each<[CctvStatus, CctvStatus, string, string[]]>([
    ['compliant', 'exempt', 'met', ['f1', 'f2']],
    ['compliant', 'not-required', 'met', ['f1', 'f2']],
    ['compliant', 'unknown', 'unknown', ['f2']],
    ['unknown', 'non-compliant', 'not-met', ['f2']],
    ['compliant', 'awaiting-fit', 'not-met', ['f2']],
  ])('%s and %s: %s', (a, b, status, factIds) => {
    expect(camera({ a, b }, ...BOTH)).toMatchObject({ status, factIds })
  })
  it('is unknown where no vehicle is recorded, and where the only one was left', () => {
    expect(camera({})).toMatchObject({ status: 'unknown', reason: 'no-vehicle-recorded' })
    expect(camera({ a: 'compliant' }, driven('a', '2026-01-01'), left('f1', '2026-03-02'))).toMatchObject({
      reason: 'no-vehicle-recorded',
    })
    expect(camera({ a: 'compliant' }, driven('a', '2026-01-01'), left('f1', '2026-03-03'))).toMatchObject({
      status: 'met',
    })
  })
  it('a vehicle left is left whichever record of a corrected fact was named', () => {
    const records = [driven('a', '2026-01-01'), replace('f1', driven('b', '2026-01-02')), left('f1', '2026-02-01')]
    expect(camera({ b: 'non-compliant' }, ...records)).toMatchObject({ reason: 'no-vehicle-recorded' })
  })
})

it('what is not stated is unknown, what is stated not to be asked is not asked, and neither is fallen short of', () => {
  expect(Object.values(on('2026-03-02', [], { criteria: null })).map(({ status }) => status)).toEqual(
    Array(4).fill('unknown'),
  )
  const none = { backgroundCheck: null, safeguardingTraining: null, qualification: null, camera: null }
  expect(Object.values(on('2026-03-02', [], { criteria: none })).map(({ status }) => status)).toEqual(
    Array(4).fill('not-asked'),
  )
  expect([criteriaAsked(null), criteriaAsked(none)]).toEqual([[], []])
  expect(shortOf(criteriaAsked({ ...none, camera: { isRequired: true } }), on('2026-03-02', []))).toEqual(['camera'])
})

it('a replacement counts in the place of what it corrects, an annulment strikes it out, an annulled annulment brings it back', () => {
  const wrong = certificate('2026-03-01')
  const status = (...more: NewDriverFact[]) => on('2026-03-02', facts(wrong, ...more))['background-check'].status
  expect(status()).toBe('met')
  expect(status(replace('f1', certificate('2025-03-01')))).toBe('not-met')
  expect(status(annul('background-check', 'f1'))).toBe('not-met')
  expect(status(annul('background-check', 'f1'), annul('background-check', 'f2'))).toBe('met')
  expect(status(replace('f1', certificate('2025-03-01')), annul('background-check', 'f2'))).toBe('met')
})

describe('what may go on the record', () => {
  const judged = (recorded: NewDriverFact[], candidate: NewDriverFact) => {
    const refused = judgeDriverFact(facts(...recorded), candidate, '2026-03-02')
    return refused ? [refused.refusal.code, refused.refusal.pointer] : 'recorded'
  }
  const AND_LEFT = [driven('a', '2026-01-01'), left('f1', '2026-02-01')]

  it.each<[string, NewDriverFact[], NewDriverFact, unknown]>([
    ['a check of today', [], update('2026-03-02'), 'recorded'],
    ['a check of tomorrow', [], update('2026-03-03'), ['date-in-future', '/on']],
    ['leaving what was never driven', [], left('f9', '2026-03-01'), ['fact-not-found', '/factId']],
    ['leaving a check', [certificate('2026-01-01')], left('f1', '2026-03-01'), ['fact-not-found', '/factId']],
    ['leaving before driving', [driven('a', '2026-02-01')], left('f1', '2026-01-31'), ['fact-before-its-cause', '/on']],
    ['leaving on the first day', [driven('a', '2026-02-01')], left('f1', '2026-02-01'), 'recorded'],
    ['leaving twice', AND_LEFT, left('f1', '2026-02-02'), ['fact-already-followed', '/factId']],
    [
      'driving twice at a time',
      [driven('a', '2026-02-01')],
      driven('a', '2026-02-02'),
      ['fact-already-followed', '/vehicleId'],
    ],
    [
      'driving from before on, what is driven',
      [driven('a', '2026-02-01')],
      driven('a', '2026-01-02'),
      ['fact-already-followed', '/vehicleId'],
    ],
    ['driving two vehicles', [driven('a', '2026-02-01')], driven('b', '2026-02-02'), 'recorded'],
    ['driving again from the day of leaving', AND_LEFT, driven('a', '2026-02-01'), 'recorded'],
    ['correcting nothing', [], annul('qualification', 'f9'), ['fact-not-found', '/correction/factId']],
    [
      'correcting as another type',
      [update('2026-01-01')],
      annul('qualification', 'f1'),
      ['fact-of-another-type', '/type'],
    ],
    [
      'correcting what is corrected',
      [update('2026-01-01'), annul('background-check', 'f1')],
      annul('background-check', 'f1'),
      ['fact-already-corrected', '/correction/factId'],
    ],
    [
      'annulling what was left',
      AND_LEFT,
      annul('vehicle-driven', 'f1'),
      ['fact-strands-dependants', '/correction/factId'],
    ],
    [
      'moving the first day beyond the last',
      AND_LEFT,
      replace('f1', driven('a', '2026-02-02')),
      ['fact-strands-dependants', '/correction/factId'],
    ],
    ['another vehicle in its place', AND_LEFT, replace('f1', driven('b', '2026-01-02')), 'recorded'],
    ['annulling the leaving', AND_LEFT, annul('vehicle-left', 'f2'), 'recorded'],
    [
      'annulling the leaving, since driven again',
      [...AND_LEFT, driven('a', '2026-02-10')],
      annul('vehicle-left', 'f2'),
      ['fact-already-followed', '/correction/factId'],
    ],
    [
      'moving the leaving into the next time',
      [...AND_LEFT, driven('a', '2026-02-10')],
      replace('f2', left('f1', '2026-02-11')),
      ['fact-already-followed', '/vehicleId'],
    ],
  ])('%s', (_, recorded, candidate, expected) => {
    expect(judged(recorded, candidate)).toEqual(expected)
  })
})

describe('on any record', () => {
  const TODAY = '2026-06-30'
  const DAYS = ['2025-08-31', '2025-11-30', '2026-01-15', '2026-02-28', '2026-03-01', '2026-05-31', '2026-06-30']
  const VEHICLES = ['a', 'b', 'c']
  const day = fc.constantFrom(...DAYS)
  const candidate = fc.oneof(
    day.map(certificate),
    day.map(update),
    day.map(training),
    fc.constantFrom('BTEC  level 2', 'Diploma', 'btecLevel2').map(qualified),
    fc.tuple(fc.constantFrom(...VEHICLES), day).map(([vehicle, from]) => driven(vehicle, from)),
    fc.tuple(fc.nat(8), day).map(([place, from]) => left(`f${place}`, from)),
  )
  const act = fc.record({
    candidate,
    correct: fc.option(fc.record({ place: fc.nat(8), effect: fc.constantFrom('replace', 'annul') }), { freq: 2 }),
    isOnlyMoved: fc.boolean(),
  })
  const criteria = fc.option(
    fc.record({
      backgroundCheck: fc.option(fc.record({ everyMonths: fc.constantFrom(1, 3, 6) }), { freq: 5 }),
      safeguardingTraining: fc.option(fc.record({ everyMonths: fc.constantFrom(null, 2, 4) }), { freq: 5 }),
      qualification: fc.option(fc.constant({ accepted: ['Other', 'BTEC Level 2'] }), { freq: 5 }),
      camera: fc.option(fc.constant({ isRequired: true as const }), { freq: 5 }),
    }),
    { freq: 9 },
  )
  const cameras = fc.record(Object.fromEntries(VEHICLES.map((id) => [id, fc.constantFrom(...CCTV_STATUSES)])))

  /** What is left of the acts when each is judged in its turn. */
  const recordOf = (
    acts: { candidate: NewDriverFact; correct: { place: number; effect: string } | null; isOnlyMoved: boolean }[],
    seen: Set<string>,
  ) => {
    const record: DriverFact[] = []
    for (const { candidate, correct, isOnlyMoved } of acts) {
      const named = correct && record[correct.place]
      const correction = correct && { factId: named?.id ?? 'f99', effect: correct.effect }
      const { type, content } = named && (isOnlyMoved || correct.effect === 'annul') ? named : candidate
      const next = { type, on: candidate.on, content, correction } as NewDriverFact
      const refused = judgeDriverFact(record, next, TODAY)
      seen.add(refused ? refused.refusal.code : `${type} ${correct?.effect ?? 'recorded'}`)
      if (!refused) record.push({ ...next, id: `f${record.length}`, seq: record.length + 1 })
    }
    return record
  }

  it('finds what a card index kept by hand finds, and until when', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(act, { maxLength: 14 }), criteria, cameras, day, (acts, asked, statuses, on) => {
        const record = recordOf(acts, new Set())
        const find = (when: string) => driverCriteriaOn(asked, record, (id) => statuses[id] ?? 'unknown', when)
        const found = find(on)
        const expected = statusesByHand(asked, record, statuses, on)
        for (const criterion of DRIVER_CRITERIA) {
          const { status, reason, until, factIds } = found[criterion]
          expect([criterion, status]).toEqual([criterion, expected[criterion]])
          seen.add(`${criterion} ${status}`).add(reason)
          expect(factIds.every((id) => cardsOf(record).some(({ says }) => says?.id === id))).toBe(true)
          if (until === null || status === 'not-met') continue
          const later = record.filter((fact) => fact.on > on)
          if (later.length > 0) continue
          expect(find(until)[criterion].status).toBe('met')
          expect(find(addDays(until, 1))[criterion].status).toBe('not-met')
          seen.add(`${criterion} until`)
        }
      }),
      { numRuns: 1_500, seed: 1 },
    )
    const never = DRIVER_CRITERIA.flatMap((criterion) =>
      CRITERION_STATUSES.map((status) => `${criterion} ${status}`),
    ).filter((each) => !seen.has(each))
    expect(never).toEqual([])
    expect(CRITERION_REASONS.filter((reason) => !seen.has(reason))).toEqual([])
    expect(seen.has('background-check until') && seen.has('safeguarding-training until')).toBe(true)
  })

  it('no vehicle is driven twice on a day, each left was driven before, and the record that counts is the same by hand', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(fc.array(act, { minLength: 4, maxLength: 16 }), (acts) => {
        const record = recordOf(acts, seen)
        const cards = cardsOf(record)
        expect(driverMatters(record).map(({ counting }) => counting?.id ?? null)).toEqual(
          cards.map(({ says }) => says?.id ?? null),
        )
        for (const when of DAYS)
          expect(new Set(vehiclesByHand(record, when)).size).toBe(vehiclesByHand(record, when).length)
        for (const { says } of cards) {
          if (says?.type !== 'vehicle-left') continue
          const cause = cards.find(({ records }) => records.includes(says.content.factId))?.says
          expect(cause?.type).toBe('vehicle-driven')
          expect(cause!.on <= says.on).toBe(true)
        }
      }),
      { numRuns: 1_500, seed: 2 },
    )
    for (const each of [
      'fact-not-found',
      'fact-already-corrected',
      'fact-of-another-type',
      'fact-strands-dependants',
      'fact-before-its-cause',
      'fact-already-followed',
      'vehicle-driven replace',
      'vehicle-driven annul',
      'vehicle-left replace',
      'vehicle-left annul',
      'background-check annul',
    ])
      expect([each, seen.has(each)]).toEqual([each, true])
  })
})
