import { randomUUID } from 'node:crypto'
import { asProgram } from '../../support/as-owner.js'
import { plantGranted } from '../../support/licences.js'
import { planter } from '../../support/plant-facts.js'
import { startRegistry, type Registry } from '../../support/registry.js'

/** Entries of Sheffield, licences of Rotherham (badges ALERT-1 to 3, in force for 2026 and 2027); an entry of Rotherham for the other side. */
let registry: Registry
let plant: ReturnType<typeof planter>
let licences: string[]
let first: string
let second: string
let entryId: string
beforeAll(async () => {
  registry = await startRegistry()
  plant = planter(registry.db)
  licences = await plantGranted(registry.db, 3, 'ALERT-')
  await registry.db.prisma.authority.update({
    where: { slug: 'sheffield' },
    data: { contactEmail: 'licensing@sheffield.example.test' },
  })
  entryId = await plant.entry('sheffield')
  const entry = { id: entryId, slug: 'sheffield' }
  first = await plant.alert(entry, { id: licences[0]!, slug: 'rotherham' }, '2026-03-02T09:00:00Z')
  second = await plant.alert(entry, { id: licences[1]!, slug: 'rotherham' }, '2026-03-03T23:59:00Z')
  registry.clock.set('2026-03-05T00:30:00Z')
})
afterAll(() => registry.close())

const B = 'rotherham.officer'
const A = 'sheffield.officer'
const list = async (query = '', as = B) => (await registry.as(as).get(`/v1/alerts${query}`)).json()
const ids = async (query = '', as = B): Promise<string[]> =>
  (await list(query, as)).items.map(({ id }: { id: string }) => id)
const read = async (id: string, as = B) => (await registry.as(as).get(`/v1/alerts/${id}`)).json()
const acknowledge = (id: string, body: object = { view: 'same-person', why: 'The holder said so.' }, as = B) =>
  registry.as(as).post(`/v1/alerts/${id}/views`, body)

const ITEM = {
  state: 'open',
  entryAuthority: 'sheffield',
  licenceAuthority: 'rotherham',
  band: 'strong',
  cause: 'entry',
  raisedAt: '2026-03-02T09:00:00.000Z',
  ageDays: 3,
  isCurrent: true,
  views: [],
}
const WORDS = ['family name: another spelling of the same name', 'date of birth: the same']
const SHEFFIELD = {
  slug: 'sheffield',
  name: 'Sheffield',
  contact: { email: 'licensing@sheffield.example.test', phone: null },
}
const ROTHERHAM = { slug: 'rotherham', name: 'Rotherham', contact: null }
const DECISION = {
  state: 'active',
  decisionType: 'revoke',
  decidedOn: '2026-02-16',
  takesEffectOn: null,
  suspensionEndsOn: null,
}
const HELD = { kind: 'private-hire-driver', since: '2026-01-01', validUntil: '2027-12-31' }

describe('what an alert says', () => {
  it('to the authority of the licence: its own licence, that there is an entry, whose, how sure, and how to go on', async () => {
    expect(await read(first)).toEqual({
      id: first,
      side: 'licence',
      ...ITEM,
      agreement: WORDS,
      bits: null,
      entry: { id: null, authority: SHEFFIELD, ...DECISION },
      licence: { id: licences[0], number: 'ALERT-1', authority: ROTHERHAM, ...HELD },
      advice: expect.stringMatching(/an entry to consider.*review-of-licence.*confirm.*never by itself a ground/),
    })
  })
  it('to the authority of the entry: its own entry, and of the licence who gave it, of which kind and for how long', async () => {
    expect(await read(first, A)).toEqual({
      id: first,
      side: 'entry',
      ...ITEM,
      agreement: WORDS,
      bits: null,
      entry: { id: entryId, authority: SHEFFIELD, ...DECISION },
      licence: { id: null, number: null, authority: ROTHERHAM, ...HELD },
      advice: expect.stringContaining('20 working days'),
    })
  })
  it('to scrutiny: which authorities, when and how sure; no entry, licence, field or text', async () => {
    expect(await read(first, 'scrutiny.system')).toEqual({
      id: first,
      side: null,
      ...ITEM,
      agreement: null,
      bits: 31.5,
      entry: { id: null, authority: SHEFFIELD, ...DECISION },
      licence: { id: null, number: null, authority: ROTHERHAM, ...HELD },
      advice: null,
    })
  })
  it('to a third authority: nothing, as if there were none', async () => {
    for (const id of [first, randomUUID()]) {
      const answer = await registry.as('barnsley.officer').get(`/v1/alerts/${id}`)
      expect([answer.statusCode, (await acknowledge(id, undefined, 'barnsley.officer')).statusCode]).toEqual([404, 404])
    }
    expect(await ids('', 'barnsley.officer')).toEqual([])
  })
  it('in a list: the same, without either half', async () => {
    expect((await list()).items[0]).toEqual({ id: first, side: 'licence', ...ITEM })
    expect((await list('', A)).items[0]).toEqual({ id: first, side: 'entry', ...ITEM })
    expect((await list('', 'scrutiny.system')).items[0]).toEqual({ id: first, side: null, ...ITEM })
  })
})

describe('GET /v1/alerts', () => {
  let other: string
  beforeAll(async () => {
    const entry = { id: await plant.entry('rotherham'), slug: 'rotherham' }
    const licence = { id: await sheffieldLicence(), slug: 'sheffield' }
    other = await plant.alert(entry, licence, '2026-03-04T09:00:00Z')
  })
  it('lists both sides, oldest first; or one', async () => {
    expect(await ids()).toEqual([first, second, other])
    expect(await ids('?side=licence')).toEqual([first, second])
    expect(await ids('?side=entry')).toEqual([other])
    expect(await ids('?side=entry', 'scrutiny.system')).toEqual([])
  })
  it('counts age in days of London', async () => {
    expect((await list()).items.map(({ ageDays }: { ageDays: number }) => ageDays)).toEqual([3, 2, 1])
  })
  it('pages by cursor', async () => {
    const page = await list('?limit=2')
    expect([await ids('?limit=2'), await ids(`?limit=2&cursor=${page.next}`)]).toEqual([[first, second], [other]])
  })
  it.each(['state=closed', 'side=both', 'limit=0', 'cursor=MDE', 'who=me'])('refuses %s', async (query) => {
    expect((await registry.as(B).get(`/v1/alerts?${query}`)).statusCode).toBe(400)
  })
})

describe('POST /v1/alerts/{id}/views', () => {
  it('ends `open` for the own authority alone; for scrutiny, once both have', async () => {
    const answer = await acknowledge(first)
    expect([answer.statusCode, answer.headers['location']]).toEqual([201, `/v1/alerts/${first}`])
    const view = { authority: 'rotherham', view: 'same-person', recordedAt: '2026-03-05T00:30:00.000Z' }
    expect(answer.json()).toMatchObject({ state: 'acknowledged', views: [{ ...view, why: 'The holder said so.' }] })

    expect(await ids('?state=open')).not.toContain(first)
    expect(await ids('?state=acknowledged')).toEqual([first])
    expect(await ids('?state=open', A)).toContain(first)
    expect(await read(first, A)).toMatchObject({ state: 'open', views: [] })
    expect(await ids('?state=open', 'scrutiny.system')).toContain(first)

    await acknowledge(first, { view: 'considered', why: 'Known to us.' }, A)
    expect(await ids('?state=open', A)).not.toContain(first)
    expect(await ids('?state=open', 'scrutiny.system')).not.toContain(first)
    expect(await ids('?state=acknowledged', 'scrutiny.system')).toEqual([first])
  })
  it('shows scrutiny what each made of it, and no officer and no text', async () => {
    const { body } = await registry.as('scrutiny.system').get(`/v1/alerts/${first}`)
    expect(JSON.parse(body).views).toEqual([
      { authority: 'rotherham', view: 'same-person', recordedAt: '2026-03-05T00:30:00.000Z', why: null },
      { authority: 'sheffield', view: 'considered', recordedAt: '2026-03-05T00:30:00.000Z', why: null },
    ])
    expect(body).not.toMatch(/officer|Olive|holder said|Known to us/)
  })
  it('adds a later view to the earlier one', async () => {
    registry.clock.set('2026-03-06T09:00:00Z')
    await acknowledge(first, { view: 'different-person', why: 'The photograph is of another.' })
    expect((await read(first)).views.map(({ view }: { view: string }) => view)).toEqual([
      'same-person',
      'different-person',
    ])
    expect((await read(first, A)).views).toHaveLength(1)
  })
  it('two officers at once are both recorded', async () => {
    const answers = await Promise.all(
      ['rotherham.officer', 'rotherham.senior'].map((as) => acknowledge(second, undefined, as)),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201])
    expect((await read(second)).views).toHaveLength(2)
  })
  it('leaves one row in the audit trail, with the digest of the view', async () => {
    const { items } = (
      await registry.as('scrutiny.system').get('/v1/audit-events?action=acknowledge-alert&outcome=done')
    ).json()
    expect(items).toHaveLength(5)
    expect(items[0]).toMatchObject({
      object: { kind: 'alert-view' },
      contentDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })
  it.each([
    ['no reason', { view: 'same-person' }],
    ['an empty reason', { view: 'same-person', why: ' ' }],
    ['another word', { view: 'closed', why: 'Over.' }],
    ['an unknown key', { view: 'considered', why: 'Weighed.', close: true }],
  ])('refuses %s', async (_, body) => {
    expect((await acknowledge(first, body)).statusCode).toBe(400)
  })
  it('takes fifty views of an authority and no more', async () => {
    for (let seq = 3; seq <= 50; seq++) await plant.view('rotherham', second, seq, '2026-03-06T09:00:00Z')
    const answer = await acknowledge(second)
    expect([answer.statusCode, answer.json().type]).toEqual([409, '/problems/list-full'])
  })
})

describe('an alert whose entry or licence is over', () => {
  it('is not current once the licence has run out, and stays', async () => {
    registry.clock.set('2027-12-31T23:59:59Z')
    expect(await read(first)).toMatchObject({ isCurrent: true })
    registry.clock.set('2028-01-01T00:00:00Z')
    expect(await read(first)).toMatchObject({
      isCurrent: false,
      licence: { since: '2026-01-01', validUntil: '2027-12-31' },
    })
    expect(await ids('', A)).toContain(first)
    registry.clock.set('2026-03-06T09:00:00Z')
  })
  it('names the span that is running or comes next', async () => {
    const spans = '{[2024-01-01,2025-01-01),[2026-01-01,2026-07-01),[2026-07-01,2027-01-01),[2028-01-01,2029-01-01)}'
    await asProgram(registry.db, 'UPDATE licence SET in_force_during = $2 WHERE id = $1', licences[2], spans)
    const id = await plant.alert(
      { id: entryId, slug: 'sheffield' },
      { id: licences[2]!, slug: 'rotherham' },
      '2026-03-06T09:00:00Z',
    )
    expect(await read(id)).toMatchObject({
      isCurrent: true,
      licence: { since: '2026-01-01', validUntil: '2026-12-31' },
    })
    registry.clock.set('2027-06-01T09:00:00Z')
    expect(await read(id)).toMatchObject({
      isCurrent: true,
      licence: { since: '2028-01-01', validUntil: '2028-12-31' },
    })
    await asProgram(registry.db, `UPDATE licence SET in_force_during = '{}' WHERE id = $1`, licences[2])
    expect(await read(id)).toMatchObject({ isCurrent: false, licence: { since: null, validUntil: null } })
    registry.clock.set('2026-03-06T09:00:00Z')
  })
  it('is not current once the entry is removed, says so, stays open for who has no view, and is current again once it is reinstated', async () => {
    await plant.entryEvent('sheffield', entryId, 'removed', 'made-in-error', '2026-03-06T09:00:00Z')
    const [third = ''] = (await ids('?state=open')).slice(-1)
    expect(await read(third)).toMatchObject({
      state: 'open',
      entry: { state: 'removed' },
      advice: expect.stringMatching(/^The entry was removed/),
    })
    expect(await read(first)).toMatchObject({ isCurrent: false })
    await plant.entryEvent('sheffield', entryId, 'reinstated', 'decision-corrected', '2026-03-07T09:00:00Z')
    expect(await read(first)).toMatchObject({ isCurrent: true, entry: { state: 'reinstated' } })
  })
  it('is open again once the entry is reinstated, for both', async () => {
    for (const as of [A, B, 'scrutiny.system']) expect(await ids('?state=open', as)).toContain(first)
    registry.clock.set('2026-03-08T09:00:00Z')
    expect((await acknowledge(first)).json()).toMatchObject({ state: 'acknowledged' })
    expect(await ids('?state=open')).not.toContain(first)
    expect(await ids('?state=open', A)).toContain(first)
  })
})

/** A badge that is Sheffield's own, of a driver of its own. */
async function sheffieldLicence(): Promise<string> {
  const [driver, id] = [randomUUID(), randomUUID()]
  await asProgram(
    registry.db,
    `INSERT INTO driver (id, authority_slug, family_name, given_names, date_of_birth, created_at, updated_at)
     VALUES ($1, 'sheffield', 'Example', 'Fictional', '1980-01-01', now(), now())`,
    driver,
  )
  await asProgram(
    registry.db,
    `INSERT INTO licence (id, authority_slug, kind, class, number, driver_id, subject_id, standing, in_force_during, created_at)
     VALUES ($1, 'sheffield', 'private-hire-driver', 'driver', 'SHEF-1', $2, $2, '[]', '{[2026-01-01,2028-01-01)}', now())`,
    id,
    driver,
  )
  return id
}
