import { randomUUID } from 'node:crypto'
import { aDriver } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'

const ADDRESS = { line1: '1 Invented Street', town: 'Rotherham', postcode: 'S60 2TH', startsOn: '2019-05-01' }

describe('POST /v1/drivers', () => {
  let registry: Registry
  let officer: Person
  beforeAll(async () => {
    registry = await startRegistry()
    officer = registry.as('rotherham.officer')
  })
  afterAll(() => registry.close())

  const drivers = () => registry.db.prisma.driver.count()
  const audited = () => registry.db.prisma.auditEvent.count()
  const pointers = (body: { errors?: { pointer: string }[] }) => body.errors?.map(({ pointer }) => pointer)

  describe('201', () => {
    it('answers the record, its address and its ETag, and a read gives the same', async () => {
      const body = aDriver({
        otherNames: [
          { type: 'former', familyName: 'Invented', givenNames: 'Farah', endsOn: '2010-06-30' },
          { type: 'alias', familyName: 'F.', givenNames: 'Fa' },
        ],
        addresses: [
          { ...ADDRESS, endsOn: '2020-01-31' },
          { ...ADDRESS, line1: '2 Invented Street', startsOn: '2020-02-01' },
        ],
        niNumber: 'ab 00 10 01 c',
        drivingLicence: { issuer: 'gb', number: 'ficti 703129 f99ab 01' },
      })
      const answer = await officer.post('/v1/drivers', body)

      expect(answer.statusCode).toBe(201)
      const driver = answer.json()
      expect(driver).toEqual({
        ...body,
        id: expect.any(String),
        authority: 'rotherham',
        otherNames: [body.otherNames![0], { ...body.otherNames![1], endsOn: null }],
        addresses: [
          { ...ADDRESS, line2: null, endsOn: '2020-01-31' },
          { ...ADDRESS, line1: '2 Invented Street', line2: null, startsOn: '2020-02-01', endsOn: null },
        ],
        niNumber: 'AB001001',
        drivingLicence: { issuer: 'gb', number: 'FICTI703129F99AB' },
        createdAt: '2026-03-02T09:00:00.000Z',
        updatedAt: '2026-03-02T09:00:00.000Z',
      })
      expect(answer.headers).toMatchObject({ etag: '"1"', location: `/v1/drivers/${driver.id}` })
      const read = await officer.get(`/v1/drivers/${driver.id}`)
      expect([read.statusCode, read.json(), read.headers.etag]).toEqual([200, driver, '"1"'])
    })

    it('needs a name and a date of birth only', async () => {
      const answer = await officer.post('/v1/drivers', {
        familyName: 'Sparse',
        givenNames: 'Sam',
        dateOfBirth: '2010-03-02',
      })
      expect(answer.statusCode).toBe(201)
      expect(answer.json()).toMatchObject({
        niNumber: null,
        drivingLicence: null,
        email: null,
        otherNames: [],
        addresses: [],
      })
    })

    it('keeps one spelling of a name: NFC, trimmed', async () => {
      const answer = await officer.post('/v1/drivers', aDriver({ familyName: '  Bronte\u0308 ' }))
      expect(answer.json().familyName).toBe('Bront\u00eb')
    })

    it('takes the same person at another authority', async () => {
      const body = aDriver()
      expect((await officer.post('/v1/drivers', body)).statusCode).toBe(201)
      expect((await registry.as('sheffield.officer').post('/v1/drivers', body)).statusCode).toBe(201)
    })

    it('leaves exactly one audit row, which names officer and driver', async () => {
      const before = await audited()
      const { id } = (await officer.post('/v1/drivers', aDriver())).json()
      expect(await audited()).toBe(before + 1)
      const row = await registry.db.prisma.auditEvent.findFirstOrThrow({ orderBy: { seq: 'desc' } })
      expect(row).toMatchObject({
        action: 'create-driver',
        personId: 'rotherham.officer',
        objectKind: 'driver',
        objectId: id,
        outcome: 'done',
      })
    })

    it('says the same again for the same Idempotency-Key, and records one driver', async () => {
      const body = aDriver()
      const key = { 'idempotency-key': randomUUID() }
      const first = await officer.post('/v1/drivers', body, key)
      const before = [await drivers(), await audited()]
      const second = await officer.post('/v1/drivers', body, key)
      expect([second.statusCode, second.json()]).toEqual([201, first.json()])
      expect(second.headers).toMatchObject({ etag: '"1"', 'idempotency-replayed': 'true' })
      expect([await drivers(), await audited()]).toEqual(before)
    })
  })

  describe('encryption at rest', () => {
    it('keeps neither number readable; equal numbers have equal indexes and unequal ciphertexts', async () => {
      const body = aDriver({ niNumber: 'CE654321A', drivingLicence: { issuer: 'ni', number: '87654321' } })
      const ids = []
      for (const slug of ['rotherham', 'sheffield'])
        ids.push((await registry.as(`${slug}.officer`).post('/v1/drivers', body)).json().id as string)
      const [one, other] = await registry.db.prisma.driver.findMany({ where: { id: { in: ids } } })

      expect(one!.niNumberIndex).toEqual(other!.niNumberIndex)
      expect(one!.drivingLicenceNumberIndex).toEqual(other!.drivingLicenceNumberIndex)
      expect(one!.niNumberEncrypted).not.toEqual(other!.niNumberEncrypted)
      const { rows } = await registry.db.pool.query<{ row: string }>(
        `SELECT t::text AS row FROM driver t UNION ALL SELECT t::text FROM idempotency_key t UNION ALL SELECT t::text FROM audit_event t`,
      )
      for (const number of ['CE654321', '87654321']) {
        const hex = Buffer.from(number).toString('hex')
        expect(rows.filter(({ row }) => row.includes(number) || row.includes(hex))).toEqual([])
      }
    })

    it('tells the same number of two issuers apart', async () => {
      const number = '11223344'
      for (const issuer of ['ni', 'community'])
        expect((await officer.post('/v1/drivers', aDriver({ drivingLicence: { issuer, number } }))).statusCode).toBe(
          201,
        )
    })
  })

  describe('400', () => {
    const many = <T>(n: number, item: T): T[] => Array.from({ length: n }, () => item)
    it.each<[string, string, Record<string, unknown>]>([
      ['a control character', '/familyName', { familyName: 'Fic\u0007tional' }],
      ['NUL', '/givenNames', { givenNames: 'Fa\u0000rah' }],
      ['a line break', '/familyName', { familyName: 'Fic\ntional' }],
      ['a lone surrogate', '/familyName', { familyName: 'Fic\ud800' }],
      ['a blank name', '/familyName', { familyName: '   ' }],
      ['a name without end', '/givenNames', { givenNames: 'a'.repeat(101) }],
      ['a number for a name', '/familyName', { familyName: 7 }],
      ['an object for a name', '/familyName', { familyName: { startsWith: '' } }],
      ['no name', '/familyName', { familyName: undefined }],
      ['an unknown key', '/isAdmin', { isAdmin: true }],
      ['the authority, which is the caller’s', '/authority', { authority: 'sheffield' }],
      ['an impossible date', '/dateOfBirth', { dateOfBirth: '1979-02-29' }],
      ['a date before 1900', '/dateOfBirth', { dateOfBirth: '1899-12-31' }],
      ['an instant for a date', '/dateOfBirth', { dateOfBirth: '1979-03-12T00:00:00Z' }],
      ['no NI number', '/niNumber', { niNumber: 'GB123456A' }],
      ['a NI number with NUL', '/niNumber', { niNumber: 'AB12345\u0000' }],
      [
        'no licence number of that issuer',
        '/drivingLicence/number',
        { drivingLicence: { issuer: 'ni', number: 'FICTI703129F99AB' } },
      ],
      ['an issuer unknown', '/drivingLicence/issuer', { drivingLicence: { issuer: 'fr', number: '12345678' } }],
      ['no postcode', '/addresses/0/postcode', { addresses: [{ ...ADDRESS, postcode: '12345' }] }],
      [
        'an address that ends before it starts',
        '/addresses/1/endsOn',
        { addresses: [ADDRESS, { ...ADDRESS, endsOn: '2019-04-30' }] },
      ],
      ['an unknown key in an address', '/addresses/0/country', { addresses: [{ ...ADDRESS, country: 'UK' }] }],
      ['21 names', '/otherNames', { otherNames: many(21, { type: 'alias', familyName: 'A', givenNames: 'B' }) }],
      ['51 addresses', '/addresses', { addresses: many(51, ADDRESS) }],
      [
        'a name of no known type',
        '/otherNames/0/type',
        { otherNames: [{ type: 'stage', familyName: 'A', givenNames: 'B' }] },
      ],
      ['no e-mail address', '/email', { email: 'farah at example' }],
      ['no telephone number', '/phone', { phone: '+44\u0000' }],
    ])('%s: names %s, records nothing', async (_, pointer, fault) => {
      const before = await drivers()
      const answer = await officer.post('/v1/drivers', { ...aDriver(), ...fault })
      expect([answer.statusCode, answer.json().type]).toEqual([400, '/problems/invalid-request'])
      expect(pointers(answer.json())).toContain(pointer)
      expect(await drivers()).toBe(before)
    })

    it.each(['[]', 'null', '"text"', '{', '{"familyName":"\\ud800"}', '{"__proto__":{"familyName":"A"}}'])(
      'the body %s',
      async (payload) => {
        const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
        const answer = await officer.send({ method: 'POST', url: '/v1/drivers', payload, headers })
        expect(answer.statusCode).toBe(400)
      },
    )

    it('a write without an Idempotency-Key', async () => {
      const answer = await officer.send({ method: 'POST', url: '/v1/drivers', payload: aDriver() })
      expect([answer.statusCode, answer.json().type]).toEqual([400, '/problems/idempotency-key-missing'])
    })
  })

  describe('409', () => {
    it.each(['niNumber', 'drivingLicence'] as const)('a second driver with the same %s', async (field) => {
      const first = aDriver()
      await officer.post('/v1/drivers', first)
      const before = [await drivers(), await audited()]
      const answer = await officer.post('/v1/drivers', aDriver({ [field]: first[field] }))
      expect([answer.statusCode, answer.json().type]).toEqual([409, '/problems/driver-already-recorded'])
      expect(pointers(answer.json())).toEqual([`/${field}`])
      expect([await drivers(), await audited()]).toEqual([before[0], before[1]! + 1])
    })

    it('knows a number by any spelling', async () => {
      await officer.post('/v1/drivers', aDriver({ niNumber: 'EG123456A' }))
      expect((await officer.post('/v1/drivers', aDriver({ niNumber: 'eg 12 34 56' }))).statusCode).toBe(409)
    })

    it('of eight officers who record one person at once, one does', async () => {
      const body = aDriver()
      const answers = await Promise.all(Array.from({ length: 8 }, () => officer.post('/v1/drivers', body)))
      expect(answers.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([
        201,
        ...Array<number>(7).fill(409),
      ])
    })
  })

  describe('422', () => {
    it.each([
      ['born tomorrow', '2026-03-03', 'date-in-future'],
      ['not 16 yet', '2010-03-03', 'driver-too-young'],
    ])('%s', async (_, dateOfBirth, code) => {
      const answer = await officer.post('/v1/drivers', aDriver({ dateOfBirth }))
      expect([answer.statusCode, answer.json().type]).toEqual([422, `/problems/${code}`])
      expect(pointers(answer.json())).toEqual(['/dateOfBirth'])
    })

    it('two addresses on one day', async () => {
      const before = await drivers()
      const addresses = [
        { ...ADDRESS, endsOn: '2020-01-31' },
        { ...ADDRESS, startsOn: '2020-01-31' },
      ]
      const answer = await officer.post('/v1/drivers', aDriver({ addresses }))
      expect([answer.statusCode, answer.json().type]).toEqual([422, '/problems/addresses-overlap'])
      expect(pointers(answer.json())).toEqual(['/addresses'])
      expect(await drivers()).toBe(before)
    })

    it('another body under a used Idempotency-Key', async () => {
      const key = { 'idempotency-key': randomUUID() }
      await officer.post('/v1/drivers', aDriver(), key)
      const answer = await officer.post('/v1/drivers', aDriver(), key)
      expect([answer.statusCode, answer.json().type]).toEqual([422, '/problems/idempotency-key-reused'])
    })
  })
})
