import { refusal } from '../../support/office.js'
import { plantLicence } from '../../support/licences.js'
import { startRegistry, type Registry } from '../../support/registry.js'

const TEXT = 'Seen driving through a fictional red light with passengers.'
const ANSWER = { action: 'warned', reasons: 'Fictional: interviewed, no earlier incident.' }

let registry: Registry
let licenceId: string
beforeAll(async () => {
  registry = await startRegistry()
  licenceId = await plant('sheffield', 'PHD-2048')
})
beforeEach(() => registry.clock.set('2026-03-02T09:00:00Z'))
afterAll(() => registry.close())

/** A driver's licence in force from 2026 to the end of 2027. */
async function plant(authority: string, number: string): Promise<string> {
  const { id } = await plantLicence(registry.db, { kind: 'private-hire-driver', number, authority })
  await registry.db.pool.query(`UPDATE licence SET in_force_during = '{[2026-01-01,2028-01-01)}' WHERE id = $1`, [id])
  return id
}
const rotherham = () => registry.as('rotherham.officer')
const sheffield = () => registry.as('sheffield.officer')
const scrutiny = () => registry.as('scrutiny.system')
const body = (overrides: object = {}) => ({
  issuingAuthority: 'sheffield',
  kind: 'private-hire-driver',
  number: 'PHD-2048',
  awareOn: '2026-03-02',
  text: TEXT,
  relevantInformation: ['road-safety-risk'],
  ...overrides,
})
const report = (overrides: object = {}, by = rotherham()) => by.post('/v1/concerns', body(overrides))
const reported = async (overrides: object = {}, by = rotherham()): Promise<string> => {
  const created = await report(overrides, by)
  if (created.statusCode !== 201) throw new Error(created.body)
  return created.json().id
}
const answer = (id: string, by = sheffield(), payload: object = ANSWER) => by.post(`/v1/concerns/${id}/answer`, payload)
const read = async (id: string, by = rotherham(), query = '') => (await by.get(`/v1/concerns/${id}${query}`)).json()
const dutyOf = async (id: string, kind: string) => {
  const { items } = (await scrutiny().get(`/v1/duties?kind=${kind}&limit=100`)).json()
  return items.find((duty: { object: { id: string } }) => duty.object.id === id)
}

describe('POST /v1/concerns', () => {
  it('reaches the issuing authority, which has 20 working days; the answer says nothing of the licence', async () => {
    const created = await report()
    expect(created.statusCode).toBe(201)
    const { id } = created.json()
    expect(created.json()).toEqual({
      id,
      from: 'rotherham',
      to: 'sheffield',
      kind: 'private-hire-driver',
      number: 'PHD-2048',
      relevantInformation: ['road-safety-risk'],
      awareOn: '2026-03-02',
      reportedOn: '2026-03-02',
      daysReportedLate: 0,
      dueOn: '2026-03-27',
      state: 'open',
      daysLate: 0,
      action: null,
      answeredAt: null,
    })
    expect(created.headers['location']).toBe(`/v1/concerns/${id}`)
    expect(created.body).not.toContain(licenceId)
    expect(await dutyOf(id, 'report-concern')).toMatchObject({
      authority: 'rotherham',
      state: 'done',
      dueOn: '2026-03-13',
    })
    expect(await dutyOf(id, 'consider-concern')).toMatchObject({
      authority: 'sheffield',
      state: 'open',
      startedOn: '2026-03-02',
      object: { kind: 'concern', id },
    })
  })

  it('takes a late report, as late, and counts the issuer’s days from it', async () => {
    registry.clock.set('2026-03-16T09:00:00Z')
    const created = (await report()).json()
    expect(created).toMatchObject({ reportedOn: '2026-03-16', daysReportedLate: 3, dueOn: '2026-04-14' })
    expect(await dutyOf(created.id, 'report-concern')).toMatchObject({ state: 'done-late', daysLate: 3 })
    registry.clock.set('2026-03-13T23:30:00Z')
    expect((await report()).json()).toMatchObject({ daysReportedLate: 0 })
  })

  it('binds nobody outside England: they may report and be told, and nothing is late', async () => {
    await plant('cardiff', 'CF-1')
    const toWales = await reported({ issuingAuthority: 'cardiff', number: 'CF-1', awareOn: '2025-12-01' })
    expect(await dutyOf(toWales, 'consider-concern')).toBeUndefined()
    const fromWales = await reported({ awareOn: '2025-12-01' }, registry.as('cardiff.officer'))
    expect(await dutyOf(fromWales, 'report-concern')).toBeUndefined()
    registry.clock.set('2027-12-01T09:00:00Z')
    expect(await read(toWales)).toMatchObject({ dueOn: null, state: 'open', daysLate: 0 })
    expect(await read(fromWales, sheffield())).toMatchObject({ daysReportedLate: 0, state: 'overdue' })
  })

  it.each<[string, object, [number, string, ...string[]]]>([
    ['of an unknown authority', { issuingAuthority: 'atlantis' }, [422, 'authority-not-found', '/issuingAuthority']],
    [
      'about its own licence',
      { issuingAuthority: 'rotherham' },
      [422, 'concern-about-own-licence', '/issuingAuthority'],
    ],
    ['of tomorrow', { awareOn: '2026-03-03' }, [422, 'date-in-future', '/awareOn']],
    ['about a vehicle', { kind: 'private-hire-vehicle' }, [400, 'invalid-request', '/kind']],
    ['without relevant information', { relevantInformation: [] }, [400, 'invalid-request', '/relevantInformation']],
    ['that says nothing', { text: ' ' }, [400, 'invalid-request', '/text']],
    ['with an unknown key', { licenceId: 'x' }, [400, 'invalid-request', '/licenceId']],
  ])('refuses one %s', async (_, overrides, expected) => {
    expect(refusal(await report(overrides))).toEqual(expected)
  })

  it('answers a number never issued, one not in force and one of another kind alike', async () => {
    await plantLicence(registry.db, { kind: 'private-hire-driver', number: 'PHD-OVER', authority: 'sheffield' })
    await plant('cardiff', 'CF-2')
    for (const overrides of [
      { number: 'NONE' },
      { number: 'PHD-OVER' },
      { number: 'CF-2' },
      { kind: 'hackney-carriage-driver' },
    ])
      expect(refusal(await report(overrides))).toEqual([404, 'not-found'])
  })
})

describe('answering', () => {
  it('is done by the issuing authority, once; in time on the last day', async () => {
    const id = await reported()
    registry.clock.set('2026-03-27T23:30:00Z')
    const answered = await answer(id)
    expect(answered.statusCode).toBe(201)
    expect(answered.json()).toMatchObject({
      state: 'answered',
      action: 'warned',
      answeredAt: '2026-03-27T23:30:00.000Z',
      daysLate: 0,
    })
    expect(await dutyOf(id, 'consider-concern')).toMatchObject({ state: 'done', doneOn: '2026-03-27' })
    expect(refusal(await answer(id))).toEqual([409, 'concern-already-answered'])
  })

  it('is overdue on the next day, over the bank holidays; an answer then counts, as late', async () => {
    registry.clock.set('2026-03-30T09:00:00Z')
    const id = await reported()
    registry.clock.set('2026-04-28T12:00:00Z')
    expect(await read(id)).toMatchObject({ dueOn: '2026-04-28', state: 'open', daysLate: 0 })
    registry.clock.set('2026-04-29T12:00:00Z')
    expect(await read(id)).toMatchObject({ state: 'overdue', daysLate: 1 })
    expect((await answer(id)).json()).toMatchObject({ state: 'answered', daysLate: 1 })
    registry.clock.set('2026-06-01T12:00:00Z')
    expect(await read(id)).toMatchObject({ state: 'answered', daysLate: 1 })
  })

  it('has one winner when two officers answer at the same moment', async () => {
    const id = await reported()
    const answers = await Promise.all([
      answer(id),
      answer(id, registry.as('sheffield.officer-2'), { action: 'no-action', reasons: 'Fictional: not our driver.' }),
    ])
    expect(answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([201, 409])
    const won = answers.find(({ statusCode }) => statusCode === 201)?.json()
    expect((await read(id)).action).toBe(won.action)
  })

  it('is not for who reported, nor for a third authority', async () => {
    const id = await reported()
    for (const by of [rotherham(), registry.as('barnsley.officer')])
      expect(refusal(await answer(id, by))).toEqual([404, 'not-found'])
    expect(refusal(await answer(id, sheffield(), { action: 'suspended' }))).toEqual([
      400,
      'invalid-request',
      '/reasons',
    ])
  })
})

describe('who may see what', () => {
  it('the two authorities see what was seen and done, each its own officers, the issuer its licence', async () => {
    const id = await reported()
    await answer(id)
    const seen = { id, number: 'PHD-2048', text: TEXT, reasons: ANSWER.reasons }
    expect(await read(id)).toMatchObject({
      ...seen,
      licenceId: null,
      recordedBy: { personId: 'rotherham.officer' },
      answeredBy: null,
    })
    expect(await read(id, sheffield())).toMatchObject({
      ...seen,
      licenceId,
      recordedBy: null,
      answeredBy: { personId: 'sheffield.officer' },
    })
    expect(await read(id, rotherham(), '?caseReference=INQ-1')).toMatchObject({ licenceId: null, answeredBy: null })
  })

  it('a third authority finds nothing', async () => {
    const id = await reported()
    const barnsley = registry.as('barnsley.officer')
    expect((await barnsley.get(`/v1/concerns/${id}`)).statusCode).toBe(404)
    expect((await barnsley.get(`/v1/concerns/${id}?caseReference=INQ-1`)).statusCode).toBe(404)
    expect((await barnsley.get('/v1/concerns')).json().items).toEqual([])
  })

  it('scrutiny sees dates and lateness; numbers, texts and persons with a case only, and that is on record', async () => {
    const id = await reported()
    await answer(id)
    const sealed = {
      number: null,
      relevantInformation: null,
      text: null,
      reasons: null,
      recordedBy: null,
      answeredBy: null,
    }
    const readings = async () =>
      (await scrutiny().get(`/v1/audit-events?objectId=${id}&action=get-concern`)).json().items
    const plain = await read(id, scrutiny())
    expect(plain).toMatchObject({
      ...sealed,
      licenceId: null,
      state: 'answered',
      action: 'warned',
      dueOn: '2026-03-27',
    })
    expect(JSON.stringify(plain)).not.toMatch(/PHD-2048|officer|ictional/)
    expect(await readings()).toEqual([])

    expect(await read(id, scrutiny(), '?caseReference=INQ-2026/4')).toMatchObject({
      number: 'PHD-2048',
      relevantInformation: ['road-safety-risk'],
      text: TEXT,
      reasons: ANSWER.reasons,
      licenceId: null,
      recordedBy: { personId: 'rotherham.officer' },
      answeredBy: { personId: 'sheffield.officer' },
    })
    expect(await readings()).toMatchObject([{ caseReference: 'INQ-2026/4', object: { kind: 'concern', id } }])
  })

  it('so does its list', async () => {
    const list = async (query: string) => (await scrutiny().get(`/v1/concerns?${query}`)).json().items
    expect((await list('limit=100')).every((item: { number: unknown }) => item.number === null)).toBe(true)
    const open = await list('limit=100&caseReference=INQ-7')
    expect(open.some((item: { number: unknown }) => item.number === 'PHD-2048')).toBe(true)
    expect(JSON.stringify(open)).not.toContain('ictional')
    const { items } = (await scrutiny().get('/v1/audit-events?action=list-concerns')).json()
    expect(items).toMatchObject([{ caseReference: 'INQ-7' }])
    expect((await scrutiny().get('/v1/concerns?caseReference=x')).statusCode).toBe(400)
  })

  it('what was seen and why is encrypted at rest', async () => {
    const id = await reported()
    await answer(id)
    const { rows } = await registry.db.pool.query(
      'SELECT text_encrypted AS text, reasons_encrypted AS reasons FROM concern JOIN concern_answer ON concern_id = id WHERE id = $1',
      [id],
    )
    expect(rows).toHaveLength(1)
    for (const sealed of [rows[0].text, rows[0].reasons])
      expect(Buffer.from(sealed).toString('latin1')).not.toContain('ictional')
  })
})

describe('GET /v1/concerns', () => {
  it('filters by direction and by state as it is today, and pages in order of reporting', async () => {
    await plant('wolverhampton', 'W-1')
    await plant('barnsley', 'B-1')
    const barnsley = registry.as('barnsley.officer')
    const wolverhampton = registry.as('wolverhampton.officer')
    const open = await reported({ issuingAuthority: 'wolverhampton', number: 'W-1' }, barnsley)
    const done = await reported({ issuingAuthority: 'wolverhampton', number: 'W-1' }, barnsley)
    await answer(done, wolverhampton)
    const toBarnsley = await reported({ issuingAuthority: 'barnsley', number: 'B-1' }, wolverhampton)

    const list = async (query: string) => (await barnsley.get(`/v1/concerns?${query}`)).json()
    const ids = async (query: string) => (await list(query)).items.map(({ id }: { id: string }) => id)
    expect(await ids('direction=reported')).toEqual([open, done])
    expect(await ids('direction=received')).toEqual([toBarnsley])
    expect(await ids('state=open')).toEqual([open, toBarnsley])
    for (const day of ['2026-03-27', '2026-03-28']) {
      registry.clock.set(`${day}T12:00:00Z`)
      const all: { id: string; state: string }[] = (await list('')).items
      for (const state of ['open', 'overdue', 'answered'])
        expect(await ids(`state=${state}`)).toEqual(all.filter((item) => item.state === state).map(({ id }) => id))
    }
    const first = await list('limit=2')
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual([open, done])
    expect(await ids(`limit=2&cursor=${first.next}`)).toEqual([toBarnsley])
  })
})
