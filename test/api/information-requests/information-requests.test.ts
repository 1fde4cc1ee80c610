import { requestStatesOf } from '../../../src/features/information-requests/index.js'
import { inTransaction } from '../../../src/platform/db.js'
import { refusal } from '../../support/office.js'
import {
  plantCandidate,
  plantChange,
  plantEntry,
  type PlantedEntry,
  type Search,
} from '../../support/plant-candidate.js'
import { startRegistry, type Registry } from '../../support/registry.js'

const SENT_AT = '2026-03-02T09:00:00Z'
const PROVIDED = {
  outcome: 'provided',
  text: 'Two fictional complaints, upheld after interview.',
  grounds: ['not-fit-and-proper'],
  relevantInformation: ['harassment'],
}
const REFUSED = { outcome: 'refused', refusalReason: 'A fictional court has ordered that it stay sealed.' }

let registry: Registry
let entry: PlantedEntry
beforeAll(async () => {
  registry = await startRegistry()
  entry = await plantEntry(registry.db)
})
beforeEach(() => registry.clock.set(SENT_AT))
afterAll(() => registry.close())

const sheffield = () => registry.as('sheffield.officer')
const rotherham = () => registry.as('rotherham.officer')
const ask = (candidate: string, by = sheffield(), body: object = {}) =>
  by.post('/v1/information-requests', { candidate, ...body })
const sent = async (search: Search = {}, about = entry, body: object = {}) => {
  const by = registry.as(`${search.by ?? 'sheffield'}.officer`)
  const answer = await ask(await plantCandidate(registry.db, about, search), by, body)
  if (answer.statusCode !== 201) throw new Error(answer.body)
  return answer.json().id as string
}
const acknowledge = (id: string, by = rotherham()) => by.post(`/v1/information-requests/${id}/receipt`)
const answer = (id: string, body: object = PROVIDED, by = rotherham()) =>
  by.post(`/v1/information-requests/${id}/answer`, body)
const read = async (id: string, by = sheffield()) => (await by.get(`/v1/information-requests/${id}`)).json()

describe('POST /v1/information-requests', () => {
  it('asks the recording authority, with purpose and reference of the search; it arrives at once and is due in 20 working days', async () => {
    const candidate = await plantCandidate(registry.db, entry, { purpose: 'renewal', applicationReference: 'REN-7' })
    const created = await ask(candidate, sheffield(), { question: 'Was he interviewed?' })
    expect(created.statusCode).toBe(201)
    const { id } = created.json()
    expect(created.headers['location']).toBe(`/v1/information-requests/${id}`)
    expect(created.json()).toEqual({
      id,
      from: 'sheffield',
      to: 'rotherham',
      purpose: 'renewal',
      applicationReference: 'REN-7',
      state: 'sent',
      receivedOn: '2026-03-02',
      dueOn: '2026-03-27',
      daysLate: 0,
      sentAt: '2026-03-02T09:00:00.000Z',
      acknowledgedAt: null,
      answeredAt: null,
    })
    expect((await rotherham().get('/v1/duties?kind=answer-request')).json().items).toMatchObject([
      { object: { kind: 'information-request', id }, dueOn: '2026-03-27', state: 'open' },
    ])
  })

  it('counts the working days over Easter, and from the next one if it arrives on a Saturday', async () => {
    registry.clock.set('2026-03-28T23:30:00Z')
    const id = await sent()
    expect(await read(id)).toMatchObject({ receivedOn: '2026-03-28', dueOn: '2026-04-28' })
  })

  it('takes the day in London', async () => {
    registry.clock.set('2026-06-01T23:30:00Z')
    expect(await read(await sent())).toMatchObject({ receivedOn: '2026-06-02' })
  })

  it.each<[string, Search, [number, string, ...string[]]]>([
    ['nobody has reviewed', { verdicts: [] }, [422, 'candidate-not-confirmed', '/candidate']],
    ['was rejected', { verdicts: ['rejected'] }, [422, 'candidate-not-confirmed', '/candidate']],
    ['was rejected after all', { verdicts: ['confirmed', 'rejected'] }, [422, 'candidate-not-confirmed', '/candidate']],
    ['has expired', { expiresAt: SENT_AT }, [422, 'reference-expired', '/candidate']],
    ['is of its own authority', { by: 'rotherham' }, [422, 'request-to-own-authority', '/candidate']],
  ])('refuses a candidate that %s', async (_, search, expected) => {
    const by = registry.as(`${search.by ?? 'sheffield'}.officer`)
    expect(refusal(await ask(await plantCandidate(registry.db, entry, search), by))).toEqual(expected)
  })

  it('refuses a candidate whose entry was removed since', async () => {
    const removed = await plantEntry(registry.db)
    const candidate = await plantCandidate(registry.db, removed)
    await plantChange(registry.db, removed, 'removed', 'appeal-allowed', '2026-03-01')
    expect(refusal(await ask(candidate))).toEqual([422, 'reference-expired', '/candidate'])
  })

  it('takes a candidate that was rejected first and confirmed then', async () => {
    const candidate = await plantCandidate(registry.db, entry, { verdicts: ['rejected', 'confirmed'] })
    expect((await ask(candidate)).statusCode).toBe(201)
  })

  it('answers another authority’s reference like one that never was', async () => {
    const candidate = await plantCandidate(registry.db, entry)
    for (const [reference, by] of [
      [candidate, registry.as('barnsley.officer')],
      [candidate, rotherham()],
      ['0f8fad5b-d9cb-469f-a165-70867728950e', sheffield()],
      [entry.entryId, sheffield()],
    ] as const)
      expect(refusal(await ask(reference, by))).toEqual([404, 'not-found'])
  })

  it('asks once about a candidate, also when two officers do so at the same moment', async () => {
    const candidate = await plantCandidate(registry.db, entry)
    const answers = await Promise.all([ask(candidate), ask(candidate, registry.as('sheffield.officer-2'))])
    expect(answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([201, 409])
    expect(refusal(await ask(candidate))).toEqual([409, 'request-already-sent', '/candidate'])
  })

  it('leaves an audit row that names the request', async () => {
    const id = await sent()
    const { items } = (await registry.as('scrutiny.system').get(`/v1/audit-events?objectId=${id}`)).json()
    expect(items).toMatchObject([
      {
        action: 'create-information-request',
        object: { kind: 'information-request' },
        contentDigest: expect.any(String),
      },
    ])
  })
})

describe('answering', () => {
  it('is taken up, then answered: each authority sees what is its own to see', async () => {
    const candidate = await plantCandidate(registry.db, entry)
    const { id } = (await ask(candidate, sheffield(), { question: 'Was he interviewed?' })).json()
    registry.clock.set('2026-03-03T09:00:00Z')
    expect((await acknowledge(id)).json()).toMatchObject({
      state: 'received',
      acknowledgedAt: '2026-03-03T09:00:00.000Z',
    })
    registry.clock.set('2026-03-27T22:00:00Z')
    const answered = await answer(id)
    expect(answered.statusCode).toBe(201)
    expect(answered.json()).toMatchObject({ state: 'provided', daysLate: 0 })
    expect(answered.body).not.toContain('fictional')

    const common = {
      id,
      state: 'provided',
      question: 'Was he interviewed?',
      answer: { ...PROVIDED, isPurged: false, refusalReason: null },
    }
    const asker = await read(id)
    expect(asker).toMatchObject({
      ...common,
      candidate,
      entryId: null,
      decisionId: null,
      sentBy: { clientId: expect.any(String), personId: 'sheffield.officer' },
      acknowledgedBy: null,
      answeredBy: null,
    })
    expect(JSON.stringify(asker)).not.toContain(entry.entryId)
    expect(JSON.stringify(asker)).not.toContain('rotherham.officer')
    const recorder = await read(id, rotherham())
    expect(recorder).toMatchObject({
      ...common,
      candidate: null,
      applicationId: null,
      entryId: entry.entryId,
      decisionId: entry.decisionId,
      sentBy: null,
      acknowledgedBy: { personId: 'rotherham.officer' },
      answeredBy: { personId: 'rotherham.officer' },
    })
    expect(JSON.stringify(recorder)).not.toContain(candidate)
    expect(JSON.stringify(recorder)).not.toContain('sheffield.officer')
  })

  it('a request may be refused with a reason, without being taken up first', async () => {
    const id = await sent()
    expect((await answer(id, REFUSED)).json()).toMatchObject({ state: 'refused', acknowledgedAt: null })
    expect((await read(id)).answer).toEqual({
      outcome: 'refused',
      text: null,
      isPurged: false,
      grounds: [],
      relevantInformation: [],
      refusalReason: REFUSED.refusalReason,
    })
  })

  it('is overdue on the day after the last one, and an answer then counts, as late', async () => {
    const id = await sent()
    registry.clock.set('2026-03-27T23:59:00Z')
    expect(await read(id)).toMatchObject({ state: 'sent', daysLate: 0 })
    registry.clock.set('2026-03-28T00:00:00Z')
    expect(await read(id)).toMatchObject({ state: 'overdue', daysLate: 1 })
    expect((await acknowledge(id)).json()).toMatchObject({ state: 'overdue' })
    registry.clock.set('2026-04-07T08:00:00Z')
    expect((await answer(id)).json()).toMatchObject({ state: 'provided', dueOn: '2026-03-27', daysLate: 11 })
    registry.clock.set('2026-06-01T08:00:00Z')
    expect(await read(id)).toMatchObject({ state: 'provided', daysLate: 11 })
    const { items } = (await rotherham().get('/v1/duties?kind=answer-request&state=done-late')).json()
    expect(items.map((duty: { object: { id: string } }) => duty.object.id)).toContain(id)
  })

  it('binds no authority outside England: nothing is late, but nobody waits longer than five weeks', async () => {
    const id = await sent({}, await plantEntry(registry.db, 'cardiff'))
    expect(await read(id)).toMatchObject({ to: 'cardiff', dueOn: null, state: 'sent' })
    registry.clock.set('2026-04-05T12:00:00Z')
    expect(await read(id)).toMatchObject({ state: 'sent' })
    registry.clock.set('2026-04-06T12:00:00Z')
    expect(await read(id)).toMatchObject({ state: 'overdue', daysLate: 0 })
  })

  it('is done once, also when two officers answer at the same moment', async () => {
    const id = await sent()
    const answers = await Promise.all([answer(id), answer(id, REFUSED, registry.as('rotherham.officer-2'))])
    expect(answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([201, 409])
    const won = answers.find(({ statusCode }) => statusCode === 201)
    const detail = await read(id)
    expect(detail.state).toBe(won?.json().state)
    expect(detail.answer.text === null).toBe(detail.state === 'refused')
    expect(refusal(await answer(id))).toEqual([409, 'request-already-answered'])
    expect(refusal(await acknowledge(id))).toEqual([409, 'request-already-answered'])
  })

  it('is taken up once', async () => {
    const id = await sent()
    await acknowledge(id)
    expect(refusal(await acknowledge(id))).toEqual([409, 'request-already-received'])
  })

  it.each<[string, object, string]>([
    ['both', { ...PROVIDED, refusalReason: 'No.' }, '/refusalReason'],
    ['provided without a text', { outcome: 'provided' }, '/text'],
    ['refused without a reason', { outcome: 'refused' }, '/refusalReason'],
    ['refused with a text', { ...REFUSED, text: 'Yet here it is.' }, '/text'],
    ['of another outcome', { ...PROVIDED, outcome: 'perhaps' }, '/outcome'],
    ['with unknown grounds', { ...PROVIDED, grounds: ['dislike'] }, '/grounds/0'],
  ])('refuses an answer %s, naming the field', async (_, body, pointer) => {
    expect(refusal(await answer(await sent(), body))).toEqual([400, 'invalid-request', pointer])
  })

  it('takes the longest text', async () => {
    const id = await sent()
    const text = '“ə” '.repeat(5_000).trim()
    expect((await answer(id, { ...PROVIDED, text })).statusCode).toBe(201)
    expect((await read(id)).answer.text).toBe(text)
  })

  it('keeps the text encrypted, bound to its request', async () => {
    const [id, other] = [await sent(), await sent()]
    await answer(id)
    await answer(other)
    const { rows } = await registry.db.pool.query('SELECT * FROM information_text WHERE request_id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain('fictional')
    expect(Buffer.from(rows[0].text_encrypted).toString()).not.toContain('fictional')
    await registry.db.pool.query('DELETE FROM information_text WHERE request_id = $1', [other])
    await registry.db.pool.query(
      'INSERT INTO information_text SELECT $1, text_encrypted, answered_at FROM information_text WHERE request_id = $2',
      [other, id],
    )
    expect((await sheffield().get(`/v1/information-requests/${other}`)).statusCode).toBe(500)
  })
})

describe('who may see and do what', () => {
  it('a third authority finds nothing, and the asking one cannot answer itself', async () => {
    const id = await sent()
    const barnsley = registry.as('barnsley.officer')
    expect((await barnsley.get(`/v1/information-requests/${id}`)).statusCode).toBe(404)
    for (const by of [barnsley, sheffield()]) {
      expect(refusal(await acknowledge(id, by))).toEqual([404, 'not-found'])
      expect(refusal(await answer(id, PROVIDED, by))).toEqual([404, 'not-found'])
    }
    expect((await barnsley.get('/v1/information-requests')).json().items).toEqual([])
  })

  it('scrutiny lists all of them without references, and reads none', async () => {
    const id = await sent({ applicationReference: 'SECRET-REF' })
    await answer(id)
    const scrutiny = registry.as('scrutiny.system')
    const list = await scrutiny.get('/v1/information-requests?limit=100')
    expect(list.json().items.find((item: { id: string }) => item.id === id)).toEqual({
      id,
      from: 'sheffield',
      to: 'rotherham',
      purpose: 'new-application',
      applicationReference: null,
      state: 'provided',
      receivedOn: '2026-03-02',
      dueOn: '2026-03-27',
      daysLate: 0,
      sentAt: '2026-03-02T09:00:00.000Z',
      acknowledgedAt: null,
      answeredAt: '2026-03-02T09:00:00.000Z',
    })
    expect(list.body).not.toMatch(/SECRET-REF|officer|fictional/)
    expect(refusal(await scrutiny.get(`/v1/information-requests/${id}`))).toEqual([403, 'forbidden'])
  })
})

describe('GET /v1/information-requests', () => {
  it('filters by direction and by state as it is today, and pages in order of sending', async () => {
    const other = await plantEntry(registry.db, 'wolverhampton')
    const by = { by: 'barnsley' }
    const plain = await sent(by, other)
    const taken = await sent(by, other)
    await acknowledge(taken, registry.as('wolverhampton.officer'))
    const given = await sent(by, other)
    await answer(given, PROVIDED, registry.as('wolverhampton.officer'))
    const denied = await sent(by, other)
    await answer(denied, REFUSED, registry.as('wolverhampton.officer'))
    const toBarnsley = await sent({ by: 'wolverhampton' }, await plantEntry(registry.db, 'barnsley'))
    const abroad = await sent(by, await plantEntry(registry.db, 'glasgow-city'))

    const list = async (query: string) => {
      const { items, next } = (await registry.as('barnsley.officer').get(`/v1/information-requests?${query}`)).json()
      return { items: items as { id: string; state: string }[], next }
    }
    const ids = async (query: string) => (await list(query)).items.map(({ id }) => id)
    expect(await ids('direction=sent')).toEqual([plain, taken, given, denied, abroad])
    expect(await ids('direction=received')).toEqual([toBarnsley])
    expect(await ids('')).toEqual([plain, taken, given, denied, toBarnsley, abroad])
    expect(await ids('state=sent')).toEqual([plain, toBarnsley, abroad])
    for (const day of ['2026-03-02', '2026-03-27', '2026-03-28', '2026-04-05', '2026-04-06']) {
      registry.clock.set(`${day}T12:00:00Z`)
      const all = (await list('')).items
      for (const state of ['sent', 'received', 'provided', 'refused', 'overdue'])
        expect(await ids(`state=${state}`)).toEqual(all.filter((item) => item.state === state).map(({ id }) => id))
    }
    const first = await list('limit=4')
    expect(first.items.map(({ id }) => id)).toEqual([plain, taken, given, denied])
    expect(await ids(`limit=4&cursor=${first.next}`)).toEqual([toBarnsley, abroad])
    expect((await registry.as('barnsley.officer').get('/v1/information-requests?state=lost')).statusCode).toBe(400)
  })
})

describe('what a grant asks: requestStatesOf', () => {
  it('tells by candidate what became of its request, and leaves out those without one', async () => {
    const candidates = await Promise.all([1, 2, 3].map(() => plantCandidate(registry.db, entry)))
    const [asked, answered, unasked] = candidates as [string, string, string]
    await ask(asked)
    await answer((await ask(answered)).json().id)
    const statesOn = async (day: string) =>
      Object.fromEntries(await inTransaction(registry.db, (tx) => requestStatesOf(tx, candidates, day)))
    expect(await statesOn('2026-03-02')).toEqual({ [asked]: 'sent', [answered]: 'provided' })
    expect(await statesOn('2026-03-28')).toEqual({ [asked]: 'overdue', [answered]: 'provided' })
    expect(await inTransaction(registry.db, (tx) => requestStatesOf(tx, [unasked], '2026-03-28'))).toEqual(new Map())
    expect(await inTransaction(registry.db, (tx) => requestStatesOf(tx, [], '2026-03-28'))).toEqual(new Map())
  })
})
