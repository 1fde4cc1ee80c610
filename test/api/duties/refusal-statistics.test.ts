import { planter } from '../../support/plant-facts.js'
import { plantGranted } from '../../support/licences.js'
import { startRegistry, type Registry } from '../../support/registry.js'

/** The last of March and the first of April in London, half an hour before and after midnight of summer time: both are 31 March in UTC. */
const LATE_MARCH = '2026-03-31T22:30:00Z'
const EARLY_APRIL = '2026-03-31T23:30:00Z'

type Row = { authority: string; month: string } & Record<string, number | string>
let registry: Registry
beforeAll(async () => {
  registry = await startRegistry({ at: '2026-05-20T09:00:00Z' })
  const plant = planter(registry.db)
  const [licence = ''] = await plantGranted(registry.db, 1, 'STAT-')

  await plant.search('sheffield', LATE_MARCH, 'exact')
  await plant.search('sheffield', LATE_MARCH, 'strong')
  await plant.search('sheffield', LATE_MARCH, 'possible')
  await plant.search('sheffield', EARLY_APRIL, 'none')
  const entry = await plant.entry('rotherham', LATE_MARCH)
  await plant.entryEvent('rotherham', entry, 'amended', 'person-amended', EARLY_APRIL)
  await plant.entryEvent('rotherham', entry, 'removed', 'made-in-error', EARLY_APRIL)
  const provided = await plant.request('sheffield', 'rotherham', entry, LATE_MARCH)
  const refused = await plant.request('barnsley', 'rotherham', entry, EARLY_APRIL)
  await plant.answer('rotherham', provided, 'provided', EARLY_APRIL)
  await plant.answer('rotherham', refused, 'refused', '2026-05-04T09:00:00Z')
  const concern = await plant.concern('sheffield', 'rotherham', licence, LATE_MARCH)
  await plant.concern('sheffield', 'rotherham', licence, EARLY_APRIL)
  await plant.concernAnswer('rotherham', concern, EARLY_APRIL)
  const alert = await plant.alert(
    { id: await plant.entry('sheffield', LATE_MARCH), slug: 'sheffield' },
    { id: licence, slug: 'rotherham' },
    LATE_MARCH,
  )
  await plant.view('rotherham', alert, 1, EARLY_APRIL)
  await plant.view('rotherham', alert, 2, EARLY_APRIL)
  // due on the last of March: done in time, done late in April, not done; then one that is not due yet
  await plant.duty('rotherham', 'answer-request', '2026-03-31', '2026-03-31')
  await plant.duty('rotherham', 'answer-request', '2026-03-31', '2026-04-02')
  await plant.duty('rotherham', 'consider-concern', '2026-03-31', '2026-04-02')
  await plant.duty('rotherham', 'make-entry', '2026-03-31', null)
  await plant.duty('rotherham', 'make-entry', '2026-05-20', null)
})
afterAll(() => registry.close())

const ask = (query: string, as = 'scrutiny.system') => registry.as(as).get(`/v1/statistics/refusals${query}`)
const rows = async (query: string, as?: string): Promise<Row[]> => (await ask(query, as)).json().items
/** The figures that are not 0, of rows that have any. */
const something = (all: Row[]) =>
  Object.fromEntries(
    all
      .map(({ authority, month, ...figures }): [string, object] => [
        `${authority} ${month}`,
        Object.fromEntries(Object.entries(figures).filter(([, count]) => count !== 0)),
      ])
      .filter(([, figures]) => Object.keys(figures).length > 0),
  )

describe('GET /v1/statistics/refusals', () => {
  it('counts each act in the month of London in which it was done, for the authority that did it', async () => {
    expect(something(await rows('?from=2026-03&to=2026-05'))).toEqual({
      'barnsley 2026-04': { requestsSent: 1 },
      'rotherham 2026-03': {
        entriesImported: 1,
        requestsReceived: 1,
        concernsReceived: 1,
        alertsRaised: 1,
        dutiesMissed: 3,
      },
      'rotherham 2026-04': {
        entriesRemoved: 1,
        requestsReceived: 1,
        requestsProvided: 1,
        concernsReceived: 1,
        concernsAnswered: 1,
        answersLate: 1,
        concernsLate: 1,
        alertsAcknowledged: 1,
      },
      'rotherham 2026-05': { requestsRefused: 1 },
      'sheffield 2026-03': {
        searches: 3,
        searchesThatFound: 2,
        entriesImported: 1,
        requestsSent: 1,
        concernsReported: 1,
        alertsRaised: 1,
      },
      'sheffield 2026-04': { searches: 1, concernsReported: 1 },
    })
  })
  it('a duty is missed from the day after its last day', async () => {
    const missed = async () => (await rows('?from=2026-05&authority=rotherham'))[0]!['dutiesMissed']
    expect(await missed()).toBe(0)
    registry.clock.set('2026-05-21T09:00:00Z')
    expect(await missed()).toBe(1)
    registry.clock.set('2026-05-20T09:00:00Z')
  })
  it('an officer sees the own authority’s alone', async () => {
    const own = await rows('?from=2026-03&to=2026-04', 'sheffield.officer')
    expect(new Set(own.map(({ authority }) => authority))).toEqual(new Set(['sheffield']))
    expect(own).toEqual(await rows('?from=2026-03&to=2026-04&authority=sheffield'))
    expect(await rows('?from=2026-03&authority=rotherham', 'sheffield.officer')).toEqual([])
  })
  it('an authority that has joined has a row for each month since, though it did nothing', async () => {
    await registry.db.prisma.authority.update({
      where: { slug: 'doncaster' },
      data: { joinedOn: new Date('2026-04-30') },
    })
    const silent = await rows('?from=2026-03&to=2026-05&authority=doncaster')
    expect(silent.map(({ month, searches }) => [month, searches])).toEqual([
      ['2026-04', 0],
      ['2026-05', 0],
    ])
    expect(await rows('?from=2026-03&to=2026-05&authority=leeds')).toEqual([])
  })
  it('counts twelve months to this one unless it is asked for others', async () => {
    expect((await ask('')).json()).toMatchObject({ from: '2025-06', to: '2026-05' })
    expect((await ask('?to=2026-02')).json()).toMatchObject({ from: '2025-03', to: '2026-02' })
    expect((await ask('?from=2026-01')).json()).toMatchObject({ from: '2026-01', to: '2026-05' })
  })
  it('holds counts and nothing else', async () => {
    for (const row of await rows('?from=2026-03')) {
      const { authority, month, ...figures } = row
      expect([typeof authority, typeof month]).toEqual(['string', 'string'])
      expect(Object.values(figures).every((count) => Number.isInteger(count))).toBe(true)
    }
  })
  it.each([
    ['from=2023-05&to=2026-04', 200],
    ['from=2023-04&to=2026-04', 400],
    ['from=2026-05&to=2026-04', 400],
    ['from=2026-06', 400],
    ['from=1900-01', 400],
    ['to=2199-12', 200],
    ['from=2026-13', 400],
    ['from=2026-3', 400],
    ['authority=A', 400],
    ['who=me', 400],
  ])('%s: %i', async (query, status) => {
    expect((await ask(`?${query}`)).statusCode).toBe(status)
  })
})
