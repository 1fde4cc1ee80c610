import { aDriver, anOperator, aVehicle } from '../../support/people.js'
import { plantGranted } from '../../support/licences.js'
import { office, revoke, suspend } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())
afterEach(() => registry.clock.set('2026-03-02T09:00:00Z'))

const ask = (query: string, authority = 'rotherham') =>
  registry.anyone.get(`/v1/public-register/${authority}/licences?${query}`)
const byNumber = async (number: string, authority?: string) =>
  (await ask(`number=${encodeURIComponent(number)}`, authority)).json()
const byName = async (name: string, authority?: string) =>
  (await ask(`name=${encodeURIComponent(name)}`, authority)).json()
const numbers = ({ items }: { items: { number: string }[] }) => items.map(({ number }) => number)

const rotherham = () => office(registry)
const driverCalled = async (givenNames: string, familyName: string, authority = 'rotherham'): Promise<string> => {
  const { officer, made } = office(registry, authority)
  return made(await officer.post('/v1/drivers', aDriver({ givenNames, familyName }))).id
}

it('shows what the law lists of a driver’s licence, and not one field more', async () => {
  const id = await driverCalled('Ada Mary', 'O’Register')
  await rotherham().grant('private-hire-driver', { number: 'LISTED-1' }, id)
  const answer = await ask('number=listed-1')
  expect(answer.statusCode).toBe(200)
  expect(answer.json()).toEqual({
    authority: { slug: 'rotherham', name: 'Rotherham' },
    items: [
      {
        kind: 'private-hire-driver',
        number: 'LISTED-1',
        name: 'Ada Mary O’Register',
        grantedOn: '2026-03-02',
        startsOn: '2026-03-02',
        endsOn: '2027-03-01',
        registrationMark: null,
        operatingCentres: [],
      },
    ],
    hasMore: false,
    isComplete: true,
    notAnswered: [],
    notKept: [],
    listed: [
      expect.objectContaining({ kind: 'hackney-carriage-driver', alsoLists: [] }),
      expect.objectContaining({
        kind: 'private-hire-driver',
        alsoLists: ['name'],
        citation: 'Local Government (Miscellaneous Provisions) Act 1976 s.51(3)',
      }),
      expect.objectContaining({ kind: 'hackney-carriage-vehicle', alsoLists: [] }),
    ],
    dataSources: ['driver', 'vehicle', 'operator'].map((cls) => ({ class: cls, mode: 'registry', updatedAt: null })),
  })
})

it('finds a name only as a whole, in any case and spacing', async () => {
  await rotherham().grant('private-hire-driver', { number: 'WHOLE-1' }, await driverCalled('Zoë  Ann', 'Whole'))
  expect(numbers(await byName('Zoë Ann Whole'))).toEqual(['WHOLE-1'])
  expect(numbers(await byName('  zoë   ANN  whole '))).toEqual(['WHOLE-1'])
  for (const part of ['Zoë', 'Whole', 'Zoë Whole', 'Ann Whole', 'Zoë Ann Whol', 'Zo% Ann Whole', 'Zoë Ann Whol_', '%', '_', '.*', 'Whole Zoë Ann'])
    expect([part, numbers(await byName(part))]).toEqual([part, []])
}) // prettier-ignore

it('finds a name with whatever apostrophe either side wrote it', async () => {
  const apostrophes = ["'", '’', 'ʼ', '‘']
  for (const [index, written] of apostrophes.entries())
    await rotherham().grant('private-hire-driver', { number: `APO-${index}` }, await driverCalled('Finn', `O${written}Fiction`))
  for (const asked of apostrophes)
    expect([asked, numbers(await byName(`finn o${asked}fiction`))]).toEqual([asked, ['APO-0', 'APO-1', 'APO-2', 'APO-3']])
  expect(numbers(await byName('Finn OFiction'))).toEqual([])
}) // prettier-ignore

it('finds a number only as a whole', async () => {
  await rotherham().grant('private-hire-driver', { number: 'EXACT-12' })
  expect(numbers(await byNumber('EXACT-12'))).toEqual(['EXACT-12'])
  for (const part of ['EXACT-1', 'EXACT', 'XACT-12', 'EXACT-123', 'EXACT12'])
    expect([part, numbers(await byNumber(part))]).toEqual([part, []])
})

it.each([
  ['neither number nor name', ''],
  ['both', 'number=A-1&name=Ada'],
  ['a wildcard in a number', 'number=A%25'],
  ['an underscore in a number', 'number=A_1'],
  ['an empty number', 'number='],
  ['a blank name', 'name=%20'],
  ['a control character', 'name=A%00da'],
  ['a name of 201 characters', `name=${'a'.repeat(201)}`],
  ['a number twice', 'number=A-1&number=A-2'],
  ['another field', 'number=A-1&limit=1000'],
])('refuses %s with 400', async (_, query) => {
  expect((await ask(query)).statusCode).toBe(400)
})

it('answers for a GSS code, present or former, and not for nobody', async () => {
  await office(registry, 'barnsley').grant('private-hire-driver', { number: 'CODE-1' })
  for (const key of ['barnsley', 'E08000038', 'E08000016'])
    expect([key, numbers(await byNumber('CODE-1', key))]).toEqual([key, ['CODE-1']])
  expect((await ask('number=CODE-1', 'nowhere')).statusCode).toBe(404)
})

it('shows nothing of another authority', async () => {
  await office(registry, 'sheffield').grant('private-hire-driver', { number: 'OTHER-1' })
  expect(numbers(await byNumber('OTHER-1'))).toEqual([])
})

it('does not show a licence that is suspended, revoked or not yet begun, and answers as for one that never was', async () => {
  const { grant, decide } = rotherham()
  const id = await driverCalled('Norma', 'Nowhere')
  const suspended = await grant('private-hire-driver', { number: 'GONE-1' }, id)
  const revoked = await grant('private-hire-driver', { number: 'GONE-2' })
  await grant('private-hire-driver', { number: 'GONE-3', period: { startsOn: '2026-03-03', endsOn: '2027-03-02' } })
  const immediate = { isImmediate: true, takesEffectOn: '2026-03-02' }
  expect((await decide(suspended.id, suspend(immediate))).statusCode).toBe(201)
  expect((await decide(revoked.id, revoke(immediate))).statusCode).toBe(201)
  const never = (await ask('number=NEVER-1')).body
  for (const number of ['GONE-1', 'GONE-2', 'GONE-3']) expect((await ask(`number=${number}`)).body).toBe(never)
  expect((await ask('name=Norma%20Nowhere')).body).toBe(never)
  registry.clock.set('2026-03-03T00:00:00Z')
  expect(numbers(await byNumber('GONE-3'))).toEqual(['GONE-3'])
})

it('shows a licence under notice like any other in force', async () => {
  const { grant, decide } = rotherham()
  const licence = await grant('private-hire-driver', { number: 'NOTICE-1' })
  const before = (await ask('number=NOTICE-1')).body
  await decide(licence.id, revoke({ isImmediate: false, takesEffectOn: '2026-03-23' }))
  expect((await ask('number=NOTICE-1')).body).toBe(before)
})

it('shows a licence that ran out for as long as one may last, and no longer', async () => {
  await rotherham().grant('private-hire-driver', { number: 'OLD-1' })
  for (const [at, found] of [
    ['2027-03-01T23:59:59Z', ['OLD-1']],
    ['2027-03-02T00:00:00Z', ['OLD-1']],
    ['2030-03-01T12:00:00Z', ['OLD-1']],
    ['2030-03-02T00:00:00Z', []],
  ] as const) {
    registry.clock.set(at)
    expect([at, numbers(await byNumber('OLD-1'))]).toEqual([at, found])
  }
})

it('shows both licences of a dual badge, and the name with the one of which the law lists it; by name only that one is found', async () => {
  const id = await driverCalled('Dora', 'Dual')
  await rotherham().grant('private-hire-driver', { number: 'DUAL-1' }, id)
  await rotherham().grant('hackney-carriage-driver', { number: 'DUAL-1' }, id)
  expect((await byNumber('DUAL-1')).items).toMatchObject([
    { kind: 'hackney-carriage-driver', name: null },
    { kind: 'private-hire-driver', name: 'Dora Dual' },
  ])
  expect((await byName('Dora Dual')).items).toMatchObject([{ kind: 'private-hire-driver' }])
})

it('shows no vehicle or operator where no law lists them, and of a hackney carriage no registration mark', async () => {
  const { officer, made, grant } = rotherham()
  const operator = made(await officer.post('/v1/operators', anOperator({ name: 'Unlisted Cars Ltd' }))).id
  await grant('private-hire-operator', { number: 'PO-1' }, operator)
  await grant('private-hire-vehicle', { number: 'PV-1' })
  await grant('hackney-carriage-vehicle', { number: 'HV-1' })
  expect(numbers(await byNumber('PO-1'))).toEqual([])
  expect(numbers(await byName('Unlisted Cars Ltd'))).toEqual([])
  expect(numbers(await byNumber('PV-1'))).toEqual([])
  expect((await byNumber('HV-1')).items).toMatchObject([{ number: 'HV-1', name: null, registrationMark: null }])
})

it('shows in London what the Act of 1998 lists of operators and vehicles too', async () => {
  const { officer, made, grant } = office(registry, 'tfl')
  const operator = made(await officer.post('/v1/operators', anOperator({ name: 'Fictional Minicabs Ltd' }))).id
  const vehicle = made(await officer.post('/v1/vehicles', aVehicle({ vrm: 'FC26LON' }))).id
  await grant('private-hire-operator', { number: 'LO-1', legalBasis: 'phvla-1998-s3' }, operator)
  await grant('private-hire-vehicle', { number: 'LV-1', legalBasis: 'phvla-1998-s7' }, vehicle)
  const found = await byName('fictional minicabs ltd', 'tfl')
  expect(found.items).toMatchObject([{ number: 'LO-1', name: 'Fictional Minicabs Ltd', registrationMark: null }])
  expect(found.items[0].operatingCentres).toHaveLength(1)
  expect((await byNumber('LV-1', 'tfl')).items).toMatchObject([
    { number: 'LV-1', name: null, registrationMark: 'FC26LON', operatingCentres: [] },
  ])
})

it('finds nobody by name where the law lists numbers only', async () => {
  const id = await driverCalled('Nessa', 'Numberonly', 'glasgow-city')
  await office(registry, 'glasgow-city').grant(
    'private-hire-driver',
    { number: 'SC-1', legalBasis: 'cgsa-1982-s13' },
    id,
  )
  expect(numbers(await byName('Nessa Numberonly', 'glasgow-city'))).toEqual([])
  expect((await byNumber('SC-1', 'glasgow-city')).items).toMatchObject([{ number: 'SC-1', name: null }])
})

it('says that it does not know, rather than list from data that is too old or not kept here', async () => {
  await office(registry, 'wolverhampton').grant('private-hire-driver', { number: 'FED-1' })
  const source = { authoritySlug_class: { authoritySlug: 'wolverhampton', class: 'driver' } }
  const feed = (updatedAt: string) =>
    registry.db.prisma.dataSource.update({ where: source, data: { mode: 'feed', updatedAt: new Date(updatedAt) } })
  await feed('2026-02-23T09:00:00Z')
  expect(await byNumber('FED-1', 'wolverhampton')).toMatchObject({ isComplete: true, items: [{ number: 'FED-1' }] })
  await feed('2026-02-23T08:59:59Z')
  const drivers = ['hackney-carriage-driver', 'private-hire-driver']
  expect(await byNumber('FED-1', 'wolverhampton')).toMatchObject({
    isComplete: false,
    notAnswered: drivers,
    notKept: [],
    items: [],
  })
  expect(await byNumber('FED-1', 'leeds')).toMatchObject({
    isComplete: false,
    notAnswered: [...drivers, 'hackney-carriage-vehicle'],
    notKept: [...drivers, 'hackney-carriage-vehicle'],
    items: [],
  })
})

it('answers 50 namesakes at most and says that there are more', async () => {
  await plantGranted(registry.db, 50, 'SAME-')
  expect(await byName('Fictional Example')).toMatchObject({ hasMore: false, items: { length: 50 } })
  await plantGranted(registry.db, 1, 'ANOTHER-')
  const { items, hasMore } = await byName('Fictional Example')
  expect([items.length, hasMore]).toEqual([50, true])
})

describe('caches', () => {
  it('are told how long the answer keeps, and 304 while it is the same', async () => {
    const licence = await rotherham().grant('private-hire-driver', { number: 'TAG-1' })
    const first = await ask('number=TAG-1')
    const etag = String(first.headers['etag'])
    expect([etag, first.headers['cache-control']]).toEqual([
      expect.stringMatching(/^"[\w-]{43}"$/),
      'public, max-age=60',
    ])
    const again = (tag: string) =>
      registry.anyone.get('/v1/public-register/rotherham/licences?number=TAG-1', { 'if-none-match': tag })
    for (const tag of [etag, `"x", W/${etag}`, '*']) {
      const answer = await again(tag)
      expect([answer.statusCode, answer.body, answer.headers['etag']]).toEqual([304, '', etag])
    }
    await rotherham().decide(licence.id, suspend({ isImmediate: true, takesEffectOn: '2026-03-02' }))
    expect((await again(etag)).statusCode).toBe(200)
  })
  it('keep no error', async () => {
    expect((await ask('')).headers['cache-control']).toBe('no-store')
  })
})

it('needs no token, and reads none', async () => {
  const url = '/v1/public-register/rotherham/licences?number=LISTED-1'
  const anonymous = await registry.anyone.get(url)
  expect((await registry.anyone.get(url, { authorization: 'Bearer bad' })).body).toBe(anonymous.body)
  expect((await registry.as('sheffield.officer').get(url)).body).toBe(anonymous.body)
})
