import { randomUUID } from 'node:crypto'
import { anOperator, type OperatorBody } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'

const YARD = { line1: '2 Invented Yard', line2: null, town: 'Rotherham', postcode: 'S60 1AA' }

describe('operators', () => {
  let registry: Registry
  let officer: Person
  beforeAll(async () => {
    registry = await startRegistry()
    officer = registry.as('rotherham.officer')
  })
  afterAll(() => registry.close())

  const recorded = async (overrides?: Partial<OperatorBody>) =>
    (await officer.post('/v1/operators', anOperator(overrides))).json() as { id: string; premises: { id: string }[] }
  const patch = (id: string, body: unknown, version = 1) =>
    officer.patch(`/v1/operators/${id}`, body, { 'if-match': `"${version}"` })

  describe('POST /v1/operators', () => {
    it('201: answers the record, and leaves one audit row', async () => {
      const before = await registry.db.prisma.auditEvent.count()
      const body = anOperator({
        premises: [
          { ...YARD, startsOn: '2021-04-01' },
          { ...YARD, line1: '3 Invented Yard', startsOn: '2021-04-01' },
        ],
      })
      const answer = await officer.post('/v1/operators', body)
      expect(answer.statusCode).toBe(201)
      const operator = answer.json()
      expect(operator).toEqual({
        ...body,
        id: expect.any(String),
        authority: 'rotherham',
        premises: body.premises!.map((premises) => ({ ...premises, id: expect.any(String), endsOn: null })),
        createdAt: '2026-03-02T09:00:00.000Z',
        updatedAt: '2026-03-02T09:00:00.000Z',
      })
      expect(answer.headers).toMatchObject({ etag: '"1"', location: `/v1/operators/${operator.id}` })
      const read = await officer.get(`/v1/operators/${operator.id}`)
      expect([read.json(), read.headers.etag]).toEqual([operator, '"1"'])
      expect(await registry.db.prisma.auditEvent.count()).toBe(before + 1)
    })

    it('201 again for the same Idempotency-Key, and one operator', async () => {
      const [body, key] = [anOperator(), { 'idempotency-key': randomUUID() }]
      const first = await officer.post('/v1/operators', body, key)
      const before = await registry.db.prisma.operator.count()
      const second = await officer.post('/v1/operators', body, key)
      expect([second.statusCode, second.json()]).toEqual([201, first.json()])
      expect(await registry.db.prisma.operator.count()).toBe(before)
    })

    it.each<[string, Record<string, unknown>]>([
      ['/name', { name: 'Cars\u009f' }],
      ['/name', { name: 'x'.repeat(151) }],
      ['/tradingNames', { tradingNames: Array.from({ length: 21 }, String) }],
      ['/tradingNames/0', { tradingNames: ['\ud800'] }],
      ['/premises', { premises: Array.from({ length: 21 }, () => ({ ...YARD, startsOn: '2021-04-01' })) }],
      ['/premises/0/endsOn', { premises: [{ ...YARD, startsOn: '2021-04-01', endsOn: '2021-03-31' }] }],
      ['/email', { email: 'a@b' }],
      ['/licenceNumber', { licenceNumber: 'PHO-1' }],
    ])('400: names %s', async (pointer, fault) => {
      const answer = await officer.post('/v1/operators', { ...anOperator(), ...fault })
      expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, pointer])
    })
  })

  describe('PATCH /v1/operators/{id}', () => {
    it('200: takes new trading names for the old, adds premises beside the present ones, ends those named', async () => {
      const before = await recorded()
      const change = {
        tradingNames: ['Fresh Cars'],
        email: null,
        newPremises: { ...YARD, line1: '9 New Yard', startsOn: '2026-03-01' },
      }
      const first = await patch(before.id, change)
      expect([first.statusCode, first.headers.etag]).toEqual([200, '"2"'])
      expect(first.json()).toMatchObject({
        tradingNames: ['Fresh Cars'],
        email: null,
        premises: [{ endsOn: null }, { endsOn: null }],
      })

      const endedPremises = { id: before.premises[0]!.id, endsOn: '2026-03-31' }
      const second = await patch(before.id, { endedPremises }, 2)
      expect(second.json().premises).toMatchObject([endedPremises, { line1: '9 New Yard', endsOn: null }])
      expect((await officer.get(`/v1/operators/${before.id}`)).json()).toEqual(second.json())
    })

    it('400: premises of another operator, an id that is none', async () => {
      const [{ id }, other] = [await recorded(), await recorded()]
      for (const premisesId of [other.premises[0]!.id, 'x']) {
        const answer = await patch(id, { endedPremises: { id: premisesId, endsOn: '2026-03-31' } })
        expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([400, '/endedPremises/id'])
      }
      expect((await officer.get(`/v1/operators/${other.id}`)).json()).toEqual(other)
    })

    it('409: more premises than a record holds', async () => {
      const premises = Array.from({ length: 20 }, () => ({ ...YARD, startsOn: '2021-04-01' }))
      const { id } = await recorded({ premises })
      const answer = await patch(id, { newPremises: premises[0] })
      expect([answer.statusCode, answer.json().type]).toEqual([409, '/problems/list-full'])
      expect((await officer.get(`/v1/operators/${id}`)).headers.etag).toBe('"1"')
    })

    it('422: premises that end before they began', async () => {
      const { id, premises } = await recorded()
      const answer = await patch(id, { endedPremises: { id: premises[0]!.id, endsOn: '2021-03-31' } })
      expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([422, '/endedPremises/endsOn'])
    })

    it('412: of two officers who write at once, one wins; 428 without If-Match', async () => {
      const { id } = await recorded()
      const answers = await Promise.all(['One Ltd', 'Other Ltd'].map((name) => patch(id, { name })))
      expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 412])
      expect((await officer.patch(`/v1/operators/${id}`, { name: 'No Tag Ltd' })).statusCode).toBe(428)
    })
  })
})
