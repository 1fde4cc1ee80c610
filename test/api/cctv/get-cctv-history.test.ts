import { standingAt, type StandingStep } from '../../../src/domain/standing.js'
import { cctvAt, type CctvStep } from '../../../src/domain/cctv.js'
import { startOfLondonDay } from '../../../src/domain/calendar.js'
import { CCTV_STATUSES } from '../../../src/domain/words.js'
import { countByStatus } from '../../../src/features/cctv/index.js'
import { countsAt } from '../../../src/features/cctv/compliance-count.store.js'
import { SCRUTINY } from '../../support/cast.js'
import { inForce, inForceThen, plantLicence } from '../../support/licences.js'
import { refusal } from '../../support/office.js'
import { lineOf, plantLine, type Turn } from '../../support/plant-compliance.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { newStandards } from '../../support/standards.js'

let registry: Registry
let count = 0
async function plant(turns: readonly Turn[] | null, standing: StandingStep[], authority = 'rotherham', seq = 1) {
  const licence = await plantLicence(registry.db, {
    kind: 'private-hire-vehicle',
    number: `V-${++count}`,
    vrm: `H${count}`,
    standing,
    authority,
  })
  if (turns) await plantLine(registry.db, licence, lineOf(turns), { standardsSeq: seq, authority })
}

const LONG = inForce('2025-01-15', '2027-12-31')
beforeAll(async () => {
  registry = await startRegistry()
  await plant(
    [
      [null, 'unknown', 'standard-not-stated'],
      ['2025-04-01', 'awaiting-fit'],
      ['2025-05-10', 'compliant'],
    ],
    LONG,
  )
  await plant(
    [
      [null, 'unknown', 'standard-not-stated'],
      ['2025-04-01', 'awaiting-fit'],
      ['2025-07-01', 'non-compliant'],
    ],
    LONG,
  )
  await plant(
    [
      [null, 'not-required'],
      ['2026-02-28', 'unknown', 'not-yet-inspected'],
      ['2026-03-02', 'compliant'],
    ],
    LONG,
  )
  await plant([[null, 'exempt']], inForceThen('2026-03-01', 'revoked'))
})
afterAll(() => registry.close())

const ask = (query = '', who = 'rotherham.officer') => registry.as(who).get(`/v1/cctv-compliance/history${query}`)
const NONE = Object.fromEntries(CCTV_STATUSES.map((status) => [status, 0]))

it('counts, at the end of each month in London, the licences that could be used by what status they had', async () => {
  const answer = await ask('?from=2024-12&to=2026-03&step=month')
  expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store'])
  const { authority, items } = answer.json()
  expect([authority, items.length, items[0]]).toEqual([
    'rotherham',
    16,
    {
      month: '2024-12',
      at: '2024-12-31T23:59:59.999Z',
      licensed: 0,
      counts: NONE,
      notCurrent: 0,
      required: 0,
      compliantShare: null,
    },
  ])
  const of = (month: string) => items.find((item: { month: string }) => item.month === month)
  expect(of('2025-03')).toMatchObject({
    at: '2025-03-31T22:59:59.999Z',
    licensed: 3,
    counts: { ...NONE, unknown: 2, 'not-required': 1 },
    required: 0,
    compliantShare: null,
  })
  expect(of('2025-04')).toMatchObject({ counts: { 'awaiting-fit': 2 }, required: 2, compliantShare: 0 })
  expect(of('2025-05')).toMatchObject({ counts: { 'awaiting-fit': 1, compliant: 1 }, required: 2, compliantShare: 0.5 })
  expect(of('2026-02')).toMatchObject({
    at: '2026-02-28T23:59:59.999Z',
    licensed: 4,
    counts: { compliant: 1, 'non-compliant': 1, unknown: 1, exempt: 1 },
    required: 3,
    compliantShare: 0.3333,
  })
  expect(of('2026-03')).toMatchObject({
    at: '2026-03-02T09:00:00.000Z',
    licensed: 3,
    counts: { compliant: 2, 'non-compliant': 1 },
    required: 3,
    compliantShare: 0.6667,
  })
})

it('answers twelve months where none is named', async () => {
  const { items } = (await ask()).json()
  expect([items.length, items[0].month, items[11].month]).toEqual([12, '2025-04', '2026-03'])
})

it('says how many are being derived anew, and leaves them out of the share', async () => {
  await plant([[null, 'compliant']], LONG, 'barnsley')
  await plant(null, LONG, 'barnsley')
  const last = async () => (await ask('?from=2026-02&to=2026-02', 'barnsley.officer')).json().items[0]
  expect(await last()).toMatchObject({
    counts: { compliant: 1, unknown: 1 },
    notCurrent: 1,
    required: 1,
    compliantShare: 1,
  })
  await newStandards(registry, 'barnsley')
  expect(await last()).toMatchObject({
    counts: { ...NONE, unknown: 2 },
    notCurrent: 2,
    required: 0,
    compliantShare: null,
  })
})

it('is for officers the own authority’s, and for scrutiny that of the one it names', async () => {
  expect((await ask('?authority=rotherham', SCRUTINY)).json()).toEqual((await ask()).json())
  expect(refusal(await ask('', SCRUTINY))).toEqual([400, 'invalid-request', '/authority'])
  for (const [query, who] of [
    ['?authority=sheffield', 'rotherham.officer'],
    ['?authority=atlantis', SCRUTINY],
  ])
    expect((await ask(query, who)).statusCode).toBe(404)
})

it.each([
  ['?to=2026-04', '/to'],
  ['?from=2026-02&to=2026-01', '/from'],
  ['?from=2016-03&to=2026-03', '/from'],
  ['?to=1900-01', '/from'],
  ['?from=2026-13', '/from'],
  ['?step=week', '/step'],
])('400: %s', async (query, pointer) => expect(refusal(await ask(query))).toEqual([400, 'invalid-request', pointer]))

it('answers 120 months', async () => {
  expect((await ask('?from=2016-04&to=2026-03')).json().items).toHaveLength(120)
})

it('counts what the time lines say, read one by one, at any instant and at every border', async () => {
  const days = ['2024-02-01', '2024-03-31', '2024-04-01', '2024-07-15', '2024-10-27', '2025-01-01', '2025-06-30']
  const planted: { standing: StandingStep[]; line: CctvStep[] | null }[] = []
  let state = 1
  const random = (below: number) => (state = (state * 48271) % 2147483647) % below
  const someDays = () => days.filter(() => random(2) === 0)
  for (let n = 0; n < 60; n++) {
    const borders = [null, ...someDays()]
    const standing = borders.map((from, index): StandingStep => {
      const until = borders[index + 1]
      const verdict = (['yes', 'no', 'unknown', 'yes'] as const)[random(4)]!
      return {
        from: from === null ? null : startOfLondonDay(from),
        until: until == null ? null : startOfLondonDay(until),
        verdict,
        situation: 'in-force',
        basis: 'LGMPA 1976 s.48',
        validUntil: verdict === 'yes' ? '2030-01-01' : null,
      }
    })
    const turns = [null, ...someDays()].map((from): Turn => [from, CCTV_STATUSES[random(CCTV_STATUSES.length)]!])
    const line = n % 10 === 0 ? null : turns
    await plant(line, standing, 'sheffield')
    planted.push({ standing, line: line && lineOf(line) })
  }
  const borders = days.flatMap((day) => [-1, 0, 1].map((by) => startOfLondonDay(day) + by))
  const instants = [Date.UTC(2020, 0), ...borders, Date.UTC(2024, 4, 5), Date.UTC(2040, 0)].sort((a, b) => a - b)
  const expected = instants.map((at) => {
    const counts = { ...NONE } as Record<string, number>
    for (const { standing, line } of planted) {
      if (standingAt(standing, at).verdict !== 'yes') continue
      const { status } = cctvAt(line ?? [], at)
      counts[status] = (counts[status] ?? 0) + 1
    }
    return counts
  })
  expect((await countsAt(registry.db.prisma, 'sheffield', instants)).map(({ counts }) => counts)).toEqual(expected)
  const at = new Date(instants[7]!)
  expect(await countByStatus(registry.db.prisma, { authoritySlug: 'sheffield', at })).toEqual(expected[7])
})
