import { randomUUID } from 'node:crypto'
import { startOfLondonDay } from '../../../src/domain/calendar.js'
import type { StandingStep } from '../../../src/domain/standing.js'
import type { CctvStatus } from '../../../src/domain/words.js'
import { camera, inspection, installation } from '../../support/cctv-facts.js'
import { inForce, inForceThen, plantGranted, plantLicence } from '../../support/licences.js'
import { office, refusal } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { CCTV_RULE, DRIVER_CRITERIA, newStandards } from '../../support/standards.js'

const TITLE = 'BTEC Level 2 in taxi and private hire driving'
const RULES = { effectiveFrom: '2015-07-06', driverCriteria: DRIVER_CRITERIA }

let registry: Registry
let rotherham: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
})
beforeEach(() => registry.clock.set('2026-03-02T09:00:00Z'))
afterAll(() => registry.close())

const record = async (driverId: string, body: object, of = rotherham) =>
  of.made(await of.officer.post(`/v1/drivers/${driverId}/criteria-facts`, body))
const check = (on: string, kind = 'enhanced-dbs') => ({ type: 'background-check', on, kind })
const training = { type: 'safeguarding-training', on: '2026-01-15' }
const qualification = { type: 'qualification', on: '2019-07-01', title: TITLE.toUpperCase() }

interface Finding {
  criterion: string
  status: string
  reason: string
}
const read = async (driverId: string, on?: string, of = rotherham) =>
  (await of.officer.get(`/v1/drivers/${driverId}/criteria${on ? `?on=${on}` : ''}`)).json()
const statuses = async (driverId: string, on?: string): Promise<string[]> =>
  (await read(driverId, on)).criteria.map(({ status }: Finding) => status)
const shortfalls = async (query = '', authority = 'rotherham') =>
  (await registry.as(`${authority}.officer`).get(`/v1/driver-criteria/shortfalls${query}`)).json()
const shares = async (authority = 'rotherham', by = registry.anyone) =>
  by.get(`/v1/driver-criteria?authority=${authority}`)

/** A vehicle with a licence, and of its camera what the time line says, derived with these standards unless said otherwise. */
let plates = 0
async function vehicle(
  status: CctvStatus | null,
  { standing = inForce(), authority = 'rotherham', seq = 0, vehicleId = undefined as string | undefined } = {},
) {
  const n = ++plates
  const { id, subjectId } = await plantLicence(registry.db, {
    kind: 'private-hire-vehicle',
    number: `PLATE-${n}`,
    vrm: `PL${n}ATE`,
    standing,
    authority,
    ...(vehicleId === undefined ? {} : { subjectId: vehicleId }),
  })
  if (status === null) return subjectId
  const line = [{ from: null, until: null, status, reasons: [] }]
  await plantLine(id, subjectId, line, authority, seq)
  return subjectId
}
const plantLine = (licenceId: string, vehicleId: string, line: object[], authority = 'rotherham', seq = 0) =>
  registry.db.pool.query(
    `INSERT INTO cctv_compliance (licence_id, authority_slug, vehicle_id, standards_seq, time_line)
     SELECT $1, $2, $3, coalesce(nullif($4::int, 0), max(seq)), $5 FROM authority_standards WHERE authority_slug = $2`,
    [licenceId, authority, vehicleId, seq, JSON.stringify(line)],
  )
let badges = 0
const licensed = async (authority = 'rotherham', standing = inForce(), subjectId?: string) =>
  plantLicence(registry.db, {
    kind: 'private-hire-driver',
    number: `BADGE-${++badges}`,
    authority,
    standing,
    ...(subjectId === undefined ? {} : { subjectId }),
  })

describe('before the standards state anything of drivers', () => {
  it('everything is unknown, nobody falls short, and no share is told', async () => {
    const { subjectId } = await licensed('barnsley')
    const barnsley = office(registry, 'barnsley')
    expect(await read(subjectId, undefined, barnsley)).toEqual({
      driverId: subjectId,
      on: '2026-03-02',
      standards: { seq: 1, effectiveFrom: '2020-01-01' },
      meetsAll: null,
      criteria: ['background-check', 'safeguarding-training', 'qualification', 'camera'].map((criterion) => ({
        criterion,
        status: 'unknown',
        reason: 'standard-not-stated',
        factIds: [],
        until: null,
      })),
    })
    expect((await read(subjectId, '2019-12-31', barnsley)).standards).toBeNull()
    expect(await shortfalls('', 'barnsley')).toEqual({ items: [], next: null })
    for (let n = 0; n < 19; n++) await licensed('barnsley')
    const answer = (await shares('barnsley')).json()
    expect(answer).toMatchObject({ drivers: 20, all: { isAsked: null, met: null, share: null } })
    for (const each of answer.criteria) expect(each).toMatchObject({ isAsked: null, met: null, share: null })
  })
})

describe('one driver', () => {
  let driverId: string
  beforeAll(async () => {
    await newStandards(registry, 'rotherham', { ...RULES, cctv: CCTV_RULE })
  })
  beforeEach(async () => {
    driverId = await rotherham.subject('private-hire-driver')
  })

  it('meets all four with what was recorded, and no longer when the check falls due', async () => {
    expect(await statuses(driverId)).toEqual(['not-met', 'not-met', 'not-met', 'unknown'])
    const vehicleId = await rotherham.subject('private-hire-vehicle')
    await rotherham.grant('private-hire-vehicle', {}, vehicleId)
    const { record: fit } = camera(registry, vehicleId)
    await fit(installation({ on: '2026-02-01' }))
    await fit(inspection({ on: '2026-03-01' }))
    const facts = []
    for (const body of [
      check('2025-01-10'),
      check('2025-10-31', 'update-service'),
      training,
      qualification,
      { type: 'vehicle-driven', on: '2026-02-01', vehicleId },
    ])
      facts.push((await record(driverId, body)).id)
    expect(await read(driverId)).toMatchObject({
      standards: { seq: 2, effectiveFrom: '2015-07-06' },
      meetsAll: true,
      criteria: [
        { status: 'met', reason: 'checked-in-time', factIds: [facts[0], facts[1]], until: '2026-04-30' },
        { status: 'met', reason: 'trained', factIds: [facts[2]], until: '2029-01-15' },
        { status: 'met', reason: 'qualified', factIds: [facts[3]], until: null },
        { status: 'met', reason: 'vehicles-meet-the-rule', factIds: [facts[4]], until: null },
      ],
    })
    expect(await read(driverId, '2026-05-01')).toMatchObject({ meetsAll: false })
    expect(await statuses(driverId, '2026-05-01')).toEqual(['not-met', 'met', 'met', 'met'])
    // The licence of the vehicle begins on 2 March.
    expect((await read(driverId, '2026-03-01')).criteria[3]).toMatchObject({
      status: 'unknown',
      reason: 'vehicle-unknown',
    })
    // Its camera was to be inspected within a year.
    expect((await read(driverId, '2027-03-01')).criteria[3].status).toBe('met')
  })

  it.each<[string, (CctvStatus | null)[], object, string]>([
    ['compliant', ['compliant'], {}, 'met'],
    ['exempt', ['exempt'], {}, 'met'],
    ['not required', ['not-required'], {}, 'met'],
    ['non-compliant', ['non-compliant'], {}, 'not-met'],
    ['awaiting fit', ['awaiting-fit'], {}, 'not-met'],
    ['unknown', ['unknown'], {}, 'unknown'],
    ['without a time line', [null], {}, 'unknown'],
    ['with a line of earlier standards', ['compliant'], { seq: 1 }, 'unknown'],
    ['no longer licensed', ['compliant'], { standing: inForceThen('2026-03-02', 'revoked') }, 'unknown'],
    ['with two licences, one non-compliant', ['compliant', 'non-compliant'], {}, 'not-met'],
    ['with two licences, one without a line', ['compliant', null], {}, 'unknown'],
  ])('who drives a vehicle %s', async (_, lines, options, expected) => {
    const vehicleId = await vehicle(lines[0] ?? null, options)
    for (const line of lines.slice(1)) await vehicle(line, { ...options, vehicleId })
    await record(driverId, { type: 'vehicle-driven', on: '2026-02-01', vehicleId })
    expect((await statuses(driverId))[3]).toBe(expected)
  })

  it('the camera is read at the step that holds, from its first day to its last', async () => {
    const { id, subjectId } = await plantLicence(registry.db, { kind: 'private-hire-vehicle', number: 'PLATE-STEPS' })
    const [a, b] = [startOfLondonDay('2026-03-29'), startOfLondonDay('2026-03-30')]
    await plantLine(id, subjectId, [
      { from: null, until: a, status: 'compliant', reasons: [] },
      { from: a, until: b, status: 'non-compliant', reasons: [] },
      { from: b, until: null, status: 'exempt', reasons: [] },
    ])
    await record(driverId, { type: 'vehicle-driven', on: '2026-02-01', vehicleId: subjectId })
    const on = async (day: string) => (await statuses(driverId, day))[3]
    expect([await on('2026-03-28'), await on('2026-03-29'), await on('2026-03-30')]).toEqual(['met', 'not-met', 'met'])
    expect([await on('2025-12-31'), await on('2027-12-31'), await on('2028-01-01')]).toEqual([
      'unknown',
      'met',
      'unknown',
    ])
  })

  it('today is answered as of now, like the list of who falls short; another day as it begins', async () => {
    const early = Date.parse('2026-03-02T08:00:00Z')
    const [before, held] = inForce() as [StandingStep, StandingStep]
    // Lifted at eight, an hour before the clock.
    const standing: StandingStep[] = [
      before,
      { ...held, until: early, verdict: 'no', situation: 'suspended' },
      { ...held, from: early, until: null },
    ]
    const wolverhampton = office(registry, 'wolverhampton')
    await newStandards(registry, 'wolverhampton', { ...RULES, cctv: CCTV_RULE })
    const vehicleId = await vehicle('compliant', { standing, authority: 'wolverhampton' })
    const { subjectId } = await licensed('wolverhampton')
    await record(subjectId, { type: 'vehicle-driven', on: '2026-02-01', vehicleId }, wolverhampton)
    const listed = async () => (await shortfalls('?criterion=camera', 'wolverhampton')).items.length
    const status = async (day?: string) => (await read(subjectId, day, wolverhampton)).criteria[3].status
    expect([await status(), await status('2026-03-02'), await listed()]).toEqual(['met', 'met', 0])
    registry.clock.set('2026-03-02T07:59:59Z')
    expect([await status(), await status('2026-03-02'), await listed()]).toEqual(['unknown', 'unknown', 1])
    registry.clock.set('2026-03-03T09:00:00Z')
    expect([await status('2026-03-02'), await status()]).toEqual(['unknown', 'met'])
  })

  it('an annulled fact no longer counts once a second person agreed', async () => {
    const fact = await record(driverId, check('2026-03-02'))
    const body = { type: fact.type, correction: { factId: fact.id, effect: 'annul', why: 'Another driver’s.' } }
    const proposed = await rotherham.officer.post(`/v1/drivers/${driverId}/criteria-facts`, body)
    expect((await statuses(driverId))[0]).toBe('met')
    await rotherham.approve(proposed)
    expect((await statuses(driverId))[0]).toBe('not-met')
  })
})

describe('a whole register', () => {
  const sheffield = () => office(registry, 'sheffield')
  /** Twelve meet all that is asked; six of the others were never checked, of whom one was not trained either. */
  const drivers: string[] = []
  beforeAll(async () => {
    await newStandards(registry, 'sheffield', {
      ...RULES,
      driverCriteria: { ...DRIVER_CRITERIA, qualification: null, camera: null },
    })
    for (let n = 0; n < 18; n++) {
      const { subjectId } = await licensed('sheffield')
      drivers.push(subjectId)
      if (n < 12) await record(subjectId, check('2026-01-10'), sheffield())
      if (n !== 12) await record(subjectId, training, sheffield())
    }
    // Not licensed now: expired, suspended, not yet in force. None of them counts, whatever was recorded.
    for (const standing of [
      inForce('2024-01-01', '2026-03-01'),
      inForceThen('2026-03-02', 'suspended'),
      inForce('2026-03-03'),
    ])
      await licensed('sheffield', standing)
    // One person, two licences.
    await licensed('sheffield', inForce(), drivers[0])
  })
  const of = async (what: string) => {
    const answer = (await shares('sheffield')).json()
    return answer.criteria.find(({ criterion }: Finding) => criterion === what)
  }
  /** A figure is kept for a minute. */
  const later = (minutes: number) => registry.clock.set(new Date(Date.UTC(2026, 2, 2, 9, minutes)).toISOString())

  it('anybody may read the shares: each person is counted once, and nobody is named', async () => {
    const answer = await shares('sheffield')
    expect(answer.headers['cache-control']).toBe('public, max-age=60')
    // 18 drivers, 12 checked, 17 trained: all but one. Of what is shown none is exact, so the one is not told.
    expect(answer.json()).toEqual({
      authority: 'sheffield',
      asAt: '2026-03-02T09:00:00.000Z',
      drivers: 15,
      all: { isAsked: true, met: 10, share: 0.667 },
      criteria: [
        { criterion: 'background-check', isAsked: true, met: 10, share: 0.667 },
        { criterion: 'safeguarding-training', isAsked: true, met: 15, share: 1 },
        { criterion: 'qualification', isAsked: false, met: null, share: null },
        { criterion: 'camera', isAsked: false, met: null, share: null },
      ],
    })
    const scrutinised = await shares('sheffield', registry.as('scrutiny.system'))
    expect(scrutinised.json()).toEqual(answer.json())
    expect(refusal(await shares('atlantis'))).toEqual([404, 'not-found'])
    expect(refusal(await shares('Sheffield'))).toEqual([400, 'invalid-request', '/authority'])
  })

  it('who falls short is listed for the own authority: all that is asked and not shown to be met', async () => {
    const { items, next } = await shortfalls('', 'sheffield')
    expect(next).toBeNull()
    expect(items.map(({ driverId }: { driverId: string }) => driverId).sort()).toEqual(drivers.slice(12).sort())
    const worst = items.find(({ driverId }: { driverId: string }) => driverId === drivers[12])
    expect(worst).toEqual({
      driverId: drivers[12],
      name: 'Fictional Example',
      badgeNumbers: [expect.stringMatching(/^BADGE-/)],
      shortOf: [
        {
          criterion: 'background-check',
          status: 'not-met',
          reason: 'no-enhanced-certificate',
          factIds: [],
          until: null,
        },
        { criterion: 'safeguarding-training', status: 'not-met', reason: 'not-trained', factIds: [], until: null },
      ],
    })
    const untrained = await shortfalls('?criterion=safeguarding-training', 'sheffield')
    expect(untrained.items).toMatchObject([
      { driverId: drivers[12], shortOf: [{ criterion: 'safeguarding-training' }] },
    ])
    expect(await shortfalls('?criterion=camera', 'sheffield')).toEqual({ items: [], next: null })
    const theirs = JSON.stringify(await shortfalls())
    for (const id of drivers) expect(theirs).not.toContain(id)
  })

  it('is paged without a gap or a repetition', async () => {
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { driverId: string }[]; next: string | null } = await shortfalls(
        `?limit=4${cursor && `&cursor=${cursor}`}`,
        'sheffield',
      )
      expect(page.items.length).toBeLessThanOrEqual(4)
      seen.push(...page.items.map(({ driverId }) => driverId))
      cursor = page.next
    }
    expect(seen).toEqual(drivers.slice(12).sort())
    expect(refusal(await registry.as('sheffield.officer').get('/v1/driver-criteria/shortfalls?cursor=bm8'))).toEqual([
      400,
      'invalid-request',
      '/cursor',
    ])
  })

  it('a figure is kept for a minute, and of those who ask at once all are told the same', async () => {
    later(5)
    const before = await of('background-check')
    for (const driver of drivers.slice(13, 16)) await record(driver, check('2026-03-01'), sheffield())
    expect(await of('background-check')).toEqual(before)
    later(6)
    const together = await Promise.all([shares('sheffield'), shares('sheffield'), shares('sheffield')])
    expect(new Set(together.map(({ body }) => body)).size).toBe(1)
    expect(await of('background-check')).toMatchObject({ met: 15 })
  })

  it('no figure of 1 to 4 is shown, and none exactly', async () => {
    later(10)
    await record(drivers[12]!, training, sheffield())
    expect(await of('safeguarding-training')).toMatchObject({ met: 15, share: 1 })
    for (let n = 0; n < 4; n++) await licensed('plymouth')
    await newStandards(registry, 'plymouth', { ...RULES, driverCriteria: { ...DRIVER_CRITERIA, camera: null } })
    // Of an authority with few drivers not even how many they are.
    const none = { met: null, share: null }
    expect((await shares('plymouth')).json()).toMatchObject({ drivers: null, all: { met: 0, share: null } })
    const { subjectId } = await licensed('plymouth')
    await record(subjectId, training, office(registry, 'plymouth'))
    later(12)
    const { drivers: total, all, criteria } = (await shares('plymouth')).json()
    expect([total, all]).toEqual([5, { isAsked: true, met: 0, share: 0 }])
    expect(criteria[1]).toMatchObject({ isAsked: true, ...none })
    expect((await shares('glasgow-city')).json()).toMatchObject({ drivers: 0, all: none })
  })

  it('licensed is who may drive at the instant: what is counted is what a time line says', async () => {
    const standing = inForceThen('2026-06-15', 'suspended')
    const { subjectId } = await licensed('cardiff', standing)
    await newStandards(registry, 'cardiff', RULES)
    const listed = async (at: string) => {
      registry.clock.set(at)
      return (await shortfalls('', 'cardiff')).items.map(({ driverId }: { driverId: string }) => driverId)
    }
    expect(await listed('2025-12-31T23:59:59.999Z')).toEqual([])
    expect(await listed('2026-01-01T00:00:00Z')).toEqual([subjectId])
    expect(await listed('2026-03-02T09:00:00Z')).toEqual([subjectId])
    expect(await listed('2026-06-14T22:59:59.999Z')).toEqual([subjectId])
    expect(await listed('2026-06-14T23:00:00Z')).toEqual([])
  })
})

it('a register of many batches is read to its end, each driver once', async () => {
  await plantGranted(registry.db, 1_000, 'MANY')
  expect((await shares()).json()).toMatchObject({ drivers: 1_000, all: { isAsked: true, met: 0, share: 0 } })
  const seen: string[] = []
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: { items: { driverId: string }[]; next: string | null } = await shortfalls(
      `?limit=100${cursor && `&cursor=${cursor}`}`,
    )
    seen.push(...page.items.map(({ driverId }) => driverId))
    cursor = page.next
  }
  expect([seen.length, new Set(seen).size]).toEqual([1_000, 1_000])
})

it('a driver of no authority is not found', async () => {
  expect(refusal(await rotherham.officer.get(`/v1/drivers/${randomUUID()}/criteria`))).toEqual([404, 'not-found'])
  expect(refusal(await rotherham.officer.get(`/v1/drivers/${randomUUID()}/criteria?on=2026-02-30`))).toEqual([
    400,
    'invalid-request',
    '/on',
  ])
})
