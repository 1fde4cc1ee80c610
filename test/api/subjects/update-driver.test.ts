import { randomUUID } from 'node:crypto'
import { aDriver, type DriverBody } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'

const ADDRESS = { line1: '1 Invented Street', line2: null, town: 'Rotherham', postcode: 'S60 2TH' }

describe('PATCH /v1/drivers/{id}', () => {
  let registry: Registry
  let officer: Person
  beforeAll(async () => {
    registry = await startRegistry()
    officer = registry.as('rotherham.officer')
  })
  afterAll(() => registry.close())

  const recorded = async (overrides?: Partial<DriverBody>) =>
    (await officer.post('/v1/drivers', aDriver(overrides))).json() as { id: string; [field: string]: unknown }
  const patch = (id: string, body: unknown, version: number | string = 1, who: Person = officer) =>
    who.patch(`/v1/drivers/${id}`, body, { 'if-match': typeof version === 'number' ? `"${version}"` : version })
  const read = async (id: string) => {
    const answer = await officer.get(`/v1/drivers/${id}`)
    return { driver: answer.json(), etag: answer.headers.etag }
  }
  const audited = () => registry.db.prisma.auditEvent.count()

  describe('200', () => {
    it('changes what is sent, leaves the rest, clears a contact by null, and moves the ETag', async () => {
      const before = await recorded()
      registry.clock.set('2026-03-05T10:00:00Z')
      const answer = await patch(before.id, { email: null, phone: '01709 999999' })
      registry.clock.set('2026-03-02T09:00:00Z')

      expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"2"'])
      const after = { ...before, email: null, phone: '01709 999999', updatedAt: '2026-03-05T10:00:00.000Z' }
      expect(answer.json()).toEqual(after)
      expect(await read(before.id)).toEqual({ driver: after, etag: '"2"' })
    })

    it('keeps the name before as a former name, to the eve of the new one', async () => {
      const { id } = await recorded({ familyName: 'Before' })
      await patch(id, { familyName: 'Between', nameChangedOn: '2026-02-14' })
      await patch(id, { givenNames: 'Fay' }, 2)
      expect((await read(id)).driver).toMatchObject({
        familyName: 'Between',
        givenNames: 'Fay',
        otherNames: [
          { type: 'former', familyName: 'Before', givenNames: 'Farah', endsOn: '2026-02-13' },
          { type: 'former', familyName: 'Between', givenNames: 'Farah', endsOn: null },
        ],
      })
    })

    it('makes no former name of the present one', async () => {
      const { id } = await recorded({ familyName: 'Steady' })
      const answer = await patch(id, { familyName: 'Steady' })
      expect(answer.json().otherNames).toEqual([])
    })

    it('adds an alias', async () => {
      const { id } = await recorded()
      const answer = await patch(id, { newAlias: { familyName: 'Alias', givenNames: 'Al' } })
      expect(answer.json().otherNames).toEqual([{ type: 'alias', familyName: 'Alias', givenNames: 'Al', endsOn: null }])
    })

    it('ends the latest address on the eve of a new one', async () => {
      const { id } = await recorded({
        addresses: [
          { ...ADDRESS, startsOn: '2015-01-01', endsOn: '2018-12-31' },
          { ...ADDRESS, startsOn: '2019-05-01' },
        ],
      })
      const answer = await patch(id, { newAddress: { ...ADDRESS, line1: '9 New Row', startsOn: '2026-03-01' } })
      expect(answer.json().addresses).toEqual([
        { ...ADDRESS, startsOn: '2015-01-01', endsOn: '2018-12-31' },
        { ...ADDRESS, startsOn: '2019-05-01', endsOn: '2026-02-28' },
        { ...ADDRESS, line1: '9 New Row', startsOn: '2026-03-01', endsOn: null },
      ])
    })

    it('ends an address that was to last longer, and no other', async () => {
      const { id } = await recorded({ addresses: [{ ...ADDRESS, startsOn: '2019-05-01', endsOn: '2026-12-31' }] })
      const moved = await patch(id, { newAddress: { ...ADDRESS, startsOn: '2026-03-01' } })
      expect(moved.json().addresses[0].endsOn).toBe('2026-02-28')
      const earlier = await patch(id, { newAddress: { ...ADDRESS, startsOn: '2010-01-01', endsOn: '2012-12-31' } }, 2)
      expect(earlier.json().addresses.map(({ endsOn }: { endsOn: string }) => endsOn)).toEqual([
        '2012-12-31',
        '2026-02-28',
        null,
      ])
    })

    it('adds and corrects identifiers, which move with their index', async () => {
      const first = await recorded({ niNumber: null, drivingLicence: null })
      const change = {
        niNumber: 'HJ111111A',
        drivingLicence: { issuer: 'ni', number: '10203040' },
        dateOfBirth: '1980-01-02',
      }
      expect((await patch(first.id, change)).json()).toMatchObject({ ...change, niNumber: 'HJ111111' })
      expect((await patch(first.id, { niNumber: 'HJ222222B' }, 2)).json().niNumber).toBe('HJ222222')
      expect((await officer.post('/v1/drivers', aDriver({ niNumber: 'HJ222222' }))).statusCode).toBe(409)
      expect((await officer.post('/v1/drivers', aDriver({ niNumber: 'HJ111111' }))).statusCode).toBe(201)
    })

    it('leaves exactly one audit row', async () => {
      const { id } = await recorded()
      const before = await audited()
      await patch(id, { familyName: 'Renamed', newAddress: { ...ADDRESS, startsOn: '2026-03-01' } })
      expect(await audited()).toBe(before + 1)
      const row = await registry.db.prisma.auditEvent.findFirstOrThrow({ orderBy: { seq: 'desc' } })
      expect(row).toMatchObject({ action: 'update-driver', objectKind: 'driver', objectId: id, outcome: 'done' })
    })

    it('says the same again for the same Idempotency-Key, though the ETag has moved', async () => {
      const { id } = await recorded()
      const headers = { 'if-match': '"1"', 'idempotency-key': randomUUID() }
      const first = await officer.patch(`/v1/drivers/${id}`, { familyName: 'Once' }, headers)
      const second = await officer.patch(`/v1/drivers/${id}`, { familyName: 'Once' }, headers)
      expect([second.statusCode, second.json(), second.headers.etag]).toEqual([200, first.json(), '"2"'])
      expect((await read(id)).driver.otherNames).toHaveLength(1)
    })
  })

  describe('412', () => {
    it('of officers who write at once on what they read, one wins and the others write nothing', async () => {
      const { id } = await recorded({ familyName: 'Shared' })
      const people = ['officer', 'officer-2', 'senior', 'senior-2'].map((name) => registry.as(`rotherham.${name}`))
      const answers = await Promise.all(
        people.map((person, n) =>
          patch(
            id,
            { familyName: `By-${n}`, newAddress: { ...ADDRESS, line1: `${n} Row`, startsOn: '2026-03-01' } },
            1,
            person,
          ),
        ),
      )
      expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412])
      const lost = answers.find(({ statusCode }) => statusCode === 412)!
      expect(lost.json().type).toBe('/problems/record-changed')
      const { driver, etag } = await read(id)
      expect(etag).toBe('"2"')
      expect(driver).toEqual(answers.find(({ statusCode }) => statusCode === 200)!.json())
      expect([driver.otherNames.length, driver.addresses.length]).toEqual([1, 2])
    })

    it.each(['"2"', '"0"', '*', 'W/"1"', '1', '"1", "2"', '"01"', '"4294967297"'])('If-Match: %s', async (tag) => {
      const { id } = await recorded()
      const answer = await patch(id, { phone: '01709 111111' }, tag)
      expect([answer.statusCode, answer.json().type]).toEqual([412, '/problems/record-changed'])
      expect((await read(id)).etag).toBe('"1"')
    })
  })

  it('428 without If-Match', async () => {
    const { id } = await recorded()
    const answer = await officer.patch(`/v1/drivers/${id}`, { phone: '01709 111111' })
    expect([answer.statusCode, answer.json().type]).toEqual([428, '/problems/if-match-missing'])
  })

  describe('400', () => {
    it.each<[string, string, unknown]>([
      ['nothing', '', {}],
      ['an unknown key', '/id', { id: randomUUID() }],
      ['the list of addresses', '/addresses', { addresses: [] }],
      ['a name taken away', '/familyName', { familyName: null }],
      ['a NI number taken away', '/niNumber', { niNumber: null }],
      ['a day of change without a name', '/nameChangedOn', { nameChangedOn: '2026-02-14' }],
      ['an impossible day', '/newAddress/startsOn', { newAddress: { ...ADDRESS, startsOn: '2026-02-30' } }],
      ['NUL in an alias', '/newAlias/familyName', { newAlias: { familyName: 'A\u0000', givenNames: 'B' } }],
    ])('%s: names "%s"', async (_, pointer, body) => {
      const { id } = await recorded()
      const answer = await patch(id, body)
      expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, pointer])
    })
  })

  describe('404', () => {
    it('is the same for another authority’s driver and for none, and changes nothing', async () => {
      const { id } = await recorded()
      const sheffield = registry.as('sheffield.senior')
      const [other, none] = [
        await patch(id, { phone: '01709 111111' }, 1, sheffield),
        await patch(randomUUID(), { phone: '01709 111111' }, 1, sheffield),
      ]
      expect([other.statusCode, none.statusCode]).toEqual([404, 404])
      expect({ ...other.json(), requestId: '' }).toEqual({ ...none.json(), requestId: '' })
      expect((await read(id)).etag).toBe('"1"')
    })
  })

  describe('409', () => {
    it('another driver’s NI number', async () => {
      const one = aDriver()
      await officer.post('/v1/drivers', one)
      const { id } = await recorded()
      const answer = await patch(id, { niNumber: one.niNumber })
      expect([answer.statusCode, answer.json().type]).toEqual([409, '/problems/driver-already-recorded'])
      expect((await read(id)).etag).toBe('"1"')
    })

    it('more names than a record holds', async () => {
      const otherNames = Array.from({ length: 19 }, () => ({ type: 'alias', familyName: 'A', givenNames: 'B' }))
      const { id } = await recorded({ otherNames })
      const newAlias = { familyName: 'C', givenNames: 'D' }
      const both = await patch(id, { familyName: 'Twentieth', newAlias })
      expect([both.statusCode, both.json().type]).toEqual([409, '/problems/list-full'])
      expect((await patch(id, { newAlias })).statusCode).toBe(200)
    })
  })

  describe('422', () => {
    it.each([
      ['begins with the latest', { ...ADDRESS, startsOn: '2019-05-01' }],
      ['goes on into the latest', { ...ADDRESS, startsOn: '2018-01-01' }],
    ])('an address that %s', async (_, newAddress) => {
      const { id } = await recorded()
      const answer = await patch(id, { newAddress })
      expect([answer.statusCode, answer.json().type]).toEqual([422, '/problems/addresses-overlap'])
      expect(answer.json().errors[0].pointer).toBe('/newAddress')
      expect((await read(id)).driver.addresses).toHaveLength(1)
    })

    it.each([
      ['a name of tomorrow', { familyName: 'Soon', nameChangedOn: '2026-03-03' }, '/nameChangedOn'],
      ['a name changed at birth', { familyName: 'Newborn', nameChangedOn: '1979-03-12' }, '/nameChangedOn'],
      ['a child', { dateOfBirth: '2015-01-01' }, '/dateOfBirth'],
    ])('%s', async (_, change, pointer) => {
      const { id } = await recorded()
      const answer = await patch(id, change)
      expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([422, pointer])
    })
  })
})
