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
      searchValidityDays: 14,
      now: registry.clock.now(),
      ...joining,
    }),
  )
const doncaster = async (path = '') => (await registry.anyone.get(`/v1/authorities/doncaster${path}`)).json()

it('an authority joins on a day, with its first standards, and keeps both when it is joined again to change something', async () => {
  expect(await join({ email: 'licensing@doncaster.example' })).toBe('joined')
  const joined = { joinedOn: '2026-03-02', contact: { email: 'licensing@doncaster.example', phone: null } }
  expect(await doncaster()).toMatchObject(joined)
  const first = {
    seq: 1,
    effectiveFrom: '2026-03-02',
    freshnessLimitHours: 168,
    searchValidityDays: 14,
    cctv: null,
    driverCriteria: null,
  }
  expect((await doncaster('/standards/versions')).items).toMatchObject([first])

  const again = { joinedOn: '2026-06-01', phone: '01302 000000', searchValidityDays: 90 }
  expect(await join(again)).toBe('has-standards')
  expect(await doncaster()).toMatchObject({ ...joined, contact: { ...joined.contact, phone: '01302 000000' } })
  expect((await doncaster('/standards/versions')).items).toMatchObject([first])
})

it('none that has been abolished, or never was, joins', async () => {
  for (const slug of ['atlantis', 'allerdale']) expect(await join({ slug })).toBe('unknown')
  expect(await registry.db.prisma.authorityStandards.count({ where: { authoritySlug: 'allerdale' } })).toBe(0)
})
