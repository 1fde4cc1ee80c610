import { office, personOf, refusal } from '../../support/office.js'
import { aDriver } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry({
    env: {
      SEARCH_LIMIT_OFFICER_HOUR: '6',
      SEARCH_LIMIT_OFFICER_DAY: '9',
      SEARCH_LIMIT_AUTHORITY_HOUR: '8',
      SEARCH_LIMIT_AUTHORITY_DAY: '12',
    },
  })
})
afterAll(() => registry.close())

// Each test on a day of its own: nothing of the one before counts.
let day = 2
beforeEach(() => registry.clock.set(`2026-03-${String((day += 2)).padStart(2, '0')}T09:00:00Z`))
const after = (minutes: number) =>
  registry.clock.set(new Date(registry.clock.now().getTime() + minutes * 60_000).toISOString())

let count = 0
const question = (overrides: object = {}, person: object = personOf(aDriver())) => ({
  purpose: 'new-application',
  applicationReference: `REF-${++count}`,
  person,
  ...overrides,
})
const search = (by: Person, overrides: object = {}, person?: object) =>
  by.post('/v1/entry-searches', question(overrides, person))
const statuses = async (times: number, one: () => Promise<{ statusCode: number }>) => {
  const all: number[] = []
  for (let i = 0; i < times; i++) all.push((await one()).statusCode)
  return all
}

describe('distinct persons', () => {
  it('are limited for each officer, an hour; who asks for more is told when to come again', async () => {
    const { officer } = office(registry, 'rotherham')
    expect(await statuses(6, () => search(officer))).toEqual([201, 201, 201, 201, 201, 201])
    after(20)
    const answer = await search(officer)
    expect(refusal(answer)).toEqual([429, 'search-limit-reached'])
    expect(answer.headers['retry-after']).toBe('2400')
    expect((await search(registry.as('rotherham.officer-2'))).statusCode).toBe(201)
    after(41)
    expect((await search(officer)).statusCode).toBe(201)
  })

  it('are limited in 24 hours too', async () => {
    const { officer } = office(registry, 'sheffield')
    await statuses(5, () => search(officer))
    after(61)
    expect(await statuses(5, () => search(officer))).toEqual([201, 201, 201, 201, 429])
    after(61)
    expect((await search(officer)).statusCode).toBe(429)
  })

  it('are limited for all officers of an authority together, and one authority takes nothing from another', async () => {
    const [one, other] = [registry.as('barnsley.officer'), registry.as('barnsley.officer-2')]
    await statuses(5, () => search(one))
    expect(await statuses(4, () => search(other))).toEqual([201, 201, 201, 429])
    expect((await search(registry.as('wolverhampton.officer'))).statusCode).toBe(201)
  })

  it('are counted once: the same data again is nobody new, and is always answered', async () => {
    const { officer } = office(registry, 'tfl')
    const person = personOf(aDriver())
    const again = { applicationReference: 'AGAIN' }
    expect(await statuses(10, () => search(officer, again, person))).not.toContain(429)
    await statuses(5, () => search(officer))
    expect((await search(officer)).statusCode).toBe(429)
    expect((await search(officer, again, person)).statusCode).toBe(201)
  })

  it('are counted when officers ask at the same moment', async () => {
    const { officer } = office(registry, 'plymouth')
    const all = await Promise.all(Array.from({ length: 12 }, () => search(officer)))
    expect(all.filter(({ statusCode }) => statusCode === 201)).toHaveLength(6)
    expect(all.filter(({ statusCode }) => statusCode === 429)).toHaveLength(6)
  })

  it('a refused search leaves its row in the audit, and nothing else', async () => {
    const { officer } = office(registry, 'cardiff')
    await statuses(6, () => search(officer))
    const before = await registry.db.prisma.entrySearch.count()
    const answer = await search(officer)
    expect(await registry.db.prisma.entrySearch.count()).toBe(before)
    const { items } = (
      await registry
        .as('scrutiny.system')
        .get('/v1/audit-events?action=search-entries&outcome=refused&authority=cardiff')
    ).json()
    expect(items).toMatchObject([
      { refusal: 'search-limit-reached', requestId: answer.headers['x-request-id'], object: null },
    ])
  })
})

describe('one reference asked with changed data', () => {
  it('counts twice', async () => {
    const { officer } = office(registry, 'glasgow-city')
    const reference = { applicationReference: 'CHANGED' }
    const answers = await statuses(5, () => search(officer, reference))
    // 1 + 2 + 2, and the next would make 7 of 6.
    expect(answers).toEqual([201, 201, 201, 429, 429])
  })

  it('needs another officer after five changes, who may look at the same again', async () => {
    const [first, second] = [registry.as('dva.officer'), registry.as('dva.officer-2')]
    const reference = { applicationReference: 'SIX-TIMES' }
    const driver = aDriver()
    for (let change = 0; change < 6; change++) {
      const answer = await search(first, reference, personOf({ ...driver, dateOfBirth: `1979-03-1${change}` }))
      expect(answer.statusCode).toBe(201)
      after(24 * 60)
    }
    const seventh = personOf({ ...driver, dateOfBirth: '1979-03-17' })
    expect(refusal(await search(first, reference, seventh))).toEqual([403, 'second-officer-needed'])
    expect((await search(second, reference, seventh)).statusCode).toBe(201)
    expect((await search(first, reference, seventh)).statusCode).toBe(201)
    day += 6
  })

  it('is changed under any reference, or the same one written otherwise', async () => {
    const { officer } = office(registry, 'wolverhampton')
    const [driver, other, another] = [aDriver(), aDriver(), aDriver()]
    await search(officer, { applicationReference: 'One' }, personOf(driver))
    await search(officer, { applicationReference: 'Two' }, personOf({ ...driver, niNumber: 'CE111111A' }))
    await search(officer, { applicationReference: 'ref 1/23-a' }, personOf(other))
    await search(officer, { applicationReference: 'REF1/23.A' }, personOf({ ...other, dateOfBirth: '1980-01-02' }))
    const last = await search(officer, { applicationReference: 'REF-12/3-A' }, personOf(another))
    expect(last.statusCode).toBe(429)
    expect(await countedOf('wolverhampton', 4)).toEqual([1, 2, 1, 2])
  })

  it('and others asked as aliases are counted; at most eight names and two licences of one issuer', async () => {
    const { officer } = office(registry, 'rotherham')
    const names = (n: number) => Array.from({ length: n }, () => aDriver()).map((one) => personOf(one).names[0]!)
    const asked = (n: number) => {
      const [first, ...rest] = names(n)
      return { ...personOf(aDriver()), names: [first, ...rest.map((name) => ({ ...name, type: 'alias' }))] }
    }
    for (const n of [4, 5, 8]) expect((await search(officer, {}, asked(n))).statusCode).toBe(201)
    expect(await countedOf('rotherham', 3)).toEqual([1, 2, 2])
    expect(refusal(await search(officer, {}, asked(9)))).toEqual([400, 'invalid-request', '/person/names'])
    const licences = ['11111111', '22222222', '33333333'].map((number) => ({ issuer: 'ni', number }))
    const three = { ...personOf(aDriver()), drivingLicences: licences }
    expect(refusal(await search(officer, {}, three))).toEqual([400, 'invalid-request', '/person/drivingLicences'])
  })
})

const countedOf = async (authoritySlug: string, last: number) =>
  (await registry.db.prisma.entrySearch.findMany({ where: { authoritySlug }, orderBy: { id: 'asc' } }))
    .map(({ countsAs }) => countsAs)
    .slice(-last)
