import { endStated, plantStated } from '../../support/plant-stated.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const list = (query: string, who = 'sheffield.officer') => registry.as(who).get(`/v1/stated-licences?${query}`)

it('lists what was stated of a vehicle or a plate with the feeds that did and ended it, the latest first', async () => {
  const batch = await plantStated(registry.db, [{ vrm: 'LSA1', number: 'p-1' }])
  await endStated(registry.db, batch)
  await plantStated(registry.db, [{ vrm: 'LSA1', number: 'p-1', endsOn: '2027-12-31' }], {
    authority: 'sheffield',
    at: '2026-03-02T08:00:00Z',
  })
  const answer = await list('vrm=lsa%201')
  expect(answer.statusCode).toBe(200)
  const { items, next } = answer.json()
  expect(next).toBeNull()
  expect(items).toEqual([
    {
      id: expect.stringMatching(/^\d+$/),
      kind: 'private-hire-vehicle',
      vrm: 'LSA1',
      number: 'p-1',
      startsOn: '2026-01-01',
      endsOn: '2027-12-31',
      description: 'PHV',
      isWheelchairAccessible: null,
      stated: { feedId: expect.any(String), act: 'applied', at: '2026-03-02T08:00:00.000Z' },
      ended: null,
    },
    expect.objectContaining({
      endsOn: '2026-12-31',
      stated: expect.objectContaining({ at: '2026-03-02T06:00:00.000Z' }),
      ended: { feedId: expect.any(String), act: 'applied', at: '2026-03-02T07:00:00.000Z' },
    }),
  ])
  expect((await list('number=p-1')).json().items).toEqual(items)
  const first = (await list('number=p-1&limit=1')).json()
  expect((await list(`number=p-1&limit=1&cursor=${first.next}`)).json()).toEqual({ items: items.slice(1), next: null })
})

it('another authority’s are not seen', async () => {
  await plantStated(registry.db, [{ vrm: 'LSB1', number: 'p-2' }])
  expect((await list('vrm=LSB1', 'rotherham.officer')).json()).toEqual({ items: [], next: null })
  expect((await list('number=p-2', 'rotherham.officer')).json()).toEqual({ items: [], next: null })
})

it.each([
  '',
  'vrm=LSA1&number=p-1',
  'vrm=NOTAMARK1',
  'number=',
  'number=%00',
  `number=${'x'.repeat(41)}`,
  'vrm=LSA1&cursor=MA',
  `vrm=LSA1&cursor=${Buffer.from('9'.repeat(19)).toString('base64url')}`,
  'vrm=LSA1&limit=0',
])('?%s: 400', async (query) => {
  expect((await list(query)).statusCode).toBe(400)
})
