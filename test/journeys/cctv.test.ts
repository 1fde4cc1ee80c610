import { followStandards } from '../../src/features/cctv/index.js'
import { SCRUTINY } from '../support/cast.js'
import { askForCameras, camera, exemption, fault, inspection, installation, repair } from '../support/cctv-facts.js'
import { plantOperatorSystem } from '../support/licences.js'
import { office, refusal, type Granted } from '../support/office.js'
import { aVersion, CCTV_RULE, proposeStandards } from '../support/standards.js'
import { startRegistry, type Registry } from '../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
})
afterAll(() => registry.close())

describe('a vehicle from its grant to the day on which its camera is no longer good enough', () => {
  let licence: Granted
  let faultId: string
  const rotherham = () => office(registry)
  const its = () => camera(registry, licence.holder.id)
  /** What a booking system is told of a pick-up at an instant, now unless said otherwise. */
  const told = async (at?: string) => {
    const question = { authority: 'rotherham', badgeNumber: 'NOBODY', vehicle: { plateNumber: licence.number }, at }
    const { licensed, cctv } = (await registry.as('booking.system').post('/v1/booking-checks', question)).json().vehicle
    return [licensed, cctv]
  }
  const list = async (query = '', who = 'rotherham.officer') =>
    (await registry.as(who).get(`/v1/cctv-compliance${query}`)).json()
  const listed = async () => (await list()).items[0]
  const codes = ({ reasons }: { reasons: { code: string }[] }) => reasons.map(({ code }) => code)
  /** Status by month, of the one vehicle there is. */
  const history = async (from: string, who = 'rotherham.officer') => {
    const { items } = (
      await registry.as(who).get(`/v1/cctv-compliance/history?authority=rotherham&from=${from}`)
    ).json()
    return items.map(({ month, counts }: { month: string; counts: Record<string, number> }) => [
      month,
      Object.keys(counts)
        .filter((status) => counts[status] === 1)
        .join(),
    ])
  }

  it('2 March: is granted where nothing is said about cameras, so that nobody can say', async () => {
    licence = await rotherham().grant('private-hire-vehicle')
    expect(await told()).toEqual(['yes', 'unknown'])
    expect(codes(await listed())).toEqual(['standard-not-stated'])
  })

  it('the authority writes down what it has asked since 2015; until the time lines are derived anew, nothing is believed', async () => {
    await askForCameras(registry)
    expect(await told()).toEqual(['yes', 'unknown'])
    expect(await list()).toMatchObject({ items: [{ isCurrent: false }], notCurrent: 1 })
    await followStandards(registry.deps)
    expect(await told()).toEqual(['yes', 'non-compliant'])
    expect(codes(await listed())).toEqual(['no-system'])
  })

  it('a system is fitted and inspected the same day', async () => {
    await its().record(installation())
    expect(await told()).toEqual(['yes', 'unknown'])
    await its().record(inspection())
    expect(await told()).toEqual(['yes', 'compliant'])
    expect(await listed()).toMatchObject({
      since: '2026-03-02T00:00:00.000Z',
      nextChange: {
        at: '2027-03-03T00:00:00.000Z',
        status: 'non-compliant',
        reasons: [{ code: 'inspection-overdue' }],
      },
    })
    expect(await history('2026-02')).toEqual([
      ['2026-02', ''],
      ['2026-03', 'compliant'],
    ])
  })

  it('7 April: a fault is reported; there are seven days to repair it, and it is on the list of what falls due', async () => {
    registry.clock.set('2026-04-07T09:00:00Z')
    expect((await list('?dueWithin=14')).items).toEqual([])
    faultId = (await its().record(fault({ on: '2026-04-07' }))).fact.id
    expect((await list('?dueWithin=7')).items).toEqual([])
    expect((await list('?dueWithin=8')).items).toMatchObject([
      {
        number: licence.number,
        status: 'compliant',
        reasons: [{ code: 'meets-the-rule' }, { code: 'fault-within-repair-time', factId: faultId }],
        nextChange: { at: '2026-04-14T23:00:00.000Z', status: 'non-compliant' },
      },
    ])
    expect([await told(), await told('2026-04-14T23:00:00Z')]).toEqual([
      ['yes', 'compliant'],
      ['yes', 'non-compliant'],
    ])
  })

  it('15 April: nobody has repaired it; bookings are told, without anybody having recorded anything', async () => {
    registry.clock.set('2026-04-14T22:59:59.999Z')
    expect(await told()).toEqual(['yes', 'compliant'])
    registry.clock.set('2026-04-14T23:00:00Z')
    expect(await told()).toEqual(['yes', 'non-compliant'])
    expect(await list('?status=non-compliant')).toMatchObject({
      items: [{ reasons: [{ code: 'fault-not-repaired', factId: faultId }] }],
      counts: { compliant: 0, 'non-compliant': 1 },
    })
    expect(await history('2026-03')).toEqual([
      ['2026-03', 'compliant'],
      ['2026-04', 'non-compliant'],
    ])
  })

  it('20 April: it is repaired', async () => {
    registry.clock.set('2026-04-20T09:00:00Z')
    await its().record(repair(faultId, { on: '2026-04-20' }))
    expect(await told()).toEqual(['yes', 'compliant'])
    expect(await listed()).toMatchObject({ status: 'compliant', since: '2026-04-19T23:00:00.000Z' })
    expect((await its().compliance('2026-04-19T12:00:00Z')).licences[0].holds.status).toBe('non-compliant')
  })

  it('10 May: it is exempted for the rest of the month, once a second person agrees', async () => {
    registry.clock.set('2026-05-10T09:00:00Z')
    const proposed = await its().send(exemption({ on: '2026-05-10', until: '2026-05-31' }))
    expect(proposed.statusCode).toBe(202)
    expect(await told()).toEqual(['yes', 'compliant'])
    expect((await rotherham().approve(proposed)).statusCode).toBe(201)
    expect(await told()).toEqual(['yes', 'exempt'])
    expect(await listed()).toMatchObject({
      status: 'exempt',
      nextChange: { at: '2026-05-31T23:00:00.000Z', status: 'compliant' },
    })
    expect((await list('?dueWithin=60')).items).toEqual([])
  })

  it('8 June: new standards know other systems, and leave time to the end of July; two senior officers decide them', async () => {
    registry.clock.set('2026-06-08T09:00:00Z')
    expect(await told()).toEqual(['yes', 'compliant'])
    const rule = {
      ...CCTV_RULE,
      transitionUntil: '2026-07-31',
      approvedSystems: [{ make: 'Imaginary Optics', model: 'Guardian 5' }],
    }
    const proposed = await proposeStandards(registry, 'rotherham', aVersion(registry, { cctv: rule }))
    expect(refusal(await rotherham().approve(proposed))).toEqual([409, 'same-person'])
    await followStandards(registry.deps)
    expect(await told()).toEqual(['yes', 'compliant'])
    expect((await rotherham().approve(proposed, registry.as('rotherham.senior-2'))).statusCode).toBe(201)
    expect(await told()).toEqual(['yes', 'unknown'])
    await followStandards(registry.deps)
    expect(await told()).toEqual(['yes', 'awaiting-fit'])
    expect(codes(await listed())).toEqual(['system-not-approved', 'in-transition'])
    expect((await list('?dueWithin=54')).items).toHaveLength(1)
    expect((await list('?dueWithin=53')).items).toHaveLength(0)
  })

  it('1 August: the time is over', async () => {
    registry.clock.set('2026-07-20T09:00:00Z')
    expect([await told('2026-07-31T22:59:59Z'), await told('2026-07-31T23:00:00Z')]).toEqual([
      ['yes', 'awaiting-fit'],
      ['yes', 'non-compliant'],
    ])
    registry.clock.set('2026-08-01T09:00:00Z')
    expect(await told()).toEqual(['yes', 'non-compliant'])
    expect(codes(await listed())).toEqual(['system-not-approved'])
  })

  it('the history says it all, to scrutiny as to the officers, and names no vehicle', async () => {
    const all = [
      ['2026-02', ''],
      ['2026-03', 'compliant'],
      ['2026-04', 'compliant'],
      ['2026-05', 'exempt'],
      ['2026-06', 'awaiting-fit'],
      ['2026-07', 'awaiting-fit'],
      ['2026-08', 'non-compliant'],
    ]
    expect(await history('2026-02')).toEqual(all)
    expect(await history('2026-02', SCRUTINY)).toEqual(all)
    expect(await list('?authority=rotherham', SCRUTINY)).toMatchObject({
      items: [{ number: licence.number, vehicle: null, status: 'non-compliant' }],
      counts: { 'non-compliant': 1 },
      notCurrent: 0,
    })
  })
})
