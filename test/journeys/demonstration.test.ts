import { loadDemonstration } from '../../src/demo/index.js'
import { seedAuthorities } from '../../src/features/authorities/index.js'
import { openEmptyDatabase } from '../support/database.js'
import { startRegistry, type Registry } from '../support/registry.js'

/** The demonstration data as a new user meets it: the table of the README, badge by badge. */
describe('the demonstration data', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await startRegistry({ db: await openEmptyDatabase() })
    await seedAuthorities(registry.db)
    expect(await loadDemonstration(registry.deps)).toBe(true)
    // Some hundred writes, one after the other.
  }, 180_000)
  afterAll(() => registry.close())

  const check = async (question: object) =>
    (await registry.as('rother-valley-cars.booking').post('/v1/booking-checks', question)).json<{
      licensed: string
      licences: { kind: string }[]
      vehicle: { licensed: string } | null
      tripleLock: string
      authority: { contact: { email: string } }
    }>()

  it.each([
    ['RD-101', 'in term', 'yes'],
    ['RD-102', 'not yet in force', 'no'],
    ['RD-103', 'expired, renewal pending', 'no'],
    ['RD-104', 'revoked, the 21 days not over', 'yes'],
    ['RD-105', 'revoked, 21 days over, no appeal', 'no'],
    ['RD-106', 'the same, appeal lodged in time', 'yes'],
    ['RD-107', 'the same, appeal dismissed', 'no'],
    ['RD-108', 'revoked with immediate effect, appeal pending', 'no'],
    ['RD-109', 'revoked, appeal allowed', 'yes'],
    ['RD-110', 'suspended, the suspension has ended', 'yes'],
    ['RD-111', 'suspended at once, lifted', 'yes'],
    ['RD-112', 'renewal refused, old licence in term', 'yes'],
    ['RD-113', 'renewal refused, old licence expired, appeal pending', 'unknown'],
    ['RD-114', 'suspended for a short time by Sheffield', 'no'],
    ['RD-120', 'a dual badge', 'yes'],
  ])('badge %s: %s: %s', async (badgeNumber, _row, licensed) => {
    expect(await check({ authority: 'rotherham', badgeNumber })).toMatchObject({ licensed })
  })

  it('answers unknown, with whom to ask, where the source data is too old', async () => {
    const answer = await check({ authority: 'barnsley', badgeNumber: 'BD-101' })
    expect(answer).toMatchObject({
      licensed: 'unknown',
      authority: { contact: { email: 'licensing@barnsley.example' } },
    })
  })

  it('holds a triple lock that is whole and one that is broken', async () => {
    const question = { authority: 'rotherham', badgeNumber: 'RD-101', operatorLicenceNumber: 'RO-301' }
    expect(await check({ ...question, vehicle: { vrm: 'YK21FCT' } })).toMatchObject({ tripleLock: 'satisfied' })
    expect(await check({ ...question, vehicle: { vrm: 'BX23FCT' } })).toMatchObject({ tripleLock: 'broken' })
    expect(await check({ authority: 'wolverhampton', badgeNumber: 'WD-101' })).toMatchObject({ licensed: 'yes' })
  })

  it('shows two licences on the dual badge', async () => {
    const { licences } = await check({ authority: 'rotherham', badgeNumber: 'RD-120' })
    expect(licences.map(({ kind }) => kind)).toEqual(['hackney-carriage-driver', 'private-hire-driver'])
  })

  it('holds a driver whom Rotherham refused and Sheffield licensed', async () => {
    const applications = (await registry.as('rotherham.officer').get('/v1/applications?limit=100')).json<{
      items: { state: string }[]
    }>()
    expect(applications.items.filter(({ state }) => state === 'refused').length).toBeGreaterThan(0)
    expect(await check({ authority: 'sheffield', badgeNumber: 'SD-101' })).toMatchObject({ licensed: 'yes' })
  })

  it('is loaded once: a registry in use is left alone', async () => {
    expect(await loadDemonstration(registry.deps)).toBe(false)
  })

  it('is the same at every load, and goes on where a load was cut short', async () => {
    const other = await startRegistry({ db: await openEmptyDatabase(), at: '2026-03-02T09:00:00Z' })
    try {
      await seedAuthorities(other.db)
      const cut = { ...other.deps, db: failingAfter(other.db, 40) }
      await expect(loadDemonstration(cut)).rejects.toThrow()
      expect(await loadDemonstration(other.deps)).toBe(true)
      const ids = async ({ db }: Registry) =>
        (await db.prisma.licence.findMany({ orderBy: { id: 'asc' } })).map(({ id, number }) => `${number} ${id}`)
      expect(await ids(other)).toEqual(await ids(registry))
    } finally {
      await other.close()
    }
  })
})

/** A database whose process ends, as it were, after some transactions. */
function failingAfter(db: Registry['db'], transactions: number): Registry['db'] {
  let left = transactions
  const prisma = new Proxy(db.prisma, {
    get(target, name) {
      if (name === '$transaction' && left-- <= 0) throw new Error('cut short')
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value as (...args: unknown[]) => unknown).bind(target) : value
    },
  })
  return { ...db, prisma }
}
