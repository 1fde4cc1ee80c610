import { addDays } from '../../../src/domain/calendar.js'
import { inForce, inForceThen, plantLicence } from '../../support/licences.js'
import { plantStated } from '../../support/plant-stated.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const TAXI = { kind: 'hackney-carriage-vehicle' as const }
const search = async (number: string, authority = 'sheffield') => {
  const query = `number=${encodeURIComponent(number)}`
  const answer = await registry.anyone.get(`/v1/public-register/${authority}/licences?${query}`)
  expect(answer.statusCode).toBe(200)
  return answer.json()
}
const listed = async (number: string, authority?: string) =>
  (await search(number, authority)).items.map(({ startsOn, endsOn }: Record<string, string>) => `${startsOn} ${endsOn}`)
const page = (number: string) => registry.anyone.get(`/register?authority=sheffield&number=${number}&name=`)
const thisYear = '2026-01-01 2026-12-31'

it('lists a taxi that only the feed of its authority states, with its plate and period; when it was granted nobody said', async () => {
  await plantStated(registry.db, [{ ...TAXI, number: 'Taxi 1' }])
  const answer = await search('taxi 1')
  expect(answer.items).toEqual([
    {
      kind: 'hackney-carriage-vehicle',
      number: 'TAXI1',
      name: null,
      grantedOn: null,
      startsOn: '2026-01-01',
      endsOn: '2026-12-31',
      registrationMark: null,
      operatingCentres: [],
    },
  ])
  expect(answer.dataSources).toEqual([
    { class: 'driver', mode: 'registry', updatedAt: null },
    { class: 'vehicle', mode: 'feed', updatedAt: '2026-03-02T06:00:00.000Z' },
    { class: 'operator', mode: 'registry', updatedAt: null },
  ])
  const { body } = await page('taxi1')
  expect(body).toContain('In force')
  expect(body).not.toContain('Granted on')
  expect(body).toContain(
    'The records of hackney carriage vehicles are as Sheffield sent them on 2 March 2026 at 06:00.',
  )
})

it('lists no private hire vehicle where the law lists none, and its mark where the law lists marks', async () => {
  await plantStated(registry.db, [{ vrm: 'PR1VATE', number: 'PRIVATE' }])
  expect(await listed('PRIVATE')).toEqual([])
  await plantStated(registry.db, [{ vrm: 'PR1', number: 'PRIVATE' }], { authority: 'tfl' })
  expect((await search('PRIVATE', 'tfl')).items).toMatchObject([{ registrationMark: 'PR1', endsOn: '2026-12-31' }])
})

it('of one vehicle lists the period in force or, for a year, the last that ran out', async () => {
  const vrm = 'PER10DS'
  await plantStated(registry.db, [
    { ...TAXI, vrm, number: 'PERIODS', startsOn: '2024-01-01', endsOn: '2024-12-31' },
    { ...TAXI, vrm, number: 'PERIODS', startsOn: '2025-01-01', endsOn: '2025-12-31' },
  ])
  expect(await listed('PERIODS')).toEqual(['2025-01-01 2025-12-31'])
  await plantStated(registry.db, [{ ...TAXI, vrm, number: 'PERIODS' }])
  expect(await listed('PERIODS')).toEqual([thisYear])
  await plantStated(registry.db, [{ ...TAXI, vrm: 'PER20DS', number: 'PERIODS' }])
  expect(await listed('PERIODS')).toEqual([thisYear, thisYear])
  await plantStated(registry.db, [
    { ...TAXI, vrm: '0LD1', number: 'LONGOVER', startsOn: '2024-03-01', endsOn: '2025-03-01' },
  ])
  expect(await listed('LONGOVER')).toEqual([])
})

describe('beside a licence recorded here', () => {
  const here = (number: string, vrm: string, standing = inForce('2025-07-01', '2026-06-30')) =>
    plantLicence(registry.db, { ...TAXI, number, vrm, authority: 'sheffield', standing }).then(async ({ id }) => {
      // The register takes periods from their own rows.
      const period = standing.find(({ validUntil }) => validUntil)
      if (!period?.from || !period.until) return
      const [startsOn, endsOn] = [period.from, period.until].map((at) =>
        new Date(at + 7_200_000).toISOString().slice(0, 10),
      )
      await registry.db.pool.query(
        `WITH granted AS (
           INSERT INTO decision (id, authority_slug, licence_id, seq, type, decided_on, is_immediate, legal_basis, grounds, relevant_information, conditions,
             reasons_digest, decided_by_capacity, decided_by_name, period_starts_on, period_ends_on, recorded_at, recorded_by_client_id, recorded_by_person_id)
           VALUES (gen_random_uuid(), 'sheffield', $1, 1, 'grant', $2, false, 'tpca-1847-s37', '{}', '{}', '{}', '', 'officer-delegated', 'Licensing Manager',
             $2, $3, now(), 'sheffield.back-office', 'sheffield.officer') RETURNING id)
         INSERT INTO licence_period (decision_id, licence_id, starts_on, ends_on) SELECT id, $1, $2, $3 FROM granted`,
        [id, startsOn, addDays(endsOn ?? '', -1)],
      )
    })

  it('that is in force it is not listed twice', async () => {
    await here('TWICE', 'TW1CE')
    await plantStated(registry.db, [{ ...TAXI, vrm: 'TW1CE', number: 'TWICE' }])
    expect(await listed('TWICE')).toEqual(['2025-07-01 2026-06-30'])
  })
  it('that ran out the one that lasts longer is listed', async () => {
    await here('LONGER', 'L0NGER', inForce('2025-01-01', '2025-12-31'))
    expect(await listed('LONGER')).toEqual(['2025-01-01 2025-12-31'])
    await plantStated(registry.db, [
      { ...TAXI, vrm: 'L0NGER', number: 'LONGER', startsOn: '2025-01-01', endsOn: '2025-11-30' },
    ])
    expect(await listed('LONGER')).toEqual(['2025-01-01 2025-12-31'])
    await plantStated(registry.db, [{ ...TAXI, vrm: 'L0NGER', number: 'LONGER' }])
    expect(await listed('LONGER')).toEqual([thisYear])
  })
  it.each(['suspended', 'revoked', 'surrendered'] as const)(
    'that is %s it is not listed, nor what ran out',
    async (situation) => {
      const number = situation.toUpperCase().slice(0, 8)
      await here(number, `${situation.slice(0, 3).toUpperCase()}1`, inForceThen('2026-02-01', situation))
      await plantStated(registry.db, [
        { ...TAXI, vrm: 'TAX1', number },
        { ...TAXI, vrm: 'TAX1', number, startsOn: '2025-01-01', endsOn: '2025-12-31' },
      ])
      expect(await listed(number)).toEqual([])
    },
  )
})

it('does not answer of vehicles once the feed is too old', async () => {
  await plantStated(registry.db, [{ ...TAXI, number: 'OLD' }], { authority: 'barnsley', at: '2026-02-01T06:00:00Z' })
  expect(await search('OLD', 'barnsley')).toMatchObject({
    items: [],
    isComplete: false,
    notAnswered: ['hackney-carriage-vehicle'],
  })
})
