import { joinAuthority } from '../../../src/features/authorities/index.js'
import { inTransaction } from '../../../src/platform/db.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const join = (joining: object) =>
  inTransaction(registry.db, (tx) =>
    joinAuthority(tx, {
      slug: 'doncaster',
      freshnessLimitHours: 168,
      email: null,
      phone: null,
      joinedOn: '2026-03-02',
      searchValidityDays: null,
      ...joining,
    }),
  )
const doncaster = async () => {
  const where = { slug: 'doncaster' }
  const { joinedOn, searchValidityDays, contactEmail } = await registry.db.prisma.authority.findUniqueOrThrow({ where })
  return { joinedOn: joinedOn?.toISOString().slice(0, 10), searchValidityDays, contactEmail }
}

it('an authority joins on a day, and keeps it when it is joined again to change something', async () => {
  expect(await join({ email: 'licensing@doncaster.example' })).toBe(true)
  const joined = { joinedOn: '2026-03-02', searchValidityDays: 28, contactEmail: 'licensing@doncaster.example' }
  expect(await doncaster()).toEqual(joined)
  expect(await join({ joinedOn: '2026-06-01', searchValidityDays: 14 })).toBe(true)
  expect(await doncaster()).toEqual({ ...joined, searchValidityDays: 14 })
})

it('none that has been abolished, or never was, joins', async () => {
  for (const slug of ['atlantis', 'allerdale']) expect(await join({ slug })).toBe(false)
})
