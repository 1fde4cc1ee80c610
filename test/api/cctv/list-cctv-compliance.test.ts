import { CCTV_STATUSES } from '../../../src/domain/words.js'
import { stretchesOf } from '../../../src/features/cctv/stretch.store.js'
import { recomputeCompliance } from '../../../src/features/cctv/index.js'
import { SCRUTINY } from '../../support/cast.js'
import { inForce, inForceThen, plantLicence } from '../../support/licences.js'
import { refusal } from '../../support/office.js'
import { lineOf, plantLine, type Turn } from '../../support/plant-compliance.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { newStandards } from '../../support/standards.js'

const URL = '/v1/cctv-compliance'
let registry: Registry
let count = 0

/** A licensed vehicle with a time line of the test's own, or without one. */
async function plant(number: string, turns: readonly Turn[] | null, overrides: object = {}) {
  const vrm = `CV${10 + count++}CAM`
  const licence = await plantLicence(registry.db, { kind: 'private-hire-vehicle', number, vrm, ...overrides })
  if (turns) await plantLine(registry.db, licence, lineOf(turns), overrides)
  return { ...licence, vrm }
}

beforeAll(async () => {
  registry = await startRegistry()
  await plant('COMPLIANT', [
    [null, 'awaiting-fit', 'no-system'],
    ['2026-01-10', 'compliant'],
    ['2026-02-10', 'compliant', 'fault-within-repair-time'],
    ['2026-03-05', 'non-compliant', 'fault-not-repaired'],
  ])
  await plant('FAILING', [
    [null, 'compliant'],
    ['2026-03-02', 'non-compliant', 'inspection-overdue'],
    ['2026-03-04', 'unknown'],
  ])
  await plant('AWAITING', [
    [null, 'awaiting-fit', 'no-system'],
    ['2026-03-30', 'non-compliant', 'no-system'],
  ])
  await plant('EXEMPT', [
    [null, 'exempt', 'exemption'],
    ['2026-03-31', 'compliant'],
  ])
  await plant('FREE', [
    [null, 'not-required'],
    ['2026-03-31', 'awaiting-fit', 'no-system'],
  ])
  await plant('NOT-SAID', [[null, 'unknown', 'standard-not-stated']])
  await plant('NO-LINE', null)
  await plant('SAME', [
    [null, 'awaiting-fit', 'no-system'],
    ['2026-03-10', 'awaiting-fit', 'not-yet-inspected'],
  ])
  await plant('LATER', [
    [null, 'exempt', 'exemption'],
    ['2026-03-10', 'compliant'],
    ['2026-03-30', 'non-compliant'],
  ])
  await plant('EXPIRED', [[null, 'compliant']], { standing: inForce('2025-01-01', '2026-03-01') })
  await plant('SUSPENDED', [[null, 'compliant']], { standing: inForceThen('2026-02-01', 'suspended') })
  await plant('FUTURE', [[null, 'compliant']], { standing: inForce('2026-03-03', '2027-03-02') })
  await plant('ELSEWHERE', [[null, 'compliant']], { authority: 'sheffield' })
  await plantLicence(registry.db, { kind: 'private-hire-driver', number: 'PHD-1' })
})
afterAll(() => registry.close())

const ask = (query = '', who = 'rotherham.officer') => registry.as(who).get(`${URL}${query}`)
interface Item {
  licenceId: string
  number: string
  status: string
  isCurrent: boolean
  since: string | null
  nextChange: { at: string; status: string } | null
}
const items = async (query?: string, who?: string): Promise<Item[]> => (await ask(query, who)).json().items
const numbers = async (query?: string) => (await items(query)).map(({ number }) => number).sort()
const USABLE = ['AWAITING', 'COMPLIANT', 'EXEMPT', 'FAILING', 'FREE', 'LATER', 'NO-LINE', 'NOT-SAID', 'SAME']
const COUNTS = { compliant: 1, 'non-compliant': 1, 'awaiting-fit': 2, exempt: 2, 'not-required': 1, unknown: 2 }

describe('listCctvCompliance', () => {
  it('lists the vehicle licences that may be used now, each with its vehicle, its status, since when, and what becomes of it', async () => {
    const answer = await ask()
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(await numbers()).toEqual(USABLE)
    const of = (number: string) => answer.json().items.find((item: Item) => item.number === number)
    expect(of('COMPLIANT')).toEqual({
      licenceId: expect.any(String),
      number: 'COMPLIANT',
      kind: 'private-hire-vehicle',
      vehicle: { id: expect.any(String), vrm: 'CV10CAM' },
      status: 'compliant',
      reasons: [{ code: 'fault-within-repair-time', rule: 'a rule of the test', factId: null }],
      since: '2026-01-10T00:00:00.000Z',
      nextChange: {
        at: '2026-03-05T00:00:00.000Z',
        status: 'non-compliant',
        reasons: [{ code: 'fault-not-repaired', rule: 'a rule of the test', factId: null }],
      },
      isCurrent: true,
    })
    expect(of('FREE')).toMatchObject({ since: null, nextChange: { at: '2026-03-30T23:00:00.000Z' } })
    expect(of('SAME')).toMatchObject({ status: 'awaiting-fit', since: null, nextChange: null })
    expect(of('NO-LINE')).toMatchObject({ status: 'unknown', reasons: [], isCurrent: false, nextChange: null })
  })

  it('counts all of them by status on the first page, whatever was asked for', async () => {
    for (const query of ['', '?limit=2', '?status=exempt', '?dueWithin=3'])
      expect((await ask(query)).json()).toMatchObject({ counts: COUNTS, notCurrent: 1 })
  })

  it('shows each once, in order of licence id, over pages of any size', async () => {
    for (const limit of [1, 2, 4, 100]) {
      const seen: string[] = []
      let next: string | null = null
      do {
        const page: { items: Item[]; next: string | null; counts: object | null } = (
          await ask(`?limit=${limit}${next === null ? '' : `&cursor=${next}`}`)
        ).json()
        expect(page.counts === null).toBe(next !== null)
        seen.push(...page.items.map(({ licenceId }: Item) => licenceId))
        next = page.next
      } while (next !== null)
      expect(seen).toEqual([...seen].sort())
      expect(new Set(seen).size).toBe(USABLE.length)
    }
  })

  it('filters by the status of now; what is not derived is unknown', async () => {
    const found = Object.fromEntries(
      await Promise.all(CCTV_STATUSES.map(async (status) => [status, await numbers(`?status=${status}`)] as const)),
    )
    expect(found).toEqual({
      compliant: ['COMPLIANT'],
      'non-compliant': ['FAILING'],
      'awaiting-fit': ['AWAITING', 'SAME'],
      exempt: ['EXEMPT', 'LATER'],
      'not-required': ['FREE'],
      unknown: ['NO-LINE', 'NOT-SAID'],
    })
  })

  it('finds those whose status gets worse within so many days, to the day in London, and no others', async () => {
    expect(await numbers('?dueWithin=2')).toEqual([])
    expect(await numbers('?dueWithin=3')).toEqual(['COMPLIANT'])
    expect(await numbers('?dueWithin=27')).toEqual(['COMPLIANT'])
    expect(await numbers('?dueWithin=28')).toEqual(['AWAITING', 'COMPLIANT', 'LATER'])
    expect(await numbers('?dueWithin=29')).toEqual(['AWAITING', 'COMPLIANT', 'FREE', 'LATER'])
    expect(await numbers('?dueWithin=366')).toEqual(['AWAITING', 'COMPLIANT', 'FREE', 'LATER'])
    expect(await numbers('?dueWithin=29&status=not-required')).toEqual(['FREE'])
  })

  it('shows scrutiny plates and statuses of any authority it names, and neither marks nor vehicles', async () => {
    const answer = await ask('?authority=rotherham', SCRUTINY)
    expect(answer.json()).toMatchObject({ counts: COUNTS, notCurrent: 1 })
    expect(answer.json().items.map(({ vehicle }: { vehicle: unknown }) => vehicle)).toEqual(USABLE.map(() => null))
    expect(answer.body).not.toContain('CAM')
    expect((await items('?authority=sheffield', SCRUTINY)).map(({ number }) => number)).toEqual(['ELSEWHERE'])
    expect(refusal(await ask('', SCRUTINY))).toEqual([400, 'invalid-request', '/authority'])
  })

  it('answers another authority like one that is not', async () => {
    expect((await ask('?authority=rotherham')).statusCode).toBe(200)
    const answers = [
      await ask('?authority=sheffield'),
      await ask('?authority=atlantis'),
      await ask('?authority=atlantis', SCRUTINY),
    ]
    for (const answer of answers) {
      expect(answer.statusCode).toBe(404)
      expect({ ...answer.json(), requestId: '' }).toEqual({ ...answers[0]?.json(), requestId: '' })
    }
  })

  it.each([
    '?status=fine',
    '?dueWithin=0',
    '?dueWithin=367',
    '?dueWithin=1.5',
    '?limit=101',
    '?cursor=abc',
    '?vrm=CV10CAM',
  ])('400: %s', async (query) => expect((await ask(query)).statusCode).toBe(400))
})

describe('exportCctvCompliance', () => {
  const file = (query = '', who = 'rotherham.officer') => registry.as(who).get(`${URL}.csv${query}`)

  it('is the same list as a file that a spreadsheet cannot run, and leaves an audit row', async () => {
    const planted = await plant('FORMULA', [[null, 'compliant']], { authority: 'barnsley', vrm: '=1+1' })
    const answer = await file('', 'barnsley.officer')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="cctv-compliance.csv"',
      'cache-control': 'no-store',
    })
    expect(answer.body).toBe(
      '\ufefflicence_id,number,kind,vrm,status,since,reasons,rules,next_status,next_status_from,next_reasons,is_current\r\n' +
        `${planted.id},FORMULA,private-hire-vehicle,'=1+1,compliant,,meets-the-rule,a rule of the test,,,,yes\r\n`,
    )
    const [row] = await registry.db.prisma.auditEvent.findMany({ orderBy: { seq: 'desc' }, take: 1 })
    expect(row).toMatchObject({
      action: 'export-cctv-compliance',
      outcome: 'done',
      personId: 'barnsley.officer',
      authoritySlug: 'barnsley',
    })
  })

  it('takes the same filters, and says days as London has them', async () => {
    const lines = (await file('?dueWithin=29&status=not-required')).body.trim().split('\r\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(
      /,FREE,private-hire-vehicle,CV\d+CAM,not-required,,.*,awaiting-fit,2026-03-31,no-system,yes$/,
    )
    expect((await file()).body.trim().split('\r\n')).toHaveLength(1 + USABLE.length)
    expect((await file('?status=fine')).statusCode).toBe(400)
    expect((await file('?authority=sheffield')).statusCode).toBe(400)
  })

  it('is for officers only', async () => {
    expect((await file('', SCRUTINY)).statusCode).toBe(403)
  })
})

it('lets whoever waits have a turn between two statements', async () => {
  let [turns, isDone] = [0, false]
  const turn = () => {
    turns += 1
    if (!isDone) setImmediate(turn)
  }
  setImmediate(turn)
  const seen: number[] = []
  for await (const _ of stretchesOf(registry.db.prisma, { authoritySlug: 'rotherham', size: 3 })) seen.push(turns)
  isDone = true
  expect(seen.length).toBeGreaterThan(3)
  for (const [index, before] of seen.slice(0, -1).entries()) expect(seen[index + 1]).toBeGreaterThan(before)
})

describe('where the database does not answer in time', () => {
  const { setTimeout: real } = globalThis
  const prisma = () => registry.db.prisma
  let answering: ReturnType<typeof prisma>
  beforeEach(() => {
    answering = prisma()
    const never = () => new Promise(() => {})
    registry.db.prisma = new Proxy(answering, {
      get: (of, key) => (key === '$queryRaw' ? never : Reflect.get(of, key)),
    })
    // Nine seconds are over at once.
    globalThis.setTimeout = ((run: () => void, ms: number) =>
      real(run, ms > 8_000 && ms <= 9_000 ? 1 : ms)) as typeof real
  })
  afterEach(() => {
    registry.db.prisma = answering
    globalThis.setTimeout = real
  })

  it.each([URL, `${URL}.csv`, `${URL}/history`])('%s says so, and leaves no row of the trail', async (url) => {
    const rows = () => registry.db.prisma.auditEvent.count()
    const before = await rows()
    const answer = await registry.as('rotherham.officer').get(url)
    expect([refusal(answer), answer.headers['retry-after']]).toEqual([[503, 'unavailable'], '2'])
    expect(await rows()).toBe(before)
  })
})

it('believes no line that was derived with earlier standards than the latest, until it is derived anew', async () => {
  await newStandards(registry, 'sheffield', { effectiveFrom: '2026-06-01', cctv: { isRequired: false } })
  const sheffield = async () => (await ask('', 'sheffield.officer')).json()
  expect(await sheffield()).toMatchObject({
    items: [{ number: 'ELSEWHERE', status: 'unknown', isCurrent: false }],
    counts: { compliant: 0, unknown: 1 },
    notCurrent: 1,
  })
  await recomputeCompliance(registry.deps)
  expect(await sheffield()).toMatchObject({
    items: [
      {
        status: 'unknown',
        reasons: [{ code: 'standard-not-stated' }],
        isCurrent: true,
        nextChange: { at: '2026-05-31T23:00:00.000Z', status: 'not-required' },
      },
    ],
    counts: { unknown: 1 },
    notCurrent: 0,
  })
})
