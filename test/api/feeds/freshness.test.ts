import { plantOperatorSystem } from '../../support/licences.js'
import { newStandards } from '../../support/standards.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { aFile } from './sending.js'
import { fed, send, vehicles } from './feeding.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
})
afterAll(() => registry.close())

const list = async (query = '', who = 'booking.system') => {
  const answer = await registry.as(who).get(`/v1/feeds/freshness${query}`)
  expect([answer.statusCode, answer.body]).toEqual([200, expect.anything()])
  return answer.json()
}

it('lists each authority and class that is fed: how old, what limit, how late; nothing of what is recorded here', async () => {
  expect((await list()).items).toEqual([])
  await fed(registry, vehicles(1, 10))
  await fed(registry, aFile(10, 0, { authority: 'Sheffield' }), 'sheffield.feeder')
  await registry.db.prisma.$executeRaw`
    UPDATE data_source SET mode = 'feed' WHERE authority_slug = 'barnsley' AND class = 'driver'`
  await registry.db.prisma.$executeRaw`
    UPDATE data_source SET updated_at = '2026-02-20T03:00:00Z' WHERE authority_slug = 'sheffield' AND class = 'vehicle'`
  const sheffield = {
    authority: 'sheffield',
    class: 'vehicle',
    lastAppliedAt: '2026-02-20T03:00:00.000Z',
    limitHours: 168,
    state: 'late',
    hoursLate: 78,
  }
  const barnsley = {
    authority: 'barnsley',
    class: 'driver',
    lastAppliedAt: null,
    limitHours: 168,
    state: 'never',
    hoursLate: null,
  }
  const rotherham = {
    authority: 'rotherham',
    class: 'vehicle',
    lastAppliedAt: '2026-03-02T09:00:00.000Z',
    limitHours: 168,
    state: 'fresh',
    hoursLate: null,
  }
  expect(await list()).toEqual({ items: [barnsley, rotherham, sheffield], next: null })
  expect((await list('?late=true')).items).toEqual([barnsley, sheffield])
  const page = await list('?limit=2')
  expect([page.items, (await list(`?limit=2&cursor=${page.next}`)).items]).toEqual([[barnsley, rotherham], [sheffield]])
  for (const who of ['rotherham.officer', 'sheffield.feeder', 'scrutiny.system'])
    expect((await list('', who)).items).toHaveLength(3)
})

it('exactly at the limit it is fresh, an instant later it is late; the same file sent again makes it fresh', async () => {
  registry.clock.set('2026-03-09T09:00:00.000Z')
  const state = async () =>
    (await list()).items.find(({ authority }: { authority: string }) => authority === 'rotherham')
  expect(await state()).toMatchObject({ state: 'fresh', hoursLate: null })
  registry.clock.set('2026-03-09T09:00:00.001Z')
  expect(await state()).toMatchObject({ state: 'late', hoursLate: 0 })
  const again = await send(registry, vehicles(1, 10))
  expect([again.statusCode, again.json().steps.at(-1).step]).toEqual([200, 'confirmed'])
  expect(await state()).toMatchObject({ state: 'fresh', lastAppliedAt: '2026-03-09T09:00:00.001Z' })
})

it('a limit of the authority’s own counts from the day it takes effect', async () => {
  await newStandards(registry, 'rotherham', { freshnessLimitHours: 24 })
  const limit = async () =>
    (await list()).items.find(({ authority }: { authority: string }) => authority === 'rotherham').limitHours
  expect(await limit()).toBe(24)
  registry.clock.set('2026-03-08T12:00:00Z')
  expect(await limit()).toBe(168)
})
