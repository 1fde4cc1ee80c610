import { refusal } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { CCTV_RULE, DRIVER_CRITERIA, newStandards } from '../../support/standards.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  const cctv = { effectiveFrom: '2015-07-06', cctv: CCTV_RULE, driverCriteria: DRIVER_CRITERIA }
  await newStandards(registry, 'rotherham', cctv)
  await newStandards(registry, 'sheffield', { effectiveFrom: '2026-06-01', cctv: { ...CCTV_RULE, faultRepairDays: 1 } })
})
afterAll(() => registry.close())

interface Compared {
  on: string
  authorities: { slug: string; name: string; seq: number | null; effectiveFrom: string | null }[]
  points: { point: string; label: string; values: { authority: string; value: string | null }[]; differs: boolean }[]
}
const compare = (query: string) => registry.anyone.get(`/v1/standards/comparison?${query}`)
const compared = async (query: string): Promise<Compared> => {
  const answer = await compare(query)
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'public, max-age=300'])
  return answer.json()
}
const at = ({ points }: Compared, name: string) => points.find(({ point }) => point === name)

it('anyone sees side by side, in the order asked, what authorities ask today', async () => {
  const answer = await compared('authorities=sheffield,rotherham,doncaster')
  expect(answer.on).toBe('2026-03-02')
  expect(answer.authorities).toEqual([
    { slug: 'sheffield', name: 'Sheffield', seq: 1, effectiveFrom: '2020-01-01' },
    { slug: 'rotherham', name: 'Rotherham', seq: 2, effectiveFrom: '2015-07-06' },
    { slug: 'doncaster', name: 'Doncaster', seq: null, effectiveFrom: null },
  ])
  expect(answer.points).toHaveLength(18)
  expect(at(answer, 'cctv.faultRepairDays')).toEqual({
    point: 'cctv.faultRepairDays',
    label: 'Fault repaired within',
    values: [
      { authority: 'sheffield', value: null },
      { authority: 'rotherham', value: '7 days' },
      { authority: 'doncaster', value: null },
    ],
    differs: true,
  })
  expect(at(await compared('authorities=sheffield,rotherham'), 'searchValidityDays')).toMatchObject({ differs: false })
})

it('or asked, or will ask, on another day', async () => {
  const later = at(await compared('authorities=rotherham,sheffield&on=2026-06-01'), 'cctv.faultRepairDays')
  expect(later?.values.map(({ value }) => value)).toEqual(['7 days', '1 day'])
  const { authorities, points } = await compared('authorities=rotherham,sheffield&on=2015-07-05')
  expect(authorities.map(({ seq }) => seq)).toEqual([null, null])
  expect(points.filter(({ differs }) => differs)).toEqual([])
})

it('two to ten authorities, each once, all of them known', async () => {
  const invalid = [400, 'invalid-request', '/authorities']
  const eleven = Array.from({ length: 11 }, (_, index) => `authority-${index}`).join(',')
  for (const list of ['rotherham', 'rotherham,rotherham', eleven])
    expect(refusal(await compare(`authorities=${list}`))).toEqual(invalid)
  expect(refusal(await compare(''))).toEqual(invalid)
  expect(refusal(await compare('authorities=rotherham,'))).toEqual([400, 'invalid-request', '/authorities/1'])
  expect(refusal(await compare('authorities=rotherham,atlantis'))).toEqual([
    422,
    'authority-not-found',
    '/authorities/1',
  ])
  expect(refusal(await compare('authorities=rotherham,sheffield&on=2026-02-30'))).toEqual([
    400,
    'invalid-request',
    '/on',
  ])
})
