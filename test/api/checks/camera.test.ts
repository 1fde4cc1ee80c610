import { recomputeCompliance } from '../../../src/features/cctv/index.js'
import { SCRUTINY } from '../../support/cast.js'
import { askForCameras, camera, exemption, fault, inspection, installation, removal } from '../../support/cctv-facts.js'
import { plantLicence, plantOperatorSystem } from '../../support/licences.js'
import { office, suspend, type Granted } from '../../support/office.js'
import { lineOf, plantLine } from '../../support/plant-compliance.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { CCTV_RULE, newStandards } from '../../support/standards.js'

let registry: Registry
let rotherham: ReturnType<typeof office>
const offices = new Map<string, typeof rotherham>()
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
  offices.set('rotherham', rotherham)
  await plantOperatorSystem(registry.db, 'booking.system')
  await askForCameras(registry)
})
afterAll(() => registry.close())

const ask = async (
  plateNumber: string,
  { authority = 'rotherham', ...more }: { authority?: string; at?: string } = {},
) => {
  const question = { authority, badgeNumber: 'NOBODY', vehicle: { plateNumber }, ...more }
  const answer = await registry.as('booking.system').post('/v1/booking-checks', question)
  expect(answer.statusCode).toBe(200)
  return answer.json()
}
const cctv = async (licence: { number: string }, more?: { authority?: string; at?: string }) =>
  (await ask(licence.number, more)).vehicle.cctv
/** A vehicle licence granted today, and the camera of its vehicle. */
const licensed = async (authority = 'rotherham') => {
  const its = offices.get(authority) ?? office(registry, authority)
  offices.set(authority, its)
  const licence: Granted = await its.grant('private-hire-vehicle')
  return { licence, ...camera(registry, licence.holder.id, authority) }
}
const compliant = async () => {
  const vehicle = await licensed()
  await vehicle.record(installation())
  await vehicle.record(inspection())
  return vehicle
}

describe('a booking check tells, of the vehicle’s camera, the status and nothing else', () => {
  it('non-compliant without a camera, unknown until it is inspected, then compliant', async () => {
    const { licence, record } = await licensed()
    expect(await cctv(licence)).toBe('non-compliant')
    await record(installation())
    expect(await cctv(licence)).toBe('unknown')
    await record(inspection())
    expect((await ask(licence.number)).vehicle).toEqual({
      licensed: 'yes',
      licences: [{ kind: 'private-hire-vehicle', validUntil: '2027-03-01' }],
      cctv: 'compliant',
    })
  })

  it('exempt, by registration mark as by plate', async () => {
    const { licence, agree } = await licensed()
    await agree(exemption())
    expect(await cctv(licence)).toBe('exempt')
    const { vrm } = (await rotherham.officer.get(`/v1/vehicles/${licence.holder.id}`)).json()
    const question = { authority: 'rotherham', badgeNumber: 'NOBODY', vehicle: { vrm } }
    const answer = await registry.as('booking.system').post('/v1/booking-checks', question)
    expect(answer.json().vehicle.cctv).toBe('exempt')
  })

  it('awaiting-fit in a transition, not-required where the standards ask for none, unknown where they say nothing', async () => {
    const transition = { requiredFrom: '2026-03-02', transitionUntil: '2026-03-31' }
    await newStandards(registry, 'wolverhampton', { cctv: { ...CCTV_RULE, ...transition } })
    await newStandards(registry, 'sheffield', { cctv: { isRequired: false } })
    const status = async (authority: string) => cctv((await licensed(authority)).licence, { authority })
    expect(await status('wolverhampton')).toBe('awaiting-fit')
    expect(await status('sheffield')).toBe('not-required')
    expect(await status('barnsley')).toBe('unknown')
  })

  it('of a pick-up ahead, what will hold then if nothing more is recorded', async () => {
    const { licence, record } = await compliant()
    await record(fault())
    expect(await cctv(licence)).toBe('compliant')
    expect(await cctv(licence, { at: '2026-03-09T23:59:59.999Z' })).toBe('compliant')
    expect(await cctv(licence, { at: '2026-03-10T00:00:00Z' })).toBe('non-compliant')
  })

  it('of a vehicle with two licences, the one that promises least', async () => {
    const { licence, record } = await compliant()
    await newStandards(registry, 'rotherham', { cctv: { ...CCTV_RULE, appliesTo: ['private-hire-vehicle'] } })
    await recomputeCompliance(registry.deps)
    await rotherham.grant('hackney-carriage-vehicle', { number: licence.number }, licence.holder.id)
    await record(fault())
    const both = async (at?: string) => (await ask(licence.number, at === undefined ? {} : { at })).vehicle
    expect(await both()).toMatchObject({ licences: [{}, {}], cctv: 'not-required' })
    expect(await both('2026-03-10T00:00:00Z')).toMatchObject({ licences: [{}, {}], cctv: 'non-compliant' })
    await newStandards(registry, 'rotherham', { cctv: CCTV_RULE })
    await recomputeCompliance(registry.deps)
  })

  it('unknown while it is derived anew after a change of the standards, also one that is still to come', async () => {
    const { licence } = await compliant()
    await newStandards(registry, 'rotherham', { effectiveFrom: '2026-05-01', cctv: CCTV_RULE })
    expect(await cctv(licence)).toBe('unknown')
    await recomputeCompliance(registry.deps)
    expect(await cctv(licence)).toBe('compliant')
  })

  it('unknown where none was derived', async () => {
    expect(await cctv(await plantLicence(registry.db, { kind: 'private-hire-vehicle', number: 'UNDERIVED' }))).toBe(
      'unknown',
    )
  })
})

describe('of a vehicle that is not licensed it tells nothing', () => {
  it('answers alike of one with a camera, of one without, and of one that is not', async () => {
    const vehicles = [await compliant(), await licensed()]
    const body = suspend({ legalBasis: 'lgmpa-1976-s68', grounds: ['vehicle-unfit'], isImmediate: true })
    for (const { licence } of vehicles) expect((await rotherham.decide(licence.id, body)).statusCode).toBe(201)
    const [one, other, nobody] = await Promise.all(
      [...vehicles.map(({ licence }) => licence.number), 'NO-SUCH'].map(async (number) => (await ask(number)).vehicle),
    )
    expect(one).toEqual({ licensed: 'no', licences: [], cctv: 'unknown' })
    expect([other, nobody]).toEqual([one, one])
  })

  it('is unknown as well where the vehicles of the authority are too long out of date', async () => {
    const licence = await plantLicence(registry.db, {
      kind: 'private-hire-vehicle',
      number: 'STALE',
      authority: 'cardiff',
    })
    await plantLine(registry.db, licence, lineOf([[null, 'compliant']]), { authority: 'cardiff' })
    expect(await cctv(licence, { authority: 'cardiff' })).toBe('compliant')
    await registry.db.pool.query(
      `UPDATE data_source SET mode = 'feed', updated_at = '2026-02-01' WHERE authority_slug = 'cardiff' AND class = 'vehicle'`,
    )
    expect((await ask('STALE', { authority: 'cardiff' })).vehicle).toEqual({
      licensed: 'unknown',
      licences: [],
      cctv: 'unknown',
    })
  })
})

it('the receipt keeps the status that was told, for the operator as for scrutiny', async () => {
  const { licence, record } = await compliant()
  const { checkId } = await ask(licence.number)
  await record(removal())
  expect(await cctv(licence)).toBe('non-compliant')
  for (const who of ['booking.system', SCRUTINY]) {
    const receipt = await registry.as(who).get(`/v1/booking-checks/${checkId}`)
    expect(receipt.json().answer.vehicle.cctv).toBe('compliant')
  }
})

describe('how old the facts of a feed may be', () => {
  const licensedNow = async () => {
    const question = { authority: 'plymouth', badgeNumber: 'FED' }
    return (await registry.as('booking.system').post('/v1/booking-checks', question)).json().licensed
  }

  it('say the standards in force today, of those the ones recorded last, and none that have yet to begin', async () => {
    await plantLicence(registry.db, { kind: 'private-hire-driver', number: 'FED', authority: 'plymouth' })
    await registry.db.pool.query(
      `UPDATE data_source SET mode = 'feed', updated_at = '2026-03-01T06:00:00Z' WHERE authority_slug = 'plymouth' AND class = 'driver'`,
    )
    expect(await licensedNow()).toBe('yes')
    await newStandards(registry, 'plymouth', { freshnessLimitHours: 30, effectiveFrom: '2026-03-02' })
    await newStandards(registry, 'plymouth', { freshnessLimitHours: 168, effectiveFrom: '2026-03-04' })
    expect(await licensedNow()).toBe('yes')
    registry.clock.set('2026-03-02T12:00:00.001Z')
    expect(await licensedNow()).toBe('unknown')
    registry.clock.set('2026-03-03T23:59:59.999Z')
    expect(await licensedNow()).toBe('unknown')
    registry.clock.set('2026-03-04T00:00:00Z')
    expect(await licensedNow()).toBe('yes')
  })
})
