import { asOwner } from '../../support/as-owner.js'
import { plantLicence } from '../../support/licences.js'
import { plantStated } from '../../support/plant-stated.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const NOW = '2026-03-02T09:00:00.000Z'
const SENT = '2026-03-02T06:00:00.000Z'
const lookUps = (vrm: string) => [
  { method: 'GET' as const, url: `/v1/vehicles/${vrm}/licence-info` },
  {
    method: 'GET' as const,
    url: `/v1/vehicles/${vrm}/licence-info-historical?startDate=2026-01-01&endDate=2026-03-02&pageNumber=0&pageSize=10`,
  },
  { method: 'POST' as const, url: '/v1/vehicles/licences-info/search', payload: { vrms: [vrm] } },
]

it('each look-up tells how old the oldest facts behind it are: the last file, or now where officers record', async () => {
  await plantLicence(registry.db, { kind: 'private-hire-vehicle', number: 'R-1', vrm: 'AB12HER' })
  await plantStated(registry.db, [{ vrm: 'AB12FED' }, { vrm: 'AB12BTH' }])
  await plantLicence(registry.db, { kind: 'private-hire-vehicle', number: 'R-2', vrm: 'AB12BTH' })
  for (const [vrm, told] of [
    ['AB12HER', NOW],
    ['AB12FED', SENT],
    ['AB12BTH', SENT],
  ] as const)
    for (const request of lookUps(vrm)) {
      const answer = await registry.as('rotherham.officer').send(request)
      expect([answer.statusCode, answer.headers['x-source-updated-at']]).toEqual([200, told])
    }
  const list = await registry.as('sheffield.officer').get('/v1/stated-licences?vrm=AB12FED')
  expect(list.headers['x-source-updated-at']).toBe(SENT)
})

it('of what no file ever told of there is none', async () => {
  await asOwner(registry.db, `DELETE FROM data_source WHERE authority_slug = 'cardiff'`)
  await plantLicence(registry.db, { kind: 'private-hire-vehicle', number: 'C-1', vrm: 'AB12CDF', authority: 'cardiff' })
  const [info] = lookUps('AB12CDF')
  const answer = await registry.as('rotherham.officer').send(info!)
  expect(answer.headers).not.toHaveProperty('x-source-updated-at')
})
