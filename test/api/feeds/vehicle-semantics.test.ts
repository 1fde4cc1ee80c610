import type { Feed } from '../../../src/features/feeds/feed.schema.js'
import { annul, lift, office, refuseRenewal, suspend } from '../../support/office.js'
import { aVehicle } from '../../support/people.js'
import { plantStated } from '../../support/plant-stated.js'
import { plantRevoked } from '../../support/plant-revoked.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { send } from './feeding.js'
import { forgetStatements } from './forget-statements.js'
import { aVehicleLine, vehicleFiles, type Line } from './vehicle-story.js'

// Monday 2 March 2026 unless the clock is set. A file is a full snapshot: each test sends what is licensed before it, with what it is about.
let registry: Registry
let rotherham: ReturnType<typeof vehicleFiles>
let here: ReturnType<typeof office>
const YESTERDAY = '2026-03-01'
const TODAY = '2026-03-02'
const TOMORROW = '2026-03-03'

beforeAll(async () => {
  registry = await startRegistry()
  rotherham = vehicleFiles(registry)
  here = office(registry)
})
beforeEach(async () => {
  registry.clock.set('2026-03-02T09:00:00Z')
  await forgetStatements(registry.db)
})
afterAll(() => registry.close())

const fleet = (size: number) => Array.from({ length: size }, () => aVehicleLine())
const countsOf = ({ counts }: Feed) => counts?.total
const differ = async (feed: Feed) =>
  (await rotherham.differences(feed)).map(({ sign, line, vrm, fields, why }) => ({ sign, line, vrm, fields, why }))
const isStanding = async (vrm: string) => (await rotherham.stated(vrm)).some(({ ended }) => ended === null)
const standing = async () =>
  (
    await registry.db.pool.query(
      `SELECT vrm, number, kind, description, starts_on::text, ends_on::text, is_wheelchair_accessible FROM stated_licence
       WHERE ended_by IS NULL ORDER BY vrm, number, starts_on, ends_on`,
    )
  ).rows
const rowsEver = async () => Number((await registry.db.pool.query('SELECT count(*) FROM stated_licence')).rows[0].count)

describe('what is compared', () => {
  it('counts and lists what is missing, changed and added, in this order; what is the same is counted only', async () => {
    const [same, changed, gone, ...more] = fleet(40) as [Line, Line, Line, ...Line[]]
    await rotherham.send([same, changed, gone, ...more])
    const added = aVehicleLine()
    const feed = await rotherham.send([added, ...more, { ...changed, wheelchair: 'TRUE' }, same])
    expect(feed).toMatchObject({ state: 'previewed', personsNeeded: 1 })
    expect(countsOf(feed)).toMatchObject({
      added: 1,
      changed: 1,
      missing: 1,
      unchanged: 38,
      conflicts: 0,
      standing: 40,
      secondPerson: 0,
    })
    expect(await differ(feed)).toEqual([
      { sign: 'missing', line: null, vrm: gone.vrm, fields: null, why: null },
      {
        sign: 'changed',
        line: 39,
        vrm: changed.vrm,
        fields: { isWheelchairAccessible: { was: null, willBe: true } },
        why: null,
      },
      { sign: 'added', line: 1, vrm: added.vrm, fields: null, why: null },
    ])
    expect(await isStanding(added.vrm)).toBe(false)
    expect((await rotherham.approve(feed)).state).toBe('applied')
    expect(await isStanding(gone.vrm)).toBe(false)
    expect(await isStanding(added.vrm)).toBe(true)
    const [now, before] = await rotherham.stated(changed.vrm)
    expect(now).toMatchObject({
      isWheelchairAccessible: true,
      ended: null,
      stated: { feedId: feed.id, act: 'applied' },
    })
    expect(before).toMatchObject({ isWheelchairAccessible: null, ended: { feedId: feed.id, act: 'applied' } })
  })
  it('the same in another order, or written otherwise, changes nothing and writes nothing', async () => {
    const lines = fleet(30)
    await rotherham.send(lines)
    const rows = await rowsEver()
    const turned = lines.toReversed().map((line) => ({ ...line, vrm: line.vrm.toLowerCase() }))
    const feed = await rotherham.send(turned)
    expect(feed).toMatchObject({
      state: 'applied',
      counts: { total: { added: 0, changed: 0, missing: 0, unchanged: 30 } },
    })
    expect(await rowsEver()).toBe(rows)
  })
  it('kind and its wording may change under the same period', async () => {
    const [one, other] = fleet(2) as [Line, Line]
    await rotherham.send([one, other])
    const feed = await rotherham.send([
      { ...one, description: 'taxi' },
      { ...other, description: 'phv' },
    ])
    expect((await differ(feed)).map(({ fields }) => fields)).toEqual([
      {
        kind: { was: 'private-hire-vehicle', willBe: 'hackney-carriage-vehicle' },
        description: { was: 'PHV', willBe: 'taxi' },
      },
      { description: { was: 'PHV', willBe: 'phv' } },
    ])
    expect(feed.state).toBe('applied')
  })
  it.each([
    ['a later last day', { endsOn: '2027-06-30' }],
    ['an earlier first day', { startsOn: '2025-12-01' }],
    ['a renewal from today', { startsOn: TODAY, endsOn: '2027-03-01' }],
    ['a renewal begun yesterday', { startsOn: YESTERDAY, endsOn: '2027-01-14' }],
  ])('%s loses no day: it is a change, and needs nobody', async (_, corrected) => {
    const lines = fleet(3) as [Line, Line, Line]
    await rotherham.send(lines)
    const feed = await rotherham.send([{ ...lines[0], ...corrected }, lines[1], lines[2]])
    expect(feed).toMatchObject({
      state: 'applied',
      counts: { total: { added: 0, changed: 1, missing: 0, unchanged: 2 } },
    })
    expect(await rotherham.stated(lines[0].vrm)).toMatchObject([
      { ...corrected, ended: null },
      { ended: { feedId: feed.id } },
    ])
  })
  it.each([
    ['an earlier last day', { endsOn: '2027-01-13' }],
    ['a renewal from tomorrow on', { startsOn: TOMORROW, endsOn: '2027-03-01' }],
    ['another kind for longer', { endsOn: '2027-06-30', description: 'taxi' }],
    ['another plate', { plate: 'Z-1' }],
  ])('%s is a licence missing and another added', async (_, corrected) => {
    const lines = fleet(3) as [Line, Line, Line]
    await rotherham.send(lines)
    const feed = await rotherham.send([{ ...lines[0], ...corrected }, lines[1], lines[2]])
    expect(feed).toMatchObject({
      state: 'previewed',
      counts: { total: { added: 1, changed: 0, missing: 1, unchanged: 2 } },
    })
    expect(await isStanding(lines[0].vrm)).toBe(true)
  })
  it('of two that could stand for one, neither is taken for it', async () => {
    const lines = fleet(3) as [Line, Line, Line]
    await rotherham.send(lines)
    const longer = { ...lines[0], endsOn: '2027-06-30' }
    const feed = await rotherham.send([longer, { ...longer, endsOn: '2027-07-31' }, lines[1], lines[2]])
    expect(countsOf(feed)).toMatchObject({ added: 2, changed: 0, missing: 1 })
  })
  it('what has run out is not missed; what ends today is', async () => {
    const lines = fleet(40)
    const [over, last] = [aVehicleLine({ endsOn: YESTERDAY }), aVehicleLine({ endsOn: TODAY })]
    const first = await rotherham.send([...lines, over, last])
    expect(countsOf(first)).toMatchObject({ added: 42, standing: 0 })
    const feed = await rotherham.send(lines)
    expect(countsOf(feed)).toMatchObject({ missing: 1, unchanged: 40, standing: 41 })
    expect((await differ(feed)).map(({ vrm }) => vrm)).toEqual([last.vrm])
    await rotherham.approve(feed)
    expect(await isStanding(over.vrm)).toBe(true)
  })
  it('one of twenty missing is one person’s to confirm, one of nineteen two persons’', async () => {
    const lines = fleet(20)
    await rotherham.send(lines)
    const feed = await rotherham.send(lines.slice(1))
    expect(feed).toMatchObject({ personsNeeded: 1, counts: { total: { missing: 1, standing: 20 } } })
    await rotherham.approve(feed)
    expect(await rotherham.send(lines.slice(2))).toMatchObject({
      personsNeeded: 2,
      counts: { total: { missing: 1, standing: 19 } },
    })
  })
  it('a licence twice in one file is a fault at the second line and each after it', async () => {
    const [one, other] = fleet(2) as [Line, Line]
    const lines = [one, other, { ...one, wheelchair: 'true' }, { ...other, plate: 'Z-2' }, one]
    const problem = (await send(registry, rotherham.textOf(lines))).json()
    expect(problem).toMatchObject({ status: 422, type: '/problems/feed-not-valid' })
    expect(problem.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/lines/3', '/lines/5'])
    expect(problem.errors[0].detail).toBe('Line 3: There are multiple vehicles with the same VRN')
    expect(await standing()).toEqual([])
  })
  it('another authority’s statements of the same vehicle are neither missing nor in the way', async () => {
    const sheffield = vehicleFiles(registry, { authority: 'sheffield', name: 'Sheffield' })
    const lines = fleet(2)
    await sheffield.send(lines)
    expect(await rotherham.send(lines)).toMatchObject({ state: 'applied', counts: { total: { added: 2, missing: 0 } } })
    expect(await sheffield.stated(lines[0]?.vrm ?? '')).toHaveLength(1)
  })
})

describe('what was decided here', () => {
  const PERIOD = { startsOn: TODAY, endsOn: '2027-03-01' }
  /** A vehicle with a licence granted here, and the line of a file that says the same. */
  const granted = async () => {
    const line = aVehicleLine(PERIOD)
    const vehicle = here.made(await here.officer.post('/v1/vehicles', aVehicle({ vrm: line.vrm })))
    const licence = await here.grant('private-hire-vehicle', { number: line.plate, period: PERIOD }, vehicle.id)
    return { line, licence }
  }
  const suspended = async (licenceId: string): Promise<string> => {
    const body = suspend({ legalBasis: 'lgmpa-1976-s68', grounds: ['vehicle-unfit'], isImmediate: true })
    return here.made(await here.decide(licenceId, body)).decision.id
  }

  it('and said again is the same, and not stated a second time', async () => {
    const { line } = await granted()
    const feed = await rotherham.send([line])
    expect(feed).toMatchObject({
      state: 'applied',
      counts: { total: { added: 0, unchanged: 1, conflicts: 0, standing: 0 } },
    })
    expect(await rotherham.stated(line.vrm)).toEqual([])
    expect(await rotherham.send([aVehicleLine()])).toMatchObject({ counts: { total: { missing: 0 } } })
  })
  it.each([
    ['another period', { endsOn: '2027-03-02' }, 'recorded-differently'],
    ['another plate', { plate: 'Z-3' }, 'recorded-differently'],
    ['another kind', { description: 'taxi' }, 'recorded-differently'],
    ['its plate on another vehicle', { vrm: 'Z10 ZZZ' }, 'number-held-by-another'],
  ])('%s is a conflict: not applied, and told again each time', async (_, otherwise, why) => {
    const { line, licence } = await granted()
    for (let again = 0; again < 2; again++) {
      const feed = await rotherham.send([...fleet(1 + again).slice(again), { ...line, ...otherwise }].reverse())
      expect(countsOf(feed)).toMatchObject({ conflicts: 1, unchanged: 0 })
      const [conflict] = await rotherham.differences(feed)
      expect(conflict).toMatchObject({ n: 1, sign: 'conflict', line: 1, why, licenceId: licence.id })
      if (feed.state === 'previewed') await rotherham.approve(feed)
    }
    expect(await rotherham.stated('Z10ZZZ')).toEqual([])
    expect(await rotherham.stated(line.vrm)).toEqual([])
  })
  it('a plate in small letters, or with a space, is the plate', async () => {
    const { line } = await granted()
    const written = `${line.plate.slice(0, 1)} ${line.plate.slice(1)}`.toLowerCase()
    expect(countsOf(await rotherham.send([{ ...line, plate: written }]))).toMatchObject({ unchanged: 1, conflicts: 0 })
  })
  it('a suspension stands against the file until it is lifted; then both agree', async () => {
    const { line, licence } = await granted()
    const decisionId = await suspended(licence.id)
    const first = await rotherham.send([line])
    expect(first).toMatchObject({ state: 'applied', counts: { total: { conflicts: 1, unchanged: 0 } } })
    expect(await rotherham.differences(first)).toMatchObject([{ sign: 'conflict', why: 'decided-here' }])
    const lifted = await here.decide(licence.id, lift(decisionId, { legalBasis: 'lgmpa-1976-s68' }))
    here.made(await here.approve(lifted))
    const feed = await rotherham.send([line, aVehicleLine()])
    expect(countsOf(feed)).toMatchObject({ conflicts: 0, unchanged: 1, added: 1 })
  })
  it('a refused renewal stands against the next period, until it is annulled; then the very same file is taken anew', async () => {
    const { line, licence } = await granted()
    const url = `/v1/applications/${await here.applyToRenew(licence.id)}/decision`
    const body = refuseRenewal({ legalBasis: 'lgmpa-1976-s60', grounds: ['vehicle-unfit'] })
    const refused = here.made(await here.officer.post(url, body)).decision.id
    registry.clock.set('2027-03-05T09:00:00Z')
    const next = { ...line, startsOn: '2027-03-02', endsOn: '2028-03-01' }
    const elsewhere = aVehicleLine({ plate: line.plate, startsOn: '2027-03-04', endsOn: '2028-03-03' })
    const first = await rotherham.send([next, elsewhere])
    expect(first).toMatchObject({ state: 'applied', counts: { total: { conflicts: 1, added: 1 } } })
    expect(await rotherham.differences(first)).toMatchObject([
      { sign: 'conflict', why: 'decided-here', licenceId: licence.id },
      { sign: 'added', vrm: elsewhere.vrm },
    ])
    expect(await rotherham.stated(line.vrm)).toEqual([])
    here.made(await here.approve(await here.decide(licence.id, annul('refuse-renewal', refused))))
    const again = await rotherham.send([next, elsewhere])
    expect(again.id).not.toBe(first.id)
    expect(again).toMatchObject({ state: 'applied', counts: { total: { conflicts: 0, added: 1, unchanged: 1 } } })
    // There was nothing in its way: now it is only confirmed.
    expect((await rotherham.send([next, elsewhere])).id).toBe(again.id)
  })
  it('after the file outweighs what the file stated, which is neither ended nor missing', async () => {
    const line = aVehicleLine()
    await rotherham.send([line])
    const vehicle = here.made(await here.officer.post('/v1/vehicles', aVehicle({ vrm: line.vrm })))
    const licence = await here.grant('private-hire-vehicle', { number: line.plate, period: PERIOD }, vehicle.id)
    await suspended(licence.id)
    const feed = await rotherham.send([line, aVehicleLine()])
    expect(feed).toMatchObject({ state: 'applied', counts: { total: { conflicts: 1, missing: 0, added: 1 } } })
    expect(await isStanding(line.vrm)).toBe(true)
    const info = await here.officer.get(`/v1/vehicles/${line.vrm}/licence-info`)
    expect(info.json()).toMatchObject({ active: false })
  })
  it('between the preview and the yes makes the preview anew, and the yes void', async () => {
    const lines = fleet(20)
    const { line, licence } = await granted()
    await rotherham.send([...lines, line])
    const seen = await rotherham.send([...lines.slice(1), line])
    expect(seen).toMatchObject({ state: 'previewed', counts: { total: { missing: 1, conflicts: 0, unchanged: 20 } } })
    await suspended(licence.id)
    const feed = await rotherham.approve(seen)
    expect(feed).toMatchObject({ state: 'previewed', approvals: [], counts: { total: { missing: 1, conflicts: 1 } } })
    expect(feed.steps.map(({ step }) => step)).toEqual([
      'received',
      'validated',
      'previewed',
      'approved',
      'validated',
      'previewed',
    ])
    expect(await isStanding(lines[0]?.vrm ?? '')).toBe(true)
    expect((await rotherham.approve(feed)).state).toBe('applied')
  })
  it('between the preview and the yes, where it says what the file says, is not stated beside it', async () => {
    const lines = fleet(20)
    await rotherham.send(lines)
    const line = aVehicleLine(PERIOD)
    const seen = await rotherham.send([...lines.slice(1), line])
    expect(countsOf(seen)).toMatchObject({ missing: 1, added: 1 })
    const vehicle = here.made(await here.officer.post('/v1/vehicles', aVehicle({ vrm: line.vrm })))
    await here.grant('private-hire-vehicle', { number: line.plate, period: PERIOD }, vehicle.id)
    const feed = await rotherham.approve(seen)
    expect(feed).toMatchObject({ state: 'previewed', counts: { total: { missing: 1, added: 0, unchanged: 20 } } })
  })
  it('is found for each of thousands of rows', async () => {
    const lines = Array.from({ length: 4_200 }, (_, i) => aVehicleLine({ vrm: `${1 + (i % 4_200)}AB` }))
    await plantRevoked(
      registry.db,
      lines.slice(0, 4_100).map(({ vrm, plate: number }) => ({ vrm, number })),
    )
    expect(await rotherham.send(lines)).toMatchObject({
      state: 'applied',
      counts: { total: { added: 100, conflicts: 4_100 } },
    })
  })
  it('and over long ago stands in nobody’s way', async () => {
    const { line } = await granted()
    registry.clock.set('2028-06-01T09:00:00Z')
    const again = { ...line, startsOn: '2028-05-01', endsOn: '2029-04-30' }
    const feed = await rotherham.send([again, { ...again, vrm: 'Z11ZZZ', startsOn: '2028-05-02' }])
    expect(feed).toMatchObject({ state: 'applied', counts: { total: { added: 2, conflicts: 0 } } })
  })
})

it('a statement that came another way since the preview makes it anew: the same is never stated twice', async () => {
  const lines = fleet(20)
  await rotherham.send(lines)
  const added = aVehicleLine()
  const seen = await rotherham.send([...lines.slice(1), added])
  expect(countsOf(seen)).toMatchObject({ missing: 1, added: 1 })
  const { plate: number, startsOn, endsOn } = added
  await plantStated(registry.db, [{ vrm: added.vrm, number, startsOn, endsOn }], { authority: 'rotherham' })
  const feed = await rotherham.approve(seen)
  expect(feed).toMatchObject({
    state: 'previewed',
    approvals: [],
    counts: { total: { missing: 1, added: 0, unchanged: 20 } },
  })
})

describe('undoing', () => {
  it('restores what stood, word for word, as new facts; nothing is deleted', async () => {
    const [same, changed, gone, extended] = fleet(4) as [Line, Line, Line, Line]
    await rotherham.send([same, changed, gone, extended])
    const before = await standing()
    registry.clock.set('2026-03-03T09:00:00Z')
    const feed = await rotherham.send([
      same,
      { ...changed, description: 'taxi' },
      { ...extended, endsOn: '2027-12-31' },
      aVehicleLine(),
    ])
    expect((await rotherham.approve(feed)).state).toBe('applied')
    expect(await standing()).not.toEqual(before)
    const rows = await rowsEver()
    registry.clock.set('2026-03-04T09:00:00Z')
    expect((await rotherham.undo(feed)).state).toBe('undone')
    expect(await standing()).toEqual(before)
    expect(await rowsEver()).toBe(rows + 3)
    const [restored] = await rotherham.stated(gone.vrm)
    expect(restored).toMatchObject({
      ended: null,
      stated: { feedId: feed.id, act: 'undone', at: '2026-03-04T09:00:00.000Z' },
    })
  })
  it('one after the other leads back to nothing', async () => {
    const lines = fleet(30)
    const feeds = [
      await rotherham.send(lines.slice(0, 20)),
      await rotherham.send(lines),
      await rotherham.send(lines.map((line) => ({ ...line, wheelchair: 'false' }))),
    ]
    for (const feed of feeds.toReversed()) expect((await rotherham.undo(feed)).state).toBe('undone')
    expect(await standing()).toEqual([])
    expect(await rotherham.send(lines)).toMatchObject({
      state: 'applied',
      counts: { total: { added: 30, standing: 0 } },
    })
  })
})
