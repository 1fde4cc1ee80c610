import { METHOD } from '../../src/domain/match.js'
import {
  describeDriver,
  dropEntry,
  findDriversLike,
  findEntriesLike,
  indexEntry,
  refreshStatistics,
  type Found,
} from '../../src/features/matching/index.js'
import { indexed } from '../../src/features/matching/indexed.js'
import { findCandidates } from '../../src/features/matching/match.store.js'
import { inTransaction } from '../../src/platform/db.js'
import { person, type Told } from '../domain/people.js'
import { asProgram } from '../support/as-owner.js'
import { aDriver } from '../support/people.js'
import { planter } from '../support/plant-facts.js'
import { startRegistry, type Registry } from '../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const HOME = ['12 Invented Street', 'Rotherham', 'S60 2TH'] as const
const MOVED = ['7 Madeup Road', 'Sheffield', 'S1 2HH'] as const

/** A live entry about this fictional person. */
async function anEntry(told: Told, authoritySlug = 'rotherham'): Promise<string> {
  const entryId = await planter(registry.db).entry(authoritySlug)
  await inTransaction(registry.db, (tx) => {
    return indexEntry(tx, registry.deps.secrets, { entryId, authoritySlug }, person(told))
  })
  return entryId
}
const search = (told: Told, options?: { notOf: string }): Promise<Found[]> =>
  inTransaction(registry.db, (tx) => findEntriesLike(tx, registry.deps.secrets, person(told), options))
const idsOf = (found: Found[]) => found.map(({ objectId }) => objectId)

describe('an entry', () => {
  const held: Told = {
    given: 'Mohammed Tariq',
    family: 'Imaginhussain',
    born: '1984-02-11',
    addresses: [HOME],
    ni: 'AB123456',
  }
  let entry: string
  beforeAll(async () => {
    entry = await anEntry(held)
    await anEntry({ given: 'Zbigniew', family: 'Zgierski', born: '1961-07-30', addresses: [MOVED] })
  })

  it.each<[string, Told, string]>([
    ['as it is', held, 'exact'],
    [
      'under a spelling of the name, at a new address',
      { ...held, given: 'Muhammad Tarek', addresses: [MOVED], ni: null },
      'exact',
    ],
    ['with day and month changed over', { ...held, born: '1984-11-02', ni: null }, 'strong'],
    [
      'with given and family name changed over',
      { ...held, given: 'Imaginhussain', family: 'Mohammed Tariq', ni: null },
      'strong',
    ],
    [
      'under another name at another address, by its number',
      { ...held, family: 'Otherwise', addresses: [MOVED] },
      'exact',
    ],
  ])('is found %s', async (_, told, band) => {
    expect(await search(told)).toMatchObject([{ objectId: entry, authoritySlug: 'rotherham', band }])
  })

  it('is compared with whoever gives its number with one character wrong, and nothing else alike', async () => {
    const other = { given: 'Selma', family: 'Sample', born: '1999-09-09', ni: 'AB123457' }
    const candidates = (ni: string) =>
      inTransaction(registry.db, (tx) => {
        return findCandidates(tx, 'entry', indexed(registry.deps.secrets, person({ ...other, ni })), undefined)
      })
    expect((await candidates('AB123457')).map(({ id }) => id)).toEqual([entry])
    expect(await candidates('AB129957')).toEqual([])
  })

  it('is not found by who leaves out its authority', async () => {
    expect(await search(held, { notOf: 'rotherham' })).toEqual([])
    expect(idsOf(await search(held, { notOf: 'sheffield' }))).toEqual([entry])
  })

  it('holds no identifier that could be read, and the version of the method', async () => {
    const { rows } = await asProgram(
      registry.db,
      'SELECT *, to_jsonb(m)::text AS all FROM entry_match m WHERE entry_id = $1',
      entry,
    )
    expect(rows[0].method).toBe(METHOD)
    expect(rows[0].all).not.toContain('123456')
  })

  it('is found as it was described last, and no longer once it is dropped', async () => {
    const changed: Told = { given: 'Ilya', family: 'Imagined', born: '1970-05-06' }
    const entryId = await anEntry({ given: 'Farah', family: 'Fictional', born: '1990-10-12', addresses: [HOME] })
    await inTransaction(registry.db, (tx) => {
      return indexEntry(tx, registry.deps.secrets, { entryId, authoritySlug: 'rotherham' }, person(changed))
    })
    expect(idsOf(await search({ given: 'Farah', family: 'Fictional', born: '1990-10-12' }))).toEqual([])
    expect(idsOf(await search(changed))).toEqual([entryId])
    await inTransaction(registry.db, (tx) => dropEntry(tx, entryId))
    expect(await search(changed)).toEqual([])
  })
})

it('a thousand namesakes of one birthday and house are read in part, and the one with the number is found first', async () => {
  const told: Told = { given: 'Nobody', family: 'Namesake', born: '1977-06-05', addresses: [HOME] }
  const first = await anEntry(told, 'sheffield')
  const columns =
    'authority_slug, origin, import_proposal_id, first_made_on, retained_until, state, version, decision_type, decided_on, created_at'
  await asProgram(
    registry.db,
    `WITH made AS (
       INSERT INTO entry (id, ${columns}) SELECT gen_random_uuid(), ${columns} FROM entry, generate_series(1, 1000) WHERE id = $1 RETURNING id)
     INSERT INTO entry_match SELECT made.id, m.authority_slug, m.keys, m.identifiers, m.record, m.method FROM made, entry_match m WHERE m.entry_id = $1`,
    first,
  )
  const one = await anEntry({ ...told, ni: 'CE654321' }, 'sheffield')

  const found = await search({ ...told, ni: 'CE654321' })

  expect(found[0]).toMatchObject({ objectId: one, band: 'exact' })
  expect(found.length).toBeGreaterThan(50)
  expect(found.length).toBeLessThanOrEqual(160)
})

it('a driver record is found from the moment it is made, and under what is added to it', async () => {
  const officer = registry.as('rotherham.officer')
  const body = aDriver({ familyName: 'Unheardof', givenNames: 'Oscar', dateOfBirth: '1969-12-01' })
  const created = await officer.post('/v1/drivers', body)
  const { id } = created.json<{ id: string }>()
  const told: Told = { given: 'Oscar', family: 'Unheardof', born: '1969-12-01', addresses: [HOME] }
  const like = async (family: string) => {
    const asked = indexed(registry.deps.secrets, person({ ...told, family }))
    return (await inTransaction(registry.db, (tx) => findDriversLike(tx, [asked]))).flat()
  }
  expect(await like('Unheardof')).toMatchObject([{ objectId: id, authoritySlug: 'rotherham' }])

  await officer.patch(`/v1/drivers/${id}`, { familyName: 'Renamed' }, { 'if-match': String(created.headers['etag']) })

  expect(idsOf(await like('Renamed'))).toEqual([id])
  expect(idsOf(await like('Unheardof'))).toEqual([id])
  expect(await inTransaction(registry.db, (tx) => describeDriver(tx, registry.deps.secrets, id))).toEqual({
    names: [
      { type: 'full', familyName: 'Renamed', givenNames: 'Oscar' },
      { type: 'former', familyName: 'Unheardof', givenNames: 'Oscar' },
    ],
    dateOfBirth: '1969-12-01',
    addresses: [{ line1: '1 Invented Street', town: 'Rotherham', postcode: 'S60 2TH' }],
    niNumber: body.niNumber?.slice(0, 8),
    drivingLicences: [body.drivingLicence],
  })
})

it('a name counts less the more bear it, in any spelling, once names are counted', async () => {
  const told: Told = { given: 'Quentin', family: 'Qualmish', born: '1955-01-02' }
  await anEntry(told)
  const before = await search(told)
  for (const given of ['Quentin', 'Ahmed', 'Ahmad', 'Ahamed'])
    await anEntry({ given, family: `Qualmish`, born: '1940-01-02' })

  await refreshStatistics(registry.db, new Date())

  const statistics = await registry.db.prisma.matchStatistics.findUniqueOrThrow({ where: { id: 1 } })
  const entries = await registry.db.prisma.entryMatch.count()
  expect(statistics.records).toBe(entries + (await registry.db.prisma.driverMatch.count()))
  expect(statistics.given).toMatchObject({ ahmed: 3 / statistics.records })
  expect(statistics.family).toMatchObject({ qualmish: 5 / statistics.records })
  const [after] = (await search(told)).filter(({ objectId }) => objectId === before[0]?.objectId)
  expect(after?.bits).toBeLessThan(before[0]!.bits)
})
