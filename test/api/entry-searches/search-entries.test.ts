import { tokenForEvaluation } from '../../../src/features/access/index.js'
import { office, personOf, refusal, type Search } from '../../support/office.js'
import { aDriver, manyAlike, type DriverBody } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'

const REASONS = 'Reasons of a fictional case.'
let registry: Registry
let sheffield: ReturnType<typeof office>
let officer: Person
let entered: DriverBody
beforeAll(async () => {
  registry = await startRegistry()
  await registry.db.prisma.authority.update({
    where: { slug: 'sheffield' },
    data: { contactEmail: 'licensing@sheffield.example' },
  })
  sheffield = office(registry, 'sheffield')
  officer = registry.as('rotherham.officer')
  entered = aDriver({
    familyName: 'Zgierski-Invented',
    givenNames: 'Wawrzyniec Tomasz',
    dateOfBirth: '1983-04-09',
    otherNames: [{ type: 'former', familyName: 'Dummyname', givenNames: 'Wawrzyniec' }],
    addresses: [{ line1: '7 Nowhere Lane', town: 'Sheffield', postcode: 'S1 2HE', startsOn: '2015-01-01' }],
    drivingLicence: { issuer: 'gb', number: 'ZGIER804093WT9AB' },
  })
  await sheffield.refuse(entered, { decidedOn: '2026-03-02', notifiedOn: '2026-03-02' })
})
afterAll(() => registry.close())

let count = 0
const question = (person: object, overrides: object = {}) => ({
  purpose: 'new-application',
  applicationReference: `REF-${++count}`,
  person,
  ...overrides,
})
const search = async (person: object, overrides: object = {}): Promise<Search> =>
  office(registry).made(await officer.post('/v1/entry-searches', question(person, overrides)))

describe('the answer', () => {
  it('of a person with an entry: how sure, in which fields, whose entry, and the statutory facts of the decision', async () => {
    const answer = await officer.post('/v1/entry-searches', question(personOf(entered)))
    const body = answer.json()
    expect(answer.statusCode).toBe(201)
    expect(answer.headers.location).toBe(`/v1/entry-searches/${body.id}`)
    expect(body).toMatchObject({
      outcome: 'exact',
      advice: null,
      conflicts: [],
      searchedAt: '2026-03-02T09:00:00.000Z',
      candidates: [
        {
          band: 'exact',
          holdingAuthority: {
            slug: 'sheffield',
            name: 'Sheffield',
            contact: { email: 'licensing@sheffield.example', phone: null },
          },
          expiresAt: '2026-05-31T09:00:00.000Z',
          decision: {
            type: 'refuse-application',
            decidedOn: '2026-03-02',
            takesEffectOn: null,
            suspensionEndsOn: null,
            state: 'active',
            changes: [],
          },
          review: null,
        },
      ],
    })
    expect(body.registerVersion).toBeGreaterThan(0)
    expect(body.candidates[0].agreement).toContain('date of birth: the same')
  })

  it('of nobody: the same fields', async () => {
    const [found, none] = [await search(personOf(entered)), await search(personOf(aDriver({ drivingLicence: null })))]
    expect(none).toMatchObject({ outcome: 'none', advice: null, candidates: [], conflicts: [] })
    expect(Object.keys(none)).toEqual(Object.keys(found))
  })

  it('names no entry: the reference is random, and another one each time', async () => {
    const references = [await search(personOf(entered)), await search(personOf(entered))].map(
      ({ candidates }) => candidates[0]!.reference,
    )
    expect(references[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/)
    expect(references[0]).not.toBe(references[1])
  })

  it('says where a driver number contradicts the person stated, and not how', async () => {
    const { conflicts } = await search({ ...personOf(entered), dateOfBirth: '1984-04-09' })
    expect(conflicts).toEqual(['The driver number was made for another date of birth than the one stated.'])
  })

  it('finds an entry of one’s own authority too', async () => {
    const own = await sheffield.officer.post('/v1/entry-searches', question(personOf(entered)))
    expect(own.json().candidates).toMatchObject([{ band: 'exact', holdingAuthority: { slug: 'sheffield' } }])
  })
})

describe('nothing that is recorded of a person crosses over', () => {
  const asked: [string, (driver: DriverBody) => DriverBody][] = [
    ['just as recorded', (driver) => driver],
    ['by another spelling', (driver) => ({ ...driver, givenNames: 'Wawrzynec' })],
    ['by the former name', (driver) => ({ ...driver, familyName: 'Dummyname', otherNames: [] })],
    ['with day and month swapped', (driver) => ({ ...driver, dateOfBirth: '1983-09-04' })],
    [
      'by the driver number alone',
      (driver) => ({ ...driver, familyName: 'Otherwise', otherNames: [], niNumber: null, addresses: [] }),
    ],
    [
      'by the NI number alone',
      (driver) => ({ ...driver, familyName: 'Otherwise', otherNames: [], drivingLicence: null, addresses: [] }),
    ],
    ['by name and postcode', (driver) => ({ ...driver, niNumber: null, drivingLicence: null })],
    [
      'with everything a little wrong',
      (driver) => ({ ...driver, familyName: 'Zgirski', dateOfBirth: '1983-04-19', niNumber: null }),
    ],
  ]
  it.each(asked)('%s', async (_how, change) => {
    const answer = await search(personOf(change(entered)))
    expect(answer.candidates.length).toBeGreaterThan(0)
    expect(forbiddenIn(answer)).toEqual([])
    // Nor does the receipt of it tell more.
    const { terms, ...receipt } = (await officer.get(`/v1/entry-searches/${answer.id}`)).json()
    expect(terms).toBeTruthy()
    expect(forbiddenIn(receipt)).toEqual([])
    const scrutinised = (await registry.as('scrutiny.system').get(`/v1/entry-searches/${answer.id}`)).json()
    expect(scrutinised.terms).toBeNull()
    expect(forbiddenIn(scrutinised)).toEqual([])
  })

  const STORED = () => {
    const { familyName, givenNames, dateOfBirth, niNumber, drivingLicence, addresses } = entered
    const { line1, postcode } = addresses![0]!
    return [
      ...familyName.split('-'),
      ...givenNames.split(' '),
      'Dummyname',
      dateOfBirth,
      '1983',
      '09/04',
      '04-09',
      niNumber!.slice(2, 8),
      drivingLicence!.number,
      drivingLicence!.number.slice(5, 11),
      line1,
      'Nowhere',
      postcode,
      postcode.replace(' ', ''),
      REASONS,
      'sexual-offence',
      'not-fit-and-proper',
    ]
  }
  const KEYS =
    /^(niNumber|dateOfBirth|postcode|line1|town|addresses|names|familyName|givenNames|drivingLicences?|reasons|grounds|relevantInformation|entryId|posterior)$/
  function forbiddenIn(answer: object): string[] {
    const text = JSON.stringify(answer).toLowerCase()
    const values = STORED().filter((value) => text.includes(value.toLowerCase()))
    const keys = [...text.matchAll(/"(\w+)":/g)].map(([, key]) => key!).filter((key) => new RegExp(KEYS, 'i').test(key))
    return [...values, ...keys]
  }
})

describe('when there is more than an answer holds', () => {
  const everywhere = ['rotherham', 'sheffield', 'barnsley', 'wolverhampton', 'plymouth', 'tfl']
  it('five exact or strong ones are shown, and the search repeated shows those not yet reviewed', async () => {
    const driver = aDriver({ familyName: 'Refusedeverywhere', givenNames: 'Quentin' })
    for (const authority of everywhere) await refuseAt(authority, driver)
    const cardiff = office(registry, 'cardiff')
    const ask = async (): Promise<Search> =>
      cardiff.made(
        await cardiff.officer.post('/v1/entry-searches', question(personOf(driver), { applicationReference: 'MANY' })),
      )
    const first = await ask()
    expect(first).toMatchObject({ outcome: 'exact', advice: expect.stringContaining('search again') })
    expect(first.candidates).toHaveLength(5)
    for (const { reference } of first.candidates) cardiff.made(await cardiff.review(first, reference, 'rejected'))
    const second = await ask()
    const holders = (candidates: Search['candidates']) =>
      candidates.map(({ holdingAuthority }) => holdingAuthority.slug)
    expect(second.candidates.map(({ review }) => review?.verdict ?? null)).toEqual([
      null,
      'rejected',
      'rejected',
      'rejected',
      'rejected',
    ])
    expect(new Set([...holders(first.candidates), ...holders(second.candidates)])).toEqual(new Set(everywhere))
  })

  it('possible ones come all or not at all: then an identifier must be added', async () => {
    const [asked, ...others] = manyAlike()
    for (const other of others) await refuseAt('barnsley', other)
    const answer = await search(personOf(asked))
    expect(answer).toMatchObject({
      outcome: 'too-many',
      candidates: [],
      advice: expect.stringContaining('Add an identifier'),
    })
  })

  const refuseAt = (authority: string, driver: DriverBody) =>
    office(registry, authority).refuse(driver, {
      legalBasis: { plymouth: 'plymouth-1975-grant', tfl: 'phvla-1998-s13' }[authority] ?? 'lgmpa-1976-s51',
    })
})

describe('a search is refused', () => {
  const bare = { ...personOf(aDriver()), niNumber: null, drivingLicences: [] }
  const nameless = { ...bare, addresses: [] }
  it.each<[string, string, object, object, [number, string, ...string[]]]>([
    ['without an identifier', 'officer', nameless, {}, [422, 'identifier-missing', '/person']],
    [
      'with a former postcode only',
      'officer',
      { ...bare, addresses: [{ line1: '1 Abroad', town: 'Calais' }, ...bare.addresses] },
      {},
      [422, 'identifier-missing', '/person'],
    ],
    [
      'with a reason of an officer who is not senior',
      'officer',
      nameless,
      { seniorReason: 'No papers.' },
      [403, 'forbidden', '/seniorReason'],
    ],
    [
      'with a reason where none is needed',
      'senior',
      bare,
      { seniorReason: 'No papers.' },
      [400, 'invalid-request', '/seniorReason'],
    ],
    [
      'without a reference',
      'officer',
      bare,
      { applicationReference: undefined },
      [400, 'invalid-request', '/applicationReference'],
    ],
    ['without a purpose', 'officer', bare, { purpose: undefined }, [400, 'invalid-request', '/purpose']],
    ['for a purpose of no such list', 'officer', bare, { purpose: 'curiosity' }, [400, 'invalid-request', '/purpose']],
    ['by a name alone', 'officer', { names: bare.names }, {}, [400, 'invalid-request', '/person/dateOfBirth']],
    [
      'by a year of birth',
      'officer',
      { ...bare, dateOfBirth: '1979' },
      {},
      [400, 'invalid-request', '/person/dateOfBirth'],
    ],
    [
      'by a day of birth to come',
      'officer',
      { ...bare, dateOfBirth: '2026-03-03' },
      {},
      [422, 'date-in-future', '/person/dateOfBirth'],
    ],
    [
      'by a wildcard',
      'officer',
      { ...bare, names: [{ type: 'full', familyName: '%', givenNames: '*' }] },
      {},
      [400, 'invalid-request', '/person/names/0/familyName', '/person/names/0/givenNames'],
    ],
    [
      'without the full name first',
      'officer',
      { ...bare, names: [{ ...bare.names[0], type: 'alias' }] },
      {},
      [400, 'invalid-request', '/person/names'],
    ],
  ])('%s', async (_what, role, person, overrides, expected) => {
    const before = await registry.db.prisma.entrySearch.count()
    const answer = await registry.as(`rotherham.${role}`).post('/v1/entry-searches', question(person, overrides))
    expect(refusal(answer)).toEqual(expected)
    expect(await registry.db.prisma.entrySearch.count()).toBe(before)
  })

  it('a senior officer may search without an identifier, for a reason that is kept', async () => {
    const senior = registry.as('rotherham.senior')
    const { id } = office(registry).made(
      await senior.post('/v1/entry-searches', question(nameless, { seniorReason: 'Asylum seeker without papers.' })),
    )
    expect((await senior.get(`/v1/entry-searches/${id}`)).json()).toMatchObject({
      seniorReason: 'Asylum seeker without papers.',
      flags: ['no-identifier'],
    })
  })
})

it('names the application here, by its id or by a reference that only it has', async () => {
  const { made, apply } = office(registry)
  const id = await apply()
  const subjectId: string = (await officer.get(`/v1/applications/${id}`)).json().subject.id
  const applyAs = async (reference: string): Promise<string> =>
    made(
      await officer.post('/v1/applications', {
        type: 'new',
        kind: 'private-hire-driver',
        subjectId,
        receivedOn: '2026-02-20',
        reference,
      }),
    ).id
  const one = await applyAs('APP-1')
  await applyAs('APP-2')
  await applyAs('APP-2')
  const named = async (applicationReference: string) =>
    (await search(personOf(aDriver()), { applicationReference })).applicationId
  expect(await named(id)).toBe(id)
  expect(await named('APP-1')).toBe(one)
  expect(await named('APP-2')).toBeNull()
  expect(await named('APP-3')).toBeNull()
  expect(await named(await office(registry, 'sheffield').apply())).toBeNull()
})

it('an answer leaves at a full step of time, whether somebody was found or nobody', async () => {
  const slow = await startRegistry({ env: { SEARCH_ANSWER_QUANTUM_MS: '500' } })
  await office(slow, 'sheffield').refuse(entered)
  const authorization = `Bearer ${await tokenForEvaluation(slow.deps, 'rotherham.officer')}`
  for (const [driver, outcome] of [
    [entered, 'exact'],
    [aDriver({ familyName: 'Nobody' }), 'none'],
  ] as const) {
    const headers = { authorization, 'idempotency-key': outcome }
    const payload = question(personOf(driver))
    const began = performance.now()
    const answer = await slow.app.inject({ method: 'POST', url: '/v1/entry-searches', headers, payload })
    const tookMs = performance.now() - began
    expect(answer.json().outcome).toBe(outcome)
    expect(tookMs).toBeGreaterThanOrEqual(499)
  }
  // Refused too.
  const { addresses: _none, ...nameless } = { ...personOf(aDriver()), niNumber: null, drivingLicences: [] }
  const began = performance.now()
  const refused = await slow.app.inject({
    method: 'POST',
    url: '/v1/entry-searches',
    headers: { authorization, 'idempotency-key': 'refused' },
    payload: question(nameless),
  })
  expect([refused.statusCode, performance.now() - began >= 499]).toEqual([422, true])
  await slow.close()
})
