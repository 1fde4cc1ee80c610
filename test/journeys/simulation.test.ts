import { createHash } from 'node:crypto'
import { simulate, simulatedFiles } from '../../src/demo/index.js'
import { openEmptyDatabase } from '../support/database.js'
import { plantOperatorSystem } from '../support/licences.js'
import { startRegistry, type Registry } from '../support/registry.js'

const SIZES = { authorities: 3, drivers: 20, vehicles: 40, history: 50, seed: 7 }

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry({ db: await openEmptyDatabase() })
  await simulate(registry.deps, SIZES)
})
afterAll(() => registry.close())

it('has the sizes asked for, the largest authority by far the first', async () => {
  const { prisma } = registry.db
  expect(await prisma.feed.count({ where: { state: 'applied' } })).toBe(6)
  expect(await prisma.driver.count()).toBe(20)
  expect(await prisma.decision.count()).toBe(50)
  expect(await prisma.statedLicence.count({ where: { endedBy: null } })).toBe(40)
  expect(await prisma.statedLicence.count({ where: { authoritySlug: 'wolverhampton' } })).toBe(20)
})

it('is answered for like any other register', async () => {
  await plantOperatorSystem(registry.db, 'fictional.booking-system', 'wolverhampton')
  const { familyName: surname, licences } = await registry.db.prisma.driver.findFirstOrThrow({
    where: {
      authoritySlug: 'wolverhampton',
      licences: { every: { standing: { path: ['1', 'verdict'], equals: 'yes' } } },
    },
    include: { licences: true },
  })
  const question = {
    authority: 'wolverhampton',
    badgeNumber: licences[0]?.number,
    surname,
    vehicle: { plateNumber: 'SV1' },
  }
  const answer = await registry.as('fictional.booking-system').post('/v1/booking-checks', question)
  expect(answer.json()).toMatchObject({ licensed: 'yes', vehicle: { licensed: 'yes' } })
})

it('leaves a registry alone that has records', async () => {
  await expect(simulate(registry.deps, SIZES)).rejects.toThrow('needs an empty one')
})

it('is the same for the same seed and day, and another for another seed', () => {
  const employers = ['Fictford', 'Inventham', 'Madeupton'].map((name) => ({
    slug: name,
    name,
    jurisdiction: 'england-and-wales' as const,
  }))
  const digest = (seed: number) => {
    const hash = createHash('sha256')
    for (const { text } of simulatedFiles(employers, { ...SIZES, seed }, '2026-03-02'))
      for (const part of text) hash.update(part)
    return hash.digest('hex')
  }
  expect(digest(7)).toBe(digest(7))
  expect(digest(8)).not.toBe(digest(7))
})
