import { randomUUID } from 'node:crypto'
import { aVehicle, type VehicleBody } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'

describe('vehicles', () => {
  let registry: Registry
  let officer: Person
  beforeAll(async () => {
    registry = await startRegistry()
    officer = registry.as('rotherham.officer')
  })
  afterAll(() => registry.close())

  const recorded = async (overrides?: Partial<VehicleBody>) =>
    (await officer.post('/v1/vehicles', aVehicle(overrides))).json() as { id: string; vrm: string }
  const patch = (id: string, body: unknown, version = 1) =>
    officer.patch(`/v1/vehicles/${id}`, body, { 'if-match': `"${version}"` })

  describe('POST /v1/vehicles', () => {
    it('201: keeps the mark in capitals without white space, and leaves one audit row', async () => {
      const before = await registry.db.prisma.auditEvent.count()
      const answer = await officer.post('/v1/vehicles', aVehicle({ vrm: ' fk26 zzz ', isWheelchairAccessible: true }))
      expect(answer.statusCode).toBe(201)
      expect(answer.json()).toEqual({
        id: expect.any(String),
        authority: 'rotherham',
        vrm: 'FK26ZZZ',
        make: 'Imaginary Motors',
        model: 'Saloon',
        colour: 'White',
        isWheelchairAccessible: true,
        createdAt: '2026-03-02T09:00:00.000Z',
        updatedAt: '2026-03-02T09:00:00.000Z',
      })
      const { id } = answer.json()
      expect(answer.headers).toMatchObject({ etag: '"1"', location: `/v1/vehicles/${id}` })
      const read = await officer.get(`/v1/vehicles/${id}`)
      expect([read.json(), read.headers.etag]).toEqual([answer.json(), '"1"'])
      expect(await registry.db.prisma.auditEvent.count()).toBe(before + 1)
    })

    it('201 again for the same Idempotency-Key, and one vehicle', async () => {
      const [body, key] = [aVehicle(), { 'idempotency-key': randomUUID() }]
      const first = await officer.post('/v1/vehicles', body, key)
      const before = await registry.db.prisma.vehicle.count()
      const second = await officer.post('/v1/vehicles', body, key)
      expect([second.statusCode, second.json()]).toEqual([201, first.json()])
      expect(await registry.db.prisma.vehicle.count()).toBe(before)
    })

    it.each<[string, Record<string, unknown>]>([
      ['/vrm', { vrm: 'NOT A MARK' }],
      ['/vrm', { vrm: 'FK26\u0000ZZ' }],
      ['/make', { make: '' }],
      ['/model', { model: '\udc00' }],
      ['/colour', { colour: 'x'.repeat(31) }],
      ['/isWheelchairAccessible', { isWheelchairAccessible: 'yes' }],
      ['/plateNumber', { plateNumber: '1' }],
    ])('400: names %s', async (pointer, fault) => {
      const answer = await officer.post('/v1/vehicles', { ...aVehicle(), ...fault })
      expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, pointer])
    })

    it('409: a mark that is on this register by any spelling, not on another’s', async () => {
      await recorded({ vrm: 'FK26 DUP' })
      const answer = await officer.post('/v1/vehicles', aVehicle({ vrm: 'fk26dup' }))
      expect([answer.statusCode, answer.json().type]).toEqual([409, '/problems/vehicle-already-recorded'])
      expect(answer.json().errors[0].pointer).toBe('/vrm')
      expect(
        (await registry.as('sheffield.officer').post('/v1/vehicles', aVehicle({ vrm: 'FK26 DUP' }))).statusCode,
      ).toBe(201)
    })
  })

  describe('PATCH /v1/vehicles/{id}', () => {
    it('200: a new mark, after which the old one is free', async () => {
      const before = await recorded({ vrm: 'FK26 OLD' })
      const answer = await patch(before.id, { vrm: 'f1 ctn', isWheelchairAccessible: null })
      expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"2"'])
      expect(answer.json()).toEqual({ ...before, vrm: 'F1CTN', isWheelchairAccessible: null })
      expect((await officer.post('/v1/vehicles', aVehicle({ vrm: 'FK26 OLD' }))).statusCode).toBe(201)
    })

    it('409: mark, make and model of a licensed vehicle stay what was licensed; its colour may change', async () => {
      const { id } = await recorded({ vrm: 'FK26 LIC' })
      const application = { type: 'new', kind: 'private-hire-vehicle', subjectId: id, receivedOn: '2026-02-20' }
      const applied = (await officer.post('/v1/applications', application)).json()
      const grant = {
        type: 'grant',
        number: 'RV-1',
        period: { startsOn: '2026-03-02', endsOn: '2027-03-01' },
        decidedOn: '2026-03-02',
        legalBasis: 'lgmpa-1976-s48',
        decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
      }
      expect((await officer.post(`/v1/applications/${applied.id}/decision`, grant)).statusCode).toBe(201)

      for (const change of [{ vrm: 'F2 CTN' }, { make: 'Other' }, { model: 'Other' }]) {
        const answer = await patch(id, change)
        expect([answer.statusCode, answer.json().type]).toEqual([409, '/problems/vehicle-licensed'])
      }
      expect((await officer.get(`/v1/vehicles/${id}`)).json()).toMatchObject({ vrm: 'FK26LIC' })
      expect((await patch(id, { vrm: 'FK26 LIC', colour: 'Blue' })).statusCode).toBe(200)
    })

    it('412: of two officers who write at once, one wins', async () => {
      const { id } = await recorded()
      const answers = await Promise.all(['Blue', 'Red'].map((colour) => patch(id, { colour })))
      expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 412])
      const winner = answers.find(({ statusCode }) => statusCode === 200)!
      expect((await officer.get(`/v1/vehicles/${id}`)).json()).toEqual(winner.json())
    })

    it('428 without If-Match, 400 without a change, 409 for another vehicle’s mark', async () => {
      const [{ id }, { vrm }] = [await recorded(), await recorded()]
      expect((await officer.patch(`/v1/vehicles/${id}`, { colour: 'Blue' })).statusCode).toBe(428)
      expect((await patch(id, {})).statusCode).toBe(400)
      expect((await patch(id, { vrm })).json().type).toBe('/problems/vehicle-already-recorded')
      expect((await officer.get(`/v1/vehicles/${id}`)).headers.etag).toBe('"1"')
    })
  })
})
