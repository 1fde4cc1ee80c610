import { purgeSearchTerms } from '../../../src/features/entry-searches/index.js'
import { asOwner, asProgram } from '../../support/as-owner.js'
import { office, personOf, refusal, type Search } from '../../support/office.js'
import { aDriver } from '../../support/people.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
let rotherham: ReturnType<typeof office>
let found: Search
const entered = aDriver({ familyName: 'Receipted', givenNames: 'Rosalind' })
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
  await office(registry, 'sheffield').refuse(entered)
  found = rotherham.made(await rotherham.officer.post('/v1/entry-searches', question('CASE-1', entered)))
})
afterAll(() => registry.close())

const question = (applicationReference: string, driver = aDriver()) => ({
  purpose: 'review-of-licence',
  applicationReference,
  person: personOf(driver),
})
const scrutiny = () => registry.as('scrutiny.system')
const page = async (principal: string, query = '') =>
  (await registry.as(principal).get(`/v1/entry-searches?limit=100${query}`)).json().items as Record<string, unknown>[]

describe('a receipt', () => {
  it('shows its own authority who asked what, when and why, and what was found', async () => {
    const receipt = (await registry.as('rotherham.officer-2').get(`/v1/entry-searches/${found.id}`)).json()
    expect(receipt).toMatchObject({
      id: found.id,
      authority: 'rotherham',
      purpose: 'review-of-licence',
      applicationReference: 'CASE-1',
      applicationId: null,
      outcome: found.outcome,
      registerVersion: found.registerVersion,
      seniorReason: null,
      flags: null,
      searchedAt: '2026-03-02T09:00:00.000Z',
      clientId: 'rotherham.back-office',
      officer: { id: 'rotherham.officer', name: 'Olive Officer' },
      candidates: [{ ...found.candidates[0], bits: null }],
    })
    expect(receipt.terms).toEqual({ ...personOf(entered), niNumber: entered.niNumber!.slice(0, 8) })
  })
  it('is nothing to another authority, the one that holds the entry included', async () => {
    for (const neighbour of ['sheffield.officer', 'barnsley.senior'])
      expect(refusal(await registry.as(neighbour).get(`/v1/entry-searches/${found.id}`))).toEqual([404, 'not-found'])
  })
  it('shows scrutiny how sure it was, and neither terms nor names nor what is the authority’s own', async () => {
    const receipt = (await scrutiny().get(`/v1/entry-searches/${found.id}`)).json()
    expect(receipt).toMatchObject({
      authority: 'rotherham',
      applicationReference: null,
      applicationId: null,
      terms: null,
      officer: null,
      flags: [],
      candidates: [{ agreement: null, bits: expect.any(Number), holdingAuthority: { slug: 'sheffield' } }],
    })
    expect(JSON.stringify(receipt)).not.toContain('rotherham.officer')
  })
  it('names the officer to scrutiny for a case, and that reading is on record', async () => {
    const answer = await scrutiny().get(`/v1/entry-searches/${found.id}?caseReference=IOPC-7`)
    expect(answer.json()).toMatchObject({ officer: { id: 'rotherham.officer', name: 'Olive Officer' }, terms: null })
    const { items } = (await scrutiny().get('/v1/audit-events?action=get-entry-search')).json()
    expect(items).toMatchObject([
      {
        caseReference: 'IOPC-7',
        object: { kind: 'entry-search', id: found.id },
        requestId: answer.headers['x-request-id'],
      },
    ])
  })
  it('is the object of its search’s audit row, with the digest of the content', async () => {
    const { items } = (await scrutiny().get(`/v1/audit-events?objectId=${found.id}&action=search-entries`)).json()
    expect(items).toMatchObject([
      { object: { kind: 'entry-search', id: found.id }, contentDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
  })
  it('keeps the terms encrypted, and otherwise as keyed digests only', async () => {
    const { rows } = await registry.db.pool.query(
      `SELECT s::text || t::text AS row FROM entry_search s JOIN entry_search_terms t ON t.search_id = s.id WHERE s.id = $1`,
      [found.id],
    )
    for (const value of ['Receipted', 'Rosalind', entered.dateOfBirth, 'S60', entered.niNumber!.slice(0, 8)]) {
      expect(rows[0].row).not.toContain(value)
      expect(rows[0].row).not.toContain(Buffer.from(value).toString('hex'))
    }
  })
  it('answers a repeated request with the same key as it did first', async () => {
    const headers = { 'idempotency-key': 'search-once' }
    const body = question('CASE-2', entered)
    const post = () => rotherham.officer.post('/v1/entry-searches', body, headers)
    const [first, again] = [await post(), await post()]
    expect(again.json()).toEqual(first.json())
    expect(again.headers['idempotency-replayed']).toBe('true')
  })
  it('forgets whom it was for after a year, and keeps the rest', async () => {
    const { id } = rotherham.made(await rotherham.officer.post('/v1/entry-searches', question('CASE-OLD')))
    await purgeSearchTerms(registry.db, new Date('2027-03-02T09:00:00Z'))
    expect((await rotherham.officer.get(`/v1/entry-searches/${id}`)).json().terms).not.toBeNull()
    registry.clock.set('2027-03-04T09:00:00Z')
    await purgeSearchTerms(registry.db, registry.clock.now())
    const receipt = (await rotherham.officer.get(`/v1/entry-searches/${id}`)).json()
    const old = (await rotherham.officer.get(`/v1/entry-searches/${found.id}`)).json()
    registry.clock.set('2026-03-02T09:00:00Z')
    expect(receipt).toMatchObject({ id, terms: null, applicationReference: 'CASE-OLD' })
    // The reference of its candidate has expired too: it no longer says what the entry was.
    expect(old.candidates).toMatchObject([{ decision: null, band: found.candidates[0]!.band }])
  })
})

describe('what is conspicuous of a search', () => {
  const flagsOf = async (familyName: string, givenNames: string) => {
    const { id } = rotherham.made(
      await rotherham.officer.post(
        '/v1/entry-searches',
        question(`FLAG-${familyName}-${givenNames}`, aDriver({ familyName, givenNames })),
      ),
    )
    return (await rotherham.senior.get(`/v1/entry-searches/${id}`)).json().flags
  }
  it('is the officer’s own name, or family name, however it is written', async () => {
    expect(await flagsOf('Officer', 'Olive')).toEqual(['self-search'])
    expect(await flagsOf('ÖFFICER', 'Olive May')).toEqual(['self-search'])
    expect(await flagsOf('Officer', 'Oscar')).toEqual(['same-surname'])
    expect(await flagsOf('Olive', 'Fictional')).toEqual(['same-surname'])
    expect(await flagsOf('Officers', 'Olive')).toEqual([])
    const alias = aDriver({ otherNames: [{ type: 'alias', familyName: 'Officer', givenNames: 'Olive' }] })
    const { id } = rotherham.made(await rotherham.officer.post('/v1/entry-searches', question('FLAG-ALIAS', alias)))
    expect((await rotherham.senior.get(`/v1/entry-searches/${id}`)).json().flags).toEqual(['self-search'])
  })
  it('is a query changed on the same reference', async () => {
    const driver = aDriver()
    for (const dateOfBirth of ['1979-03-12', '1979-03-12', '1979-03-13'])
      rotherham.made(
        await rotherham.officer.post('/v1/entry-searches', question('FLAG-CHANGED', { ...driver, dateOfBirth })),
      )
    const items = (await page('rotherham.senior')).filter((item) => item['applicationReference'] === 'FLAG-CHANGED')
    expect(items.map(({ flags }) => flags)).toEqual([[], [], ['changed-query']])
  })
  it('is seen by scrutiny and senior officers of the authority, and by nobody else', async () => {
    for (const principal of ['scrutiny.system', 'rotherham.senior']) {
      const flagged = await page(principal, '&flag=self-search')
      expect(flagged.length).toBe(3)
      expect(flagged.every(({ flags }) => (flags as string[]).includes('self-search'))).toBe(true)
    }
    expect(await page('sheffield.senior', '&flag=self-search')).toEqual([])
    expect((await page('rotherham.officer')).every(({ flags }) => flags === null)).toBe(true)
    expect(refusal(await rotherham.officer.get('/v1/entry-searches?flag=self-search'))).toEqual([403, 'forbidden'])
  })
})

describe('the list', () => {
  it('holds the searches of one’s own authority, in order, page by page', async () => {
    await office(registry, 'barnsley').officer.post('/v1/entry-searches', question('OF-BARNSLEY'))
    const all = await page('rotherham.officer')
    expect(all.length).toBeGreaterThan(3)
    expect(all.every(({ authority }) => authority === 'rotherham')).toBe(true)
    const first = (await rotherham.officer.get('/v1/entry-searches?limit=2')).json()
    const second = (await rotherham.officer.get(`/v1/entry-searches?limit=2&cursor=${first.next}`)).json()
    expect([...first.items, ...second.items]).toEqual(all.slice(0, 4))
  })
  it('by time', async () => {
    registry.clock.set('2026-03-05T09:00:00Z')
    await rotherham.officer.post('/v1/entry-searches', question('LATER'))
    registry.clock.set('2026-03-02T09:00:00Z')
    const later = await page('rotherham.officer', '&from=2026-03-05T00:00:00Z')
    expect(later.map(({ applicationReference }) => applicationReference)).toEqual(['LATER'])
    const before = await page('rotherham.officer', '&to=2026-03-05T09:00:00Z')
    expect(before.map(({ applicationReference }) => applicationReference)).not.toContain('LATER')
  })
  it('shows scrutiny all authorities and nobody’s name; for a case the officers’, and then the reading is on record', async () => {
    const all = await page('scrutiny.system')
    expect(new Set(all.map(({ authority }) => authority))).toEqual(new Set(['rotherham', 'barnsley']))
    expect(all.every((item) => item['officer'] === null && item['applicationReference'] === null)).toBe(true)
    expect((await page('scrutiny.system', '&authority=barnsley')).map(({ authority }) => authority)).toEqual([
      'barnsley',
    ])
    const named = await page('scrutiny.system', '&authority=barnsley&caseReference=IOPC-8')
    expect(named).toMatchObject([{ officer: { id: 'barnsley.officer', name: 'Olive Officer' } }])
    const { items } = (await scrutiny().get('/v1/audit-events?action=list-entry-searches&outcome=done')).json()
    expect(items).toMatchObject([{ caseReference: 'IOPC-8' }])
  })
  it('names a case for scrutiny only', async () => {
    for (const url of ['/v1/entry-searches', `/v1/entry-searches/${found.id}`])
      expect(refusal(await rotherham.senior.get(`${url}?caseReference=IOPC-9`))).toEqual([403, 'forbidden'])
  })
})

describe('a candidate', () => {
  const search = async (reference: string): Promise<Search> =>
    rotherham.made(await rotherham.officer.post('/v1/entry-searches', question(reference, entered)))

  it('is confirmed or rejected with the reason; the latest counts and none is lost', async () => {
    const made = await search('REVIEW-1')
    const { reference } = made.candidates[0]!
    const answer = await rotherham.review(made, reference, 'rejected')
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ reference, verdict: 'rejected', why: 'Compared by hand.' })
    rotherham.made(await rotherham.review(made, reference, 'confirmed', registry.as('rotherham.officer-2')))
    const receipt = (await rotherham.officer.get(`/v1/entry-searches/${made.id}`)).json()
    expect(receipt.candidates[0].review).toMatchObject({ verdict: 'confirmed', why: 'Compared by hand.' })
    expect(await registry.db.prisma.candidateReview.count({ where: { candidateId: reference } })).toBe(2)
    const { candidates } = (await scrutiny().get(`/v1/entry-searches/${made.id}`)).json()
    expect(candidates[0].review).toMatchObject({ verdict: 'confirmed', why: null })
  })
  it('reviewed once shows its review in the next search for the same application', async () => {
    const first = await search('REVIEW-2')
    rotherham.made(await rotherham.review(first, first.candidates[0]!.reference, 'rejected'))
    expect((await search('REVIEW-2')).candidates).toMatchObject([{ review: { verdict: 'rejected' } }])
    expect((await search('REVIEW-3')).candidates).toMatchObject([{ review: null }])
  })
  it('cannot be reviewed by another authority, under another search, or once its reference has expired', async () => {
    const [one, other] = [await search('REVIEW-4'), await search('REVIEW-5')]
    const { reference } = one.candidates[0]!
    const sheffield = registry.as('sheffield.officer')
    expect(refusal(await rotherham.review(one, reference, 'rejected', sheffield))).toEqual([404, 'not-found'])
    expect(refusal(await rotherham.review(other, reference, 'rejected'))).toEqual([404, 'not-found'])
    registry.clock.set('2026-05-31T09:00:00Z')
    expect(refusal(await rotherham.review(one, reference, 'rejected'))).toEqual([422, 'reference-expired'])
    registry.clock.set('2026-03-02T09:00:00Z')
    expect(await registry.db.prisma.candidateReview.count({ where: { candidateId: reference } })).toBe(0)
  })
  it('is never changed or deleted, nor is the search', async () => {
    for (const table of ['entry_search', 'entry_search_candidate', 'candidate_review']) {
      await expect(asProgram(registry.db, `DELETE FROM ${table}`)).rejects.toThrow('permission denied')
      await expect(asOwner(registry.db, `DELETE FROM ${table}`)).rejects.toThrow('append-only')
    }
  })
})
