import { v7 } from 'uuid'
import { finishDuty, startDuty } from '../../../src/features/duties/index.js'
import { DUTY_STATES, type DutyKind } from '../../../src/domain/words.js'
import { inTransaction } from '../../../src/platform/db.js'
import { asOwner } from '../../support/as-owner.js'
import { startRegistry, type Registry } from '../../support/registry.js'

interface Duty {
  id: string
  kind: string
  authority: string
  object: { kind: string; id: string }
  dueOn: string | null
  state: string
  daysLate: number
}
interface Page {
  items: Duty[]
  next: string | null
  counts: { authority: string; kind: string; open: number; overdue: number; done: number; doneLate: number }[] | null
}

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry({ at: '2025-12-19T15:00:00Z' })
})
afterAll(() => registry.close())

const start = async (kind: DutyKind, from: string, { authority = 'rotherham', id = v7() } = {}): Promise<string> => {
  const duty = { kind, authoritySlug: authority, object: { kind: 'entry', id }, from }
  await inTransaction(registry.db, (tx) => startDuty(tx, { newId: v7, now: registry.clock.now() }, duty))
  return id
}
const finish = (kind: DutyKind, objectId: string) =>
  inTransaction(registry.db, (tx) => finishDuty(tx, { now: registry.clock.now() }, { kind, objectId }))
const read = async (query = '', as = 'rotherham.officer'): Promise<Page> =>
  (await registry.as(as).get(`/v1/duties${query}`)).json()
const about = async (objectId: string) => (await read()).items.find(({ object }) => object.id === objectId)
const clear = () =>
  asOwner(registry.db, 'ALTER TABLE duty DISABLE TRIGGER ALL; DELETE FROM duty; ALTER TABLE duty ENABLE TRIGGER ALL')

describe('one duty over time', () => {
  it('notified on Friday 19 December 2025, the entry is due on Monday 29 December, open that day and overdue the next', async () => {
    const id = await start('make-entry', '2025-12-19')
    expect(await about(id)).toEqual({
      id: expect.any(String),
      kind: 'make-entry',
      authority: 'rotherham',
      object: { kind: 'entry', id },
      toDo: 'make the entry',
      limit: '5 working days',
      from: 'the person is notified',
      basis: 'Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022 s.2(5)(a)',
      startedOn: '2025-12-19',
      dueOn: '2025-12-29',
      doneOn: null,
      state: 'open',
      daysLate: 0,
    })
    registry.clock.set('2025-12-29T23:59:59Z')
    expect(await about(id)).toMatchObject({ state: 'open', daysLate: 0 })
    registry.clock.set('2025-12-30T00:00:00Z')
    expect(await about(id)).toMatchObject({ state: 'overdue', daysLate: 1 })
    registry.clock.set('2026-01-02T09:00:00Z')
    await finish('make-entry', id)
    registry.clock.set('2026-03-02T09:00:00Z')
    expect(await about(id)).toMatchObject({ state: 'done-late', doneOn: '2026-01-02', daysLate: 4 })
  })
  it('days are London’s: done at 23:30 UTC in summer is done on the next day', async () => {
    registry.clock.set('2026-06-12T23:30:00Z')
    const id = await start('make-entry', '2026-06-08')
    await finish('make-entry', id)
    expect(await about(id)).toMatchObject({
      dueOn: '2026-06-12',
      doneOn: '2026-06-13',
      state: 'done-late',
      daysLate: 1,
    })
  })
  it('an entry made on 10 June 2026 is kept to the end of 9 June 2037, and overdue for removal on the 11th', async () => {
    const id = await start('remove-entry', '2026-06-10')
    registry.clock.set('2037-06-10T09:00:00Z')
    expect(await about(id)).toMatchObject({ dueOn: '2037-06-10', state: 'open' })
    registry.clock.set('2037-06-11T09:00:00Z')
    expect(await about(id)).toMatchObject({ state: 'overdue', daysLate: 1 })
    registry.clock.set('2026-03-02T09:00:00Z')
  })
  it('is started once and done once, whatever is said again', async () => {
    const id = await start('answer-request', '2026-03-02')
    await start('answer-request', '2026-02-02', { id })
    await finish('answer-request', id)
    registry.clock.set('2026-12-01T09:00:00Z')
    await finish('answer-request', id)
    await start('answer-request', '2026-12-01', { id })
    expect((await read()).items.filter(({ object }) => object.id === id)).toMatchObject([
      { startedOn: '2026-03-02', dueOn: '2026-03-27', doneOn: '2026-03-02', state: 'done' },
    ])
    registry.clock.set('2026-03-02T09:00:00Z')
  })
  it('has no due date, and is never overdue, where the Act names no day or the holidays are not known', async () => {
    const ids = [await start('tell-requesters', '2026-03-02'), await start('answer-request', '2027-12-20')]
    registry.clock.set('2036-01-01T09:00:00Z')
    for (const id of ids) expect(await about(id)).toMatchObject({ dueOn: null, state: 'open', daysLate: 0 })
    registry.clock.set('2026-03-02T09:00:00Z')
  })
  it.each(['cardiff', 'glasgow-city', 'dva'])('%s is not bound by the Act: no duty', async (authority) => {
    await start('make-entry', '2026-03-02', { authority })
    expect((await read('', `${authority}.officer`)).items).toEqual([])
  })
  it('what was not started cannot be done', async () => {
    await finish('consider-concern', v7())
    expect((await read('?kind=consider-concern')).items).toEqual([])
  })
})

describe('GET /v1/duties', () => {
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    await clear()
    registry.clock.set('2026-03-02T09:00:00Z')
    ids['late'] = await start('make-entry', '2026-03-02')
    ids['done'] = await start('answer-request', '2026-03-02')
    ids['none'] = await start('update-entry', '2026-03-02')
    ids['sheffield'] = await start('make-entry', '2026-03-02', { authority: 'sheffield' })
    await finish('answer-request', ids['done'])
    registry.clock.set('2026-03-20T09:00:00Z')
    await finish('make-entry', ids['late'])
    ids['open'] = await start('report-concern', '2026-03-19')
    ids['first'] = await start('make-entry', '2026-03-03')
  })
  const objects = (page: Page) =>
    page.items.map(({ object }) => Object.keys(ids).find((name) => ids[name] === object.id))

  it('lists the own authority’s by due date, those without one last', async () => {
    expect(objects(await read())).toEqual(['late', 'first', 'done', 'open', 'none'])
  })
  it.each([
    ['?state=open', ['open', 'none']],
    ['?state=overdue', ['first']],
    ['?state=done', ['done']],
    ['?state=done-late', ['late']],
    ['?kind=make-entry', ['late', 'first']],
    ['?kind=make-entry&state=overdue', ['first']],
    ['?authority=rotherham&state=done', ['done']],
    ['?authority=sheffield', []],
  ])('filters: %s', async (query, expected) => {
    expect(objects(await read(query))).toEqual(expected)
  })
  it('filters by exactly the state that each shows, on any day', async () => {
    for (const day of ['2026-03-06', '2026-03-07', '2026-04-01', '2026-04-02']) {
      registry.clock.set(`${day}T12:00:00Z`)
      const all = await read()
      for (const state of DUTY_STATES)
        expect(objects(await read(`?state=${state}`))).toEqual(
          objects({ ...all, items: all.items.filter((item) => item.state === state) }),
        )
    }
    registry.clock.set('2026-03-20T09:00:00Z')
  })
  it('pages without a gap or a repetition, past the due dates', async () => {
    const seen: (string | undefined)[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: Page = await read(`?limit=1${next && `&cursor=${next}`}`)
      seen.push(...objects(page))
      next = page.next
    }
    expect(seen).toEqual(['late', 'first', 'done', 'open', 'none'])
  })
  it('another authority’s duty is no cursor', async () => {
    const [theirs] = (await read('', 'sheffield.officer')).items
    const cursor = Buffer.from(theirs!.id).toString('base64url')
    expect((await read(`?cursor=${cursor}`)).items).toEqual([])
  })
  it('counts by kind and state, on the first page only', async () => {
    const { counts } = await read('?limit=1&state=open')
    expect(counts).toEqual([
      { authority: 'rotherham', kind: 'answer-request', open: 0, overdue: 0, done: 1, doneLate: 0 },
      { authority: 'rotherham', kind: 'make-entry', open: 0, overdue: 1, done: 0, doneLate: 1 },
      { authority: 'rotherham', kind: 'report-concern', open: 1, overdue: 0, done: 0, doneLate: 0 },
      { authority: 'rotherham', kind: 'update-entry', open: 1, overdue: 0, done: 0, doneLate: 0 },
    ])
    const first = await read('?limit=1')
    expect((await read(`?limit=1&cursor=${first.next}`)).counts).toBeNull()
  })

  it('scrutiny sees all authorities’, counted by each, and no name', async () => {
    const page = await read('', 'scrutiny.system')
    expect(objects(page)).toEqual(['late', 'sheffield', 'first', 'done', 'open', 'none'])
    expect(page.counts).toContainEqual({
      authority: 'sheffield',
      kind: 'make-entry',
      open: 0,
      overdue: 1,
      done: 0,
      doneLate: 0,
    })
    expect(objects(await read('?authority=sheffield', 'scrutiny.system'))).toEqual(['sheffield'])
    expect(JSON.stringify(page)).not.toMatch(/personId|officer|Olive/i)
  })
  it('a third authority sees none', async () => {
    expect(await read('', 'barnsley.officer')).toEqual({ items: [], next: null, counts: [] })
  })
  it.each(['state=late', 'kind=make', 'limit=0', 'limit=101', 'cursor=!', 'cursor=MDE', 'authority=A', 'who=me'])(
    'refuses %s',
    async (query) => {
      expect((await registry.as('rotherham.officer').get(`/v1/duties?${query}`)).statusCode).toBe(400)
    },
  )
})
