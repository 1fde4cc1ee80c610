import { inForce, inForceThen, plantLicence } from '../../support/licences.js'
import { plantLine, lineOf } from '../../support/plant-compliance.js'
import { plantStated } from '../../support/plant-stated.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { CCTV_RULE, latestSeq, newStandards } from '../../support/standards.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

let minute = 0
/** What was counted is kept for a minute. */
const read = async (authority: string) => {
  registry.clock.set(new Date(Date.UTC(2026, 2, 2, 9, (minute += 2))).toISOString())
  return (await registry.anyone.get(`/v1/statistics/licensing?authority=${authority}`)).json()
}
const count = async (authority: string) => {
  const { licences, vehicles } = await read(authority)
  const of = (asked: string) => licences.find(({ kind }: { kind: string }) => kind === asked).inForce
  return [of('hackney-carriage-vehicle'), of('private-hire-vehicle'), vehicles.total]
}
const fleet = (count: number, letter: string, rest: object = {}) =>
  Array.from({ length: count }, (_, n) => ({ vrm: `${letter}${n + 1}AAA`, number: `${letter}-${n + 1}`, ...rest }))

it('counts vehicles that a feed states, of either kind, and says how old the figures are', async () => {
  await plantStated(registry.db, [...fleet(15, 'P'), ...fleet(10, 'H', { kind: 'hackney-carriage-vehicle' })])
  expect(await count('sheffield')).toEqual([10, 15, 25])
  expect((await read('sheffield')).dataSources).toEqual([
    { class: 'driver', mode: 'registry', updatedAt: null },
    { class: 'vehicle', mode: 'feed', updatedAt: '2026-03-02T06:00:00.000Z' },
    { class: 'operator', mode: 'registry', updatedAt: null },
  ])
  const { body } = await registry.anyone.get('/statistics?authority=sheffield')
  expect(body).toContain('The records of vehicles are as Sheffield sent them on 2 March 2026 at 06:00.')
})

it('counts no vehicle twice: not with periods that overlap, nor beside a licence in force here', async () => {
  await plantStated(registry.db, [
    ...fleet(15, 'P', { endsOn: '2026-06-30' }),
    ...fleet(15, 'P', { startsOn: '2027-01-01', endsOn: '2027-12-31' }),
    ...fleet(15, 'P', { startsOn: '2025-01-01', endsOn: '2025-12-31' }),
  ])
  expect(await count('sheffield')).toEqual([10, 15, 25])
  for (const { vrm, number } of fleet(5, 'P'))
    await plantLicence(registry.db, { kind: 'private-hire-vehicle', vrm, number, authority: 'sheffield' })
  expect(await count('sheffield')).toEqual([10, 15, 25])
})

it('counts none that a decision recorded here speaks against, and counts what follows a licence that ran out', async () => {
  const plant = (n: number, standing: ReturnType<typeof inForce>) =>
    plantLicence(registry.db, {
      kind: 'private-hire-vehicle',
      vrm: `P${n}AAA`,
      number: `X-${n}`,
      authority: 'sheffield',
      standing,
    })
  for (const n of [6, 7]) await plant(n, inForceThen('2026-02-01', 'suspended'))
  for (const n of [8, 9]) await plant(n, inForceThen('2026-02-01', 'revoked'))
  expect(await count('sheffield')).toEqual([10, 10, 20])
  await plant(10, inForceThen('2026-02-01', 'appeal-unsettled', 'unknown'))
  for (const n of [11, 12, 13]) await plant(n, inForce('2025-01-01', '2025-12-31'))
  // 15 less five of which something speaks against
  expect(await count('sheffield')).toEqual([10, 10, 20])
})

it('counts none of them among those whose camera is known to meet the rule, and all among those that need one', async () => {
  const authority = 'wolverhampton'
  await newStandards(registry, authority, { cctv: { ...CCTV_RULE, appliesTo: ['private-hire-vehicle'] } })
  await plantStated(registry.db, [...fleet(20, 'W'), ...fleet(10, 'T', { kind: 'hackney-carriage-vehicle' })], {
    authority,
  })
  expect((await read(authority)).vehicles).toEqual({ total: 30, isAsked: true, required: 20, compliant: 0, share: 0 })
  for (const { vrm, number } of fleet(10, 'W')) {
    const licence = await plantLicence(registry.db, { kind: 'private-hire-vehicle', vrm, number, authority })
    const standardsSeq = await latestSeq(registry, authority)
    await plantLine(registry.db, licence, lineOf([[null, 'compliant']]), { authority, standardsSeq })
  }
  expect((await read(authority)).vehicles).toEqual({
    total: 30,
    isAsked: true,
    required: 20,
    compliant: 10,
    share: 0.5,
  })
})

it('counts all of a fleet that is read in several parts', async () => {
  const size = 5_200
  const rows = Array.from({ length: size }, (_, n) => ({ vrm: `AB${n}`, number: `N${n % 5_100}` }))
  await plantStated(registry.db, rows, { authority: 'barnsley' })
  const [, privateHire] = await count('barnsley')
  expect(privateHire).toBe(size)
})

it('tells nothing of vehicles once the feed is too old', async () => {
  await plantStated(registry.db, fleet(10, 'O'), { authority: 'cardiff', at: '2026-02-01T06:00:00Z' })
  expect(await count('cardiff')).toEqual([null, null, null])
})
