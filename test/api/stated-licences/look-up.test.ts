import { inForce, inForceThen, plantLicence, plantOperatorSystem } from '../../support/licences.js'
import { lift, office, suspend } from '../../support/office.js'
import { aVehicle } from '../../support/people.js'
import { endStated, plantStated } from '../../support/plant-stated.js'
import { startRegistry, type Registry } from '../../support/registry.js'

// Monday 2 March 2026, 09:00.
let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
})
afterAll(() => registry.close())

let count = 0
const aMark = () => `LUK${++count}`
const lookUp = (vrm: string, who = 'booking.system') => registry.as(who).get(`/v1/vehicles/${vrm}/licence-info`)
const info = async (vrm: string) => (await lookUp(vrm)).json()
const PLANTED = { authority: 'sheffield', at: '2026-03-02T06:00:00Z' }
/** With what the planted statement does not say. */
const say = async (vrm: string, columns: Record<string, unknown>, planted = PLANTED) =>
  plantStated(registry.db, [{ vrm, number: `S-${vrm}`, ...columns }], planted)

describe('GET /v1/vehicles/{vrm}/licence-info', () => {
  it('answers in the shape of the national register', async () => {
    const vrm = aMark()
    await say(vrm, {})
    const answer = await registry
      .as('booking.system')
      .get(`/v1/vehicles/${vrm.toLowerCase().replace('U', 'U%20')}/licence-info`, { 'x-correlation-id': 'a-1' })
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['x-correlation-id']).toBe('a-1')
    expect(answer.json()).toEqual({
      active: true,
      description: 'PHV',
      wheelchairAccessible: null,
      licensedStatusExpires: '2026-12-31',
      licensingAuthoritiesNames: ['Sheffield'],
      addedTimestamp: '2026-03-02 06:00:00',
    })
  })
  it.each([
    ['one that nobody knows', 'ZZ99ZZZ', 404],
    ['what is no mark', 'NOTAMARK1', 400],
    ['a NUL', '%00', 400],
    ['what looks like SQL', "';--", 400],
  ])('%s: %s is %i, as a problem', async (_, vrm, status) => {
    const answer = await lookUp(encodeURI(vrm).replace('%2500', '%00'))
    expect(answer.statusCode).toBe(status)
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })
  it.each<[string, { startsOn?: string; endsOn?: string }, boolean]>([
    ['ended yesterday', { endsOn: '2026-03-01' }, false],
    ['ends today', { endsOn: '2026-03-02' }, true],
    ['begins today', { startsOn: '2026-03-02' }, true],
    ['begins tomorrow', { startsOn: '2026-03-03' }, false],
  ])('one that %s is known, and active only if it covers today', async (_, dates, isActive) => {
    const vrm = aMark()
    await say(vrm, dates)
    expect(await info(vrm)).toMatchObject({
      active: isActive,
      licensedStatusExpires: isActive ? (dates.endsOn ?? '2026-12-31') : null,
      description: isActive ? 'PHV' : null,
      licensingAuthoritiesNames: ['Sheffield'],
    })
  })
  it('what a later file ended is not known any more', async () => {
    const vrm = aMark()
    await endStated(registry.db, await say(vrm, {}))
    expect((await lookUp(vrm)).statusCode).toBe(404)
  })
  it('takes together what several authorities state and what is recorded here', async () => {
    const vrm = aMark()
    await say(vrm, { endsOn: '2026-06-30' })
    await say(vrm, { endsOn: '2026-03-01' }, { authority: 'barnsley', at: '2026-03-01T23:30:00Z' })
    await plantLicence(registry.db, {
      kind: 'hackney-carriage-vehicle',
      number: `R-${vrm}`,
      vrm,
      authority: 'rotherham',
    })
    expect(await info(vrm)).toEqual({
      active: true,
      // The licence recorded here was there first, on 1 January.
      description: 'taxi',
      wheelchairAccessible: null,
      licensedStatusExpires: '2027-12-31',
      licensingAuthoritiesNames: ['Barnsley', 'Rotherham', 'Sheffield'],
      addedTimestamp: '2026-01-01 00:00:00',
    })
  })
  it('a wheelchair fits if an active licence says so, not if only an old one does', async () => {
    const vrm = aMark()
    const set = (batch: number, fits: boolean) =>
      registry.db.pool.query(
        `INSERT INTO stated_licence (authority_slug, kind, vrm, number, starts_on, ends_on, description, is_wheelchair_accessible, stated_by)
         SELECT authority_slug, kind, vrm, number || $2, starts_on, ends_on, description, $2::boolean, stated_by FROM stated_licence WHERE stated_by = $1`,
        [batch, fits],
      )
    const over = await say(vrm, { endsOn: '2026-03-01' })
    await set(over, true)
    expect(await info(vrm)).toMatchObject({ active: false, wheelchairAccessible: false })
    const active = await say(vrm, { number: `T-${vrm}` })
    expect(await info(vrm)).toMatchObject({ active: true, wheelchairAccessible: null })
    await set(active, false)
    expect(await info(vrm)).toMatchObject({ wheelchairAccessible: false })
    const another = await say(vrm, { number: `U-${vrm}` })
    await set(another, true)
    expect(await info(vrm)).toMatchObject({ wheelchairAccessible: true })
  })
  it('from the file of an authority that is overdue nothing is active; of the others it is', async () => {
    const vrm = aMark()
    await say(vrm, {}, { authority: 'cardiff', at: '2026-02-23T08:59:59Z' })
    expect(await info(vrm)).toMatchObject({ active: false, licensingAuthoritiesNames: ['Cardiff'] })
    await say(vrm, {})
    expect(await info(vrm)).toMatchObject({ active: true, licensingAuthoritiesNames: ['Cardiff', 'Sheffield'] })
  })
  it.each(['suspended', 'revoked', 'temporarily-suspended', 'surrendered'] as const)(
    'a licence recorded here as %s is not active, and neither is what a file says of its vehicle or plate',
    async (situation) => {
      const [vrm, other] = [aMark(), aMark()]
      const standing = inForceThen('2026-03-01', situation)
      await plantLicence(registry.db, {
        kind: 'private-hire-vehicle',
        number: `S-${vrm}`,
        vrm,
        authority: 'sheffield',
        standing,
      })
      expect(await info(vrm)).toMatchObject({ active: false, licensedStatusExpires: null })
      await say(vrm, { number: 'OTHER' })
      await say(other, { number: `s-${vrm}` })
      expect(await info(vrm)).toMatchObject({ active: false })
      expect(await info(other)).toMatchObject({ active: false })
    },
  )
  it('a licence recorded by another authority speaks for that one only', async () => {
    const vrm = aMark()
    await plantLicence(registry.db, {
      kind: 'private-hire-vehicle',
      number: `S-${vrm}`,
      vrm,
      authority: 'rotherham',
      standing: inForceThen('2026-03-01', 'revoked'),
    })
    await say(vrm, {})
    expect(await info(vrm)).toMatchObject({ active: true, licensingAuthoritiesNames: ['Rotherham', 'Sheffield'] })
  })
  it('a vehicle recorded here without a licence is not known', async () => {
    const vrm = aMark()
    await registry.as('rotherham.officer').post('/v1/vehicles', aVehicle({ vrm }))
    expect((await lookUp(vrm)).statusCode).toBe(404)
  })
})

describe('POST /v1/vehicles/licences-info/search', () => {
  const search = (vrms: unknown) => registry.as('booking.system').post('/v1/vehicles/licences-info/search', { vrms })
  it('answers each that is known, by its mark as it is kept; the rest is left out', async () => {
    const [one, two] = [aMark(), aMark()]
    await say(one, {})
    await say(two, { endsOn: '2026-03-01' })
    const answer = await search([
      one.toLowerCase(),
      two,
      `${two.slice(0, 2)} ${two.slice(2)}`,
      'ZZ99ZZZ',
      'no mark at all'.slice(0, 15),
    ])
    expect(answer.statusCode).toBe(200)
    expect(Object.keys(answer.json().licencesInformation).sort()).toEqual([one, two].sort())
    expect(answer.json().licencesInformation[one]).toEqual(await info(one))
    expect(answer.json().licencesInformation[two]).toEqual(await info(two))
  })
  it.each([
    ['none', []],
    ['151', Array.from({ length: 151 }, (_, i) => `A${i}`)],
    ['one of 16 characters', ['A'.repeat(16)]],
    ['one that is no text', [7]],
    ['no list', 'CU12345'],
  ])('%s: 400', async (_, vrms) => {
    expect((await search(vrms)).statusCode).toBe(400)
  })
  it('150 at once', async () => {
    const vrms = Array.from({ length: 150 }, (_, i) => `BUK${i + 1}`)
    await plantStated(
      registry.db,
      vrms.map((vrm, i) => ({ vrm, number: `B-${i}` })),
    )
    expect(Object.keys((await search(vrms)).json().licencesInformation)).toHaveLength(150)
  })
})

describe('GET /v1/vehicles/{vrm}/licence-info-historical', () => {
  const history = async (vrm: string, query = 'startDate=2026-01-01&endDate=2026-12-31&pageNumber=0&pageSize=10') =>
    registry.as('rotherham.officer').get(`/v1/vehicles/${vrm}/licence-info-historical?${query}`)
  const told = async (vrm: string) =>
    (await history(vrm)).json().changes.map(({ modifyDate, action }: Record<string, string>) => [modifyDate, action])

  it('answers in the shape of the national register; of nothing, nothing', async () => {
    const vrm = aMark()
    expect((await history(vrm)).json()).toEqual({
      page: 0,
      pageCount: 0,
      perPage: 10,
      totalChangesCount: 0,
      changes: [],
    })
    await say(vrm, {})
    expect((await history(vrm)).json()).toEqual({
      page: 0,
      pageCount: 1,
      perPage: 10,
      totalChangesCount: 1,
      changes: [
        {
          modifyDate: '2026-03-02',
          action: 'Created',
          licensingAuthorityName: 'Sheffield',
          plateNumber: `S-${vrm}`,
          licenceStartDate: '2026-01-01',
          licenceEndDate: '2026-12-31',
          wheelchairAccessible: null,
        },
      ],
    })
  })
  it.each([
    'startDate=2026-01-01&endDate=2026-12-31&pageNumber=0',
    'startDate=2026-01-01&endDate=2026-12-31&pageSize=10',
    'startDate=2026-01-01&pageNumber=0&pageSize=10',
    'endDate=2026-12-31&pageNumber=0&pageSize=10',
    'startDate=2026-02-30&endDate=2026-12-31&pageNumber=0&pageSize=10',
    'startDate=2026-01-01&endDate=2026-12-31&pageNumber=-1&pageSize=10',
    'startDate=2026-01-01&endDate=2026-12-31&pageNumber=0&pageSize=0',
    'startDate=2026-01-01&endDate=2026-12-31&pageNumber=1e99&pageSize=10',
  ])('%s: 400', async (query) => {
    expect((await history('CU12345', query)).statusCode).toBe(400)
  })
  it('days are London’s, both ends are included, pages are counted from 0', async () => {
    const vrm = aMark()
    // Half past eleven in the evening in UTC is the next day in summer.
    const batch = await say(vrm, {}, { authority: 'sheffield', at: '2026-07-15T23:30:00Z' })
    await endStated(registry.db, batch, { authority: 'sheffield', at: '2026-12-15T23:30:00Z' })
    expect(await told(vrm)).toEqual([
      ['2026-12-15', 'Removed'],
      ['2026-07-16', 'Created'],
    ])
    const page = (query: string) => history(vrm, query)
    const one = await page('startDate=2026-07-16&endDate=2026-07-16&pageNumber=0&pageSize=10')
    expect(one.json()).toMatchObject({ totalChangesCount: 1, changes: [{ action: 'Created' }] })
    const none = await page('startDate=2026-07-17&endDate=2026-12-14&pageNumber=0&pageSize=10')
    expect(none.json()).toMatchObject({ totalChangesCount: 0 })
    const second = await page('startDate=2026-01-01&endDate=2026-12-31&pageNumber=1&pageSize=1')
    expect(second.json()).toMatchObject({ page: 1, pageCount: 2, perPage: 1, changes: [{ action: 'Created' }] })
    const third = await page('startDate=2026-01-01&endDate=2026-12-31&pageNumber=2&pageSize=1')
    expect(third.json()).toMatchObject({ pageCount: 2, changes: [] })
  })
  it('tells what was granted, suspended and given back here', async () => {
    const rotherham = office(registry)
    const vrm = aMark()
    const vehicle = rotherham.made(await rotherham.officer.post('/v1/vehicles', aVehicle({ vrm })))
    const licence = await rotherham.grant('private-hire-vehicle', {}, vehicle.id)
    expect(await told(vrm)).toEqual([['2026-03-02', 'Created']])
    const s68 = { legalBasis: 'lgmpa-1976-s68', grounds: ['vehicle-unfit'], isImmediate: true }
    registry.clock.set('2026-03-03T09:00:00Z')
    const on = { decidedOn: '2026-03-03', notifiedOn: '2026-03-03' }
    const suspended = rotherham.made(await rotherham.decide(licence.id, suspend({ ...s68, ...on })))
    expect(await told(vrm)).toEqual([
      ['2026-03-03', 'Removed'],
      ['2026-03-02', 'Created'],
    ])
    registry.clock.set('2026-03-05T09:00:00Z')
    const body = lift(suspended.decision.id, { legalBasis: 'lgmpa-1976-s68', decidedOn: '2026-03-05' })
    rotherham.made(await rotherham.approve(await rotherham.decide(licence.id, body)))
    expect(await told(vrm)).toEqual([
      ['2026-03-05', 'Created'],
      ['2026-03-03', 'Removed'],
      ['2026-03-02', 'Created'],
    ])
    registry.clock.set('2026-03-02T09:00:00Z')
  })
  it('a licence that only runs out was never removed', async () => {
    const vrm = aMark()
    await plantLicence(registry.db, {
      kind: 'private-hire-vehicle',
      number: `R-${vrm}`,
      vrm,
      standing: inForce('2025-01-01', '2025-12-31'),
    })
    expect(await told(vrm)).toEqual([])
  })
})
