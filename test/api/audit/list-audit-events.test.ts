import { aVehicle } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'

interface Event {
  seq: number
  action: string
  outcome: string
  person?: { id: string; name: string } | null
}

let registry: Registry
let scrutiny: Person
beforeAll(async () => {
  registry = await startRegistry()
  scrutiny = registry.as('scrutiny.system')
  await registry.as('rotherham.officer').post('/v1/vehicles', aVehicle({ vrm: 'AB12 CDE' }))
  registry.clock.set('2026-03-03T09:00:00Z')
  await registry.as('sheffield.officer').post('/v1/vehicles', aVehicle({ vrm: 'AB13 CDE' }))
  await registry.as('sheffield.officer').post('/v1/vehicles', aVehicle({ vrm: 'AB13 CDE' }))
})
afterAll(() => registry.close())

const read = async (query = ''): Promise<{ items: Event[]; next: string | null }> =>
  (await scrutiny.get(`/v1/audit-events${query}`)).json()

it('names the system, the authority, the act, its object and its outcome, in order', async () => {
  const { items } = await read()
  expect(items.slice(0, 3)).toMatchObject([
    {
      seq: 1,
      at: '2026-03-02T09:00:00.000Z',
      authority: 'rotherham',
      action: 'create-vehicle',
      outcome: 'done',
      object: { kind: 'vehicle' },
    },
    { seq: 2, clientId: 'sheffield.back-office', authority: 'sheffield', outcome: 'done', refusal: null },
    { seq: 3, outcome: 'refused', refusal: 'vehicle-already-recorded' },
  ])
})

it('names no person without a case reference', async () => {
  const { body } = await scrutiny.get('/v1/audit-events')
  expect(body).not.toContain('"person"')
  expect(body).not.toMatch(/Olive|rotherham\.officer/)
})

it('names persons under a case reference, and puts this reading on record', async () => {
  const { items } = await read('?caseReference=CASE/2026-17')
  expect(items[0]!.person).toEqual({ id: 'rotherham.officer', name: 'Olive Officer' })
  const last = (await read()).items.at(-1)
  expect(last).toMatchObject({
    action: 'list-audit-events',
    outcome: 'done',
    clientId: 'scrutiny.system',
    caseReference: 'CASE/2026-17',
  })
})

it.each([
  ['authority=sheffield&limit=2', [2, 3]],
  ['outcome=refused', [3]],
  ['action=create-vehicle&from=2026-03-03T00:00:00Z', [2, 3]],
  ['to=2026-03-03T09:00:00Z', [1]],
  ['to=2026-03-03T09:00:00.000%2B00:00', [1]],
  ['objectId=nothing', []],
])('filters: %s', async (query, seqs) => {
  expect((await read(`?${query}`)).items.map(({ seq }) => seq)).toEqual(seqs)
})

it('pages by sequence', async () => {
  const first = await read('?limit=2')
  const second = await read(`?limit=1&cursor=${first.next}`)
  expect([...first.items, ...second.items].map(({ seq }) => seq)).toEqual([1, 2, 3])
})

it.each([
  'limit=0',
  'limit=101',
  'cursor=!',
  'cursor=MDE',
  'caseReference=a%20b',
  'caseReference=ab',
  'from=2026-02-30T00:00:00Z',
  'to=0000-01-01T00:00:00Z',
  'action=Create',
  'who=me',
])('refuses %s', async (query) => {
  expect((await scrutiny.get(`/v1/audit-events?${query}`)).statusCode).toBe(400)
})

it('answers the head: the last link', async () => {
  const head = (await scrutiny.get('/v1/audit-events/head')).json()
  const { items } = await read('?limit=100')
  const last = items.at(-1) as unknown as { seq: number; hash: string; previousHash: string; at: string }
  expect(head).toEqual({ seq: last.seq, hash: last.hash, previousHash: last.previousHash, at: last.at })
})
