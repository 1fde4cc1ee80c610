import { addDays, startOfLondonDay } from '../../../src/domain/calendar.js'
import type { StandingStep } from '../../../src/domain/standing.js'
import { inForce, inForceThen, plantLicence, plantOperatorSystem } from '../../support/licences.js'
import { office, suspend } from '../../support/office.js'
import { endStated, plantStated } from '../../support/plant-stated.js'
import { lineOf, plantLine } from '../../support/plant-compliance.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
  await plantLicence(registry.db, { kind: 'private-hire-driver', number: 'PHD-1', authority: 'sheffield' })
  await plantLicence(registry.db, { kind: 'hackney-carriage-driver', number: 'HCD-1', authority: 'sheffield' })
  await plantLicence(registry.db, { kind: 'private-hire-operator', number: 'PHO-1', authority: 'sheffield' })
})
afterAll(() => registry.close())

const ask = async (vehicle: { vrm: string } | { plateNumber: string }, more: object = {}) => {
  const question = { authority: 'sheffield', badgeNumber: 'PHD-1', vehicle, ...more }
  const answer = await registry.as('booking.system').post('/v1/booking-checks', question)
  expect(answer.statusCode).toBe(200)
  return answer.json()
}
const licensed = async (...of: Parameters<typeof ask>): Promise<string> => (await ask(...of)).vehicle.licensed
/** By its mark, then by its plate. */
const both = async (vrm: string, plateNumber: string, more?: object) => [
  await licensed({ vrm }, more),
  await licensed({ plateNumber }, more),
]
/** A vehicle of its own for each test: marks and plates that no other has. */
let count = 0
const aVehicle = () => ({ vrm: `FED${++count}A`, number: `S-${count}` })

describe('a vehicle that a feed states', () => {
  it('is licensed, by mark and by plate, until its last day; of its camera nothing is known', async () => {
    const { vrm, number } = aVehicle()
    await plantStated(registry.db, [{ vrm, number }])
    for (const vehicle of [{ vrm }, { plateNumber: number }])
      expect(await ask(vehicle)).toMatchObject({
        vehicle: {
          licensed: 'yes',
          licences: [{ kind: 'private-hire-vehicle', validUntil: '2026-12-31' }],
          cctv: 'unknown',
        },
        sourceUpdatedAt: '2026-03-02T06:00:00.000Z',
      })
  })
  it('is found by its plate in whatever case and spacing the file has it, and the asker', async () => {
    const { vrm } = aVehicle()
    await plantStated(registry.db, [{ vrm, number: 'be BCC 1' }])
    for (const plateNumber of ['BEBCC1', 'bebcc 1', 'be BCC 1']) expect(await licensed({ plateNumber })).toBe('yes')
  })
  it('is not at another authority, nor under another plate or mark', async () => {
    const { vrm, number } = aVehicle()
    await plantStated(registry.db, [{ vrm, number }])
    expect(await both(vrm, number, { authority: 'rotherham' })).toEqual(['no', 'no'])
    expect(await both('FED9999', 'S-9999')).toEqual(['no', 'no'])
  })
  it('is so from the first moment of its first day in London to the last of its last', async () => {
    const { vrm, number } = aVehicle()
    await plantStated(registry.db, [{ vrm, number, startsOn: '2026-03-29', endsOn: '2026-03-30' }])
    for (const [at, said] of [
      ['2026-03-28T23:59:59.999Z', 'no'],
      ['2026-03-29T00:00:00Z', 'yes'],
      ['2026-03-30T22:59:59.999Z', 'yes'],
      ['2026-03-30T23:00:00Z', 'no'],
    ] as const)
      expect(await both(vrm, number, { at })).toEqual([said, said])
  })
  it('is not any more the day after its last', async () => {
    const { vrm, number } = aVehicle()
    await plantStated(registry.db, [{ vrm, number, startsOn: '2025-03-02', endsOn: '2026-03-01' }])
    expect(await both(vrm, number)).toEqual(['no', 'no'])
  })
  it('makes the lock with a driver and an operator, as a taxi and as a private hire vehicle', async () => {
    const [private_, taxi] = [aVehicle(), aVehicle()]
    await plantStated(registry.db, [private_, { ...taxi, kind: 'hackney-carriage-vehicle' }])
    const lock = async ({ vrm }: { vrm: string }, more: object) => (await ask({ vrm }, more)).tripleLock
    expect(await lock(private_, { operatorLicenceNumber: 'PHO-1' })).toBe('satisfied')
    expect(await lock(private_, { operatorLicenceNumber: 'NOBODY' })).toBe('broken')
    expect(await lock(taxi, { badgeNumber: 'HCD-1' })).toBe('not-applicable')
    expect(await lock(taxi, { operatorLicenceNumber: 'PHO-1' })).toBe('broken')
  })
  it('with two statements that overlap is told once, until the first of them ends', async () => {
    const { vrm, number } = aVehicle()
    await plantStated(registry.db, [
      { vrm, number, endsOn: '2027-02-28' },
      { vrm, number, endsOn: '2026-04-30' },
    ])
    expect((await ask({ vrm })).vehicle.licences).toEqual([{ kind: 'private-hire-vehicle', validUntil: '2026-04-30' }])
    expect((await ask({ vrm }, { at: '2026-03-31T12:00:00Z' })).vehicle.licensed).toBe('yes')
  })
  it('is nobody’s by a plate that the file gives to everybody', async () => {
    const vehicles = Array.from({ length: 51 }, () => ({ ...aVehicle(), number: 'N/A' }))
    await plantStated(registry.db, vehicles.slice(1))
    expect(await licensed({ plateNumber: 'n/a' })).toBe('yes')
    await plantStated(registry.db, vehicles.slice(0, 1))
    expect(await licensed({ plateNumber: 'n/a' })).toBe('no')
    expect(await licensed({ vrm: vehicles[0]?.vrm ?? '' })).toBe('yes')
  })
})

describe('freshness', () => {
  it('unknown, known or not, once the feed is over its limit; exactly at it, yes', async () => {
    const { vrm, number } = aVehicle()
    await plantStated(registry.db, [{ vrm, number }], { authority: 'barnsley', at: '2026-02-23T09:00:00Z' })
    expect(await both(vrm, number, { authority: 'barnsley' })).toEqual(['yes', 'yes'])
    await plantStated(registry.db, [], { authority: 'barnsley', at: '2026-02-23T08:59:59Z' })
    for (const vehicle of [{ vrm }, { plateNumber: number }, { vrm: 'FED9999' }])
      expect(await ask(vehicle, { authority: 'barnsley' })).toMatchObject({
        vehicle: { licensed: 'unknown', licences: [], cctv: 'unknown' },
        sourceUpdatedAt: '2026-02-23T08:59:59.000Z',
      })
  })
  it('a statement counts in mode feed only: nobody could tell how old it is otherwise', async () => {
    const { vrm, number } = aVehicle()
    await plantStated(registry.db, [{ vrm, number }], { authority: 'cardiff' })
    expect(await both(vrm, number, { authority: 'cardiff' })).toEqual(['yes', 'yes'])
    await registry.db.pool.query(
      `UPDATE data_source SET mode = 'registry', updated_at = NULL WHERE authority_slug = 'cardiff' AND class = 'vehicle'`,
    )
    expect(await both(vrm, number, { authority: 'cardiff' })).toEqual(['no', 'no'])
  })
  it('what a later batch ended is seen by the very next check, and what it stated', async () => {
    const { vrm, number } = aVehicle()
    for (let again = 0; again < 3; again++) {
      const batch = await plantStated(registry.db, [{ vrm, number }])
      expect(await both(vrm, number)).toEqual(['yes', 'yes'])
      await endStated(registry.db, batch)
      expect(await both(vrm, number)).toEqual(['no', 'no'])
    }
  })
})

describe('what was decided here', () => {
  const plant = (
    { vrm, number }: { vrm: string; number: string },
    standing: StandingStep[],
    kind: 'private-hire-vehicle' | 'hackney-carriage-vehicle' = 'private-hire-vehicle',
  ) => plantLicence(registry.db, { kind, vrm, number, standing, authority: 'sheffield' })

  it.each(['suspended', 'temporarily-suspended', 'revoked', 'surrendered'] as const)(
    '%s wins by mark, by its plate, and by any plate that the feed states of the vehicle',
    async (situation) => {
      const [here, other] = [aVehicle(), aVehicle()]
      await plantStated(registry.db, [here, { ...here, number: other.number }])
      expect(await both(here.vrm, other.number)).toEqual(['yes', 'yes'])
      await plant(here, inForceThen('2026-02-01', situation))
      expect(await both(here.vrm, here.number)).toEqual(['no', 'no'])
      expect(await licensed({ plateNumber: other.number })).toBe('no')
    },
  )
  it('wins by the plate, whichever vehicle the feed says bears it', async () => {
    const [here, other] = [aVehicle(), aVehicle()]
    await plantStated(registry.db, [{ vrm: other.vrm, number: here.number }])
    await plant(here, inForceThen('2026-02-01', 'revoked'))
    expect(await both(other.vrm, here.number)).toEqual(['no', 'no'])
  })
  it('wins by the plate also where the file spells it in another way', async () => {
    const { vrm } = aVehicle()
    await plantStated(registry.db, [{ vrm, number: 'spelt 1' }])
    await plant({ ...aVehicle(), number: 'SPELT1' }, inForceThen('2026-02-01', 'revoked'))
    expect(await both(vrm, 'SPELT1')).toEqual(['no', 'no'])
  })
  it('unsettled stays unknown', async () => {
    const [here, other] = [aVehicle(), aVehicle()]
    await plantStated(registry.db, [here, { ...here, number: other.number }])
    await plant(here, inForceThen('2026-02-01', 'appeal-unsettled', 'unknown'))
    expect(await both(here.vrm, here.number)).toEqual(['unknown', 'unknown'])
    expect(await licensed({ plateNumber: other.number })).toBe('unknown')
  })
  it('and ran out does not stand in the way of what the feed states since', async () => {
    const here = aVehicle()
    await plantStated(registry.db, [here])
    await plant(here, inForce('2025-01-01', '2025-12-31'))
    expect((await ask({ vrm: here.vrm })).vehicle.licences).toEqual([
      { kind: 'private-hire-vehicle', validUntil: '2026-12-31' },
    ])
    expect(await both(here.vrm, here.number)).toEqual(['yes', 'yes'])
  })
  it('and in force is what is told, whatever the feed says of it; its camera with it', async () => {
    const [here, other] = [aVehicle(), aVehicle()]
    await plantStated(registry.db, [here, { ...here, number: other.number }])
    const licence = await plant(here, inForce())
    const told = { licensed: 'yes', licences: [{ kind: 'private-hire-vehicle', validUntil: '2027-12-31' }] }
    expect((await ask({ vrm: here.vrm })).vehicle).toEqual({ ...told, cctv: 'unknown' })
    await plantLine(registry.db, licence, lineOf([[null, 'compliant']]), { authority: 'sheffield' })
    expect((await ask({ vrm: here.vrm })).vehicle).toEqual({ ...told, cctv: 'compliant' })
    expect((await ask({ plateNumber: other.number })).vehicle).toMatchObject({ licensed: 'yes', cctv: 'compliant' })
  })
  it('an officer’s suspension is seen by the very next check, and so is its lifting', async () => {
    const { officer, grant, decide, approve } = office(registry, 'sheffield')
    const vehicle = aVehicle()
    const licence = await grant('private-hire-vehicle', { number: vehicle.number })
    const { vrm } = (await officer.get(`/v1/vehicles/${licence.holder.id}`)).json()
    const other = aVehicle().number
    await plantStated(registry.db, [{ vrm, number: other }])
    expect(await both(vrm, other)).toEqual(['yes', 'yes'])
    const body = suspend({ legalBasis: 'lgmpa-1976-s68', grounds: ['vehicle-unfit'], isImmediate: true })
    const suspended = await decide(licence.id, body)
    expect(suspended.statusCode).toBe(201)
    expect(await both(vrm, other)).toEqual(['no', 'no'])
    const lift = await decide(licence.id, {
      type: 'lift-suspension',
      decidedOn: '2026-03-02',
      notifiedOn: '2026-03-02',
      legalBasis: 'lgmpa-1976-s68',
      liftsDecisionId: suspended.json().decision.id,
      reasons: 'Repaired.',
      decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
    })
    expect([lift.statusCode, (await approve(lift)).statusCode]).toEqual([202, 201])
    expect(await both(vrm, other)).toEqual(['yes', 'yes'])
  })
  it('of another authority says nothing here', async () => {
    const here = aVehicle()
    await plantStated(registry.db, [here])
    await plantLicence(registry.db, {
      ...here,
      kind: 'private-hire-vehicle',
      standing: inForceThen('2026-02-01', 'revoked'),
      authority: 'rotherham',
    })
    expect(await both(here.vrm, here.number)).toEqual(['yes', 'yes'])
  })
})

it('the receipt keeps on which statements of which batch the answer rests, and on which licences', async () => {
  const here = aVehicle()
  const batch = await plantStated(registry.db, [here])
  const licence = await plantLicence(registry.db, {
    ...here,
    kind: 'private-hire-vehicle',
    authority: 'sheffield',
    standing: inForceThen('2026-02-01', 'suspended'),
  })
  const { checkId } = await ask({ vrm: here.vrm }, { badgeNumber: 'NOBODY' })
  const { basis } = await registry.db.prisma.bookingCheck.findUniqueOrThrow({ where: { id: checkId } })
  const { id } = await registry.db.prisma.statedLicence.findFirstOrThrow({ where: { vrm: here.vrm } })
  expect(basis).toEqual([
    { id: licence.id, version: 1 },
    { stated: String(id), batch },
  ])
})

it('a statement that ended long ago costs a check nothing, and one to come is answered of its day', async () => {
  const { vrm, number } = aVehicle()
  const years = Array.from({ length: 60 }, (_, n) => addDays('2025-12-01', -n))
  await plantStated(registry.db, [
    ...years.map((endsOn) => ({ vrm, number, startsOn: '2020-01-01', endsOn })),
    { vrm, number, startsOn: '2026-03-10' },
  ])
  expect(await both(vrm, number)).toEqual(['no', 'no'])
  const at = new Date(startOfLondonDay('2026-03-10')).toISOString()
  expect(await both(vrm, number, { at })).toEqual(['yes', 'yes'])
})
