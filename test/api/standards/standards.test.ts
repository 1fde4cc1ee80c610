import { approveStandards } from '../../../src/features/standards/index.js'
import { CLOSED, findProposal } from '../../../src/features/proposals/index.js'
import { acting } from '../../../src/platform/acting.js'
import type { Officer } from '../../../src/platform/caller.js'
import { inTransaction } from '../../../src/platform/db.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { refusal } from '../../support/office.js'
import { rowCounts } from '../../support/rows.js'
import {
  aVersion,
  CCTV_RULE,
  DRIVER_CRITERIA,
  latestSeq,
  newStandards,
  proposeStandards,
} from '../../support/standards.js'

const SENIOR: Officer = {
  clientId: 'wolverhampton.back-office',
  personId: 'wolverhampton.senior-2',
  role: 'senior-officer',
  authoritySlug: 'wolverhampton',
  operatorId: null,
}

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())
beforeEach(() => on('2026-03-02'))

const on = (day: string) => registry.clock.set(`${day}T09:00:00Z`)
const read = (slug: string, day?: string) =>
  registry.anyone.get(`/v1/authorities/${slug}/standards${day === undefined ? '' : `?on=${day}`}`)
const seqOn = async (slug: string, day?: string) => (await read(slug, day)).json().seq
const approve = (proposed: { json(): { id: string } }, by: string) =>
  registry.as(by).post(`/v1/proposals/${proposed.json().id}/approval`)

describe('anyone', () => {
  it('reads the version in force, with the number of the latest as ETag, and no cache may answer without asking', async () => {
    const answer = await read('cardiff')
    expect([answer.statusCode, answer.headers['etag'], answer.headers['cache-control']]).toEqual([
      200,
      '"1"',
      'public, max-age=0, must-revalidate',
    ])
    expect(answer.json()).toEqual({
      id: expect.any(String),
      authority: 'cardiff',
      seq: 1,
      effectiveFrom: '2020-01-01',
      freshnessLimitHours: 168,
      searchValidityDays: 28,
      cctv: null,
      driverCriteria: null,
      recordedAt: '2020-01-01T00:00:00.000Z',
      latestSeq: 1,
    })
  })
  it('is told the number of the latest version with every answer, and given a tag of it only where no day is named', async () => {
    await newStandards(registry, 'cardiff', { effectiveFrom: '2027-01-01' })
    const [now, then] = [await read('cardiff'), await read('cardiff', '2026-03-02')]
    for (const answer of [now, then]) expect(answer.json()).toMatchObject({ seq: 1, latestSeq: 2 })
    expect([now.headers['etag'], then.headers['etag']]).toEqual(['"2"', undefined])
    expect(then.headers['cache-control']).toBe('public, max-age=0, must-revalidate')
  })
  it('is told 404 of a day before the first version, of an authority that stated nothing, and of none', async () => {
    for (const [slug, day] of [['cardiff', '2019-12-31'], ['doncaster'], ['atlantis']] as const)
      expect((await read(slug, day)).statusCode).toBe(404)
    const versions = async (slug: string) => registry.anyone.get(`/v1/authorities/${slug}/standards/versions`)
    expect((await versions('doncaster')).json()).toEqual({ items: [], next: null })
    expect((await versions('atlantis')).statusCode).toBe(404)
  })
  it('reads all versions in order, page by page, and no person in any', async () => {
    await newStandards(registry, 'plymouth', { searchValidityDays: 21 })
    await newStandards(registry, 'plymouth', {
      searchValidityDays: 14,
      cctv: CCTV_RULE,
      driverCriteria: DRIVER_CRITERIA,
    })
    const first = (await registry.anyone.get('/v1/authorities/plymouth/standards/versions?limit=2')).json()
    const rest = await registry.anyone.get(`/v1/authorities/plymouth/standards/versions?limit=2&cursor=${first.next}`)
    const items = [...first.items, ...rest.json().items]
    expect(rest.json().next).toBeNull()
    expect(items.map(({ seq, searchValidityDays }) => [seq, searchValidityDays])).toEqual([
      [1, 28],
      [2, 21],
      [3, 14],
    ])
    expect(items[2]).toMatchObject({ cctv: CCTV_RULE, driverCriteria: DRIVER_CRITERIA })
    expect(JSON.stringify(items)).not.toMatch(/officer|senior|back-office/)
  })
})

describe('a new version', () => {
  it('is proposed by one senior officer and recorded when another approves, in both their names', async () => {
    const before = await read('rotherham')
    const sent = aVersion(registry, { cctv: CCTV_RULE, effectiveFrom: '2026-03-02' })
    const proposed = await proposeStandards(registry, 'rotherham', sent)
    expect([proposed.statusCode, proposed.json().kind]).toEqual([202, 'standards'])
    expect((await read('rotherham')).json()).toEqual(before.json())
    const detail = await registry.as('rotherham.officer').get(`/v1/proposals/${proposed.json().id}`)
    expect(detail.json().command).toEqual({ basedOnSeq: 1, ...sent })

    expect(refusal(await approve(proposed, 'rotherham.senior'))).toEqual([409, 'same-person'])
    expect((await approve(proposed, 'sheffield.senior')).statusCode).toBe(404)
    expect((await approve(proposed, 'rotherham.officer')).statusCode).toBe(403)
    const approved = await approve(proposed, 'rotherham.senior-2')
    expect(approved.statusCode).toBe(201)
    expect(approved.json()).toMatchObject({ decision: null, proposal: { state: 'approved' } })

    const after = await read('rotherham')
    expect(after.headers['etag']).toBe('"2"')
    const { id } = after.json()
    expect(after.json()).toMatchObject({ ...sent, seq: 2, recordedAt: '2026-03-02T09:00:00.000Z' })
    expect(approved.json().proposal.outcome.resultId).toBe(id)
    expect(await registry.db.prisma.authorityStandards.findUnique({ where: { id } })).toMatchObject({
      recordedByClientId: 'rotherham.back-office',
      proposedByPersonId: 'rotherham.senior',
      approvedByPersonId: 'rotherham.senior-2',
    })
    const trail = await registry.as('scrutiny.system').get(`/v1/audit-events?objectId=${id}&caseReference=CASE-1`)
    expect(trail.json().items).toMatchObject([
      { action: 'approve-proposal', object: { kind: 'standards', id }, person: { id: 'rotherham.senior-2' } },
    ])
    expect(trail.json().items[0].contentDigest).toEqual(expect.any(String))
    expect(refusal(await approve(proposed, 'rotherham.senior-2'))).toEqual([409, 'proposal-closed'])
  })
  it('is proposed by seniors only, for their own authority only: another is answered like none', async () => {
    const propose = (slug: string, by: string) => proposeStandards(registry, slug, aVersion(registry), { by, seq: 1 })
    for (const by of ['barnsley.officer', 'barnsley.back-office', 'scrutiny.system'])
      expect((await propose('barnsley', by)).statusCode).toBe(403)
    expect(refusal(await propose('barnsley', 'sheffield.senior'))).toEqual([404, 'not-found'])
    expect((await propose('atlantis', 'sheffield.senior')).json().detail).toBe(
      (await propose('barnsley', 'sheffield.senior')).json().detail,
    )
    expect(await latestSeq(registry, 'barnsley')).toBe(1)
  })
  it('sent again with its key is proposed once', async () => {
    const again = () => proposeStandards(registry, 'barnsley', aVersion(registry), { key: 'standards-once' })
    const first = await again()
    const before = await rowCounts(registry.db)
    const second = await again()
    expect([second.statusCode, second.headers['idempotency-replayed'], second.body]).toEqual([202, 'true', first.body])
    expect(await rowCounts(registry.db)).toEqual(before)
  })
  it('names the latest version, when it is proposed and when it is approved', async () => {
    const propose = (seq?: number) =>
      proposeStandards(registry, 'wolverhampton', aVersion(registry), seq === undefined ? {} : { seq })
    const unread = await registry.as('wolverhampton.senior').send({
      method: 'PUT',
      url: '/v1/authorities/wolverhampton/standards',
      headers: { 'idempotency-key': 'unread' },
      payload: aVersion(registry),
    })
    expect(refusal(unread)).toEqual([428, 'if-match-missing'])
    expect(refusal(await propose(2))).toEqual([412, 'standards-moved'])
    const [early, late] = [await propose(), await propose()]
    expect((await approve(early, 'wolverhampton.senior-2')).statusCode).toBe(201)
    expect(refusal(await approve(late, 'wolverhampton.senior-2'))).toEqual([412, 'standards-moved'])
    expect(refusal(await propose(1))).toEqual([412, 'standards-moved'])
    expect(await latestSeq(registry, 'wolverhampton')).toBe(2)
  })
  it('is one, when two are approved at the same moment, or one twice', async () => {
    const seq = await latestSeq(registry, 'wolverhampton')
    const [one, other] = [
      await proposeStandards(registry, 'wolverhampton', aVersion(registry, { searchValidityDays: 10 })),
      await proposeStandards(registry, 'wolverhampton', aVersion(registry, { searchValidityDays: 11 })),
    ]
    const answers = await Promise.all([one, other, one].map((proposed) => approve(proposed, 'wolverhampton.senior-2')))
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 201)).toHaveLength(1)
    for (const status of statuses) expect([201, 409, 412]).toContain(status)
    expect(await latestSeq(registry, 'wolverhampton')).toBe(seq + 1)
  })
})

it('one proposal approved twice at the same moment is closed for the slower, who read it open', async () => {
  const proposed = await proposeStandards(registry, 'wolverhampton', aVersion(registry))
  const act = acting(registry.deps, SENIOR)
  const open = await findProposal(registry.db.prisma, act, proposed.json().id)
  expect((await approve(proposed, SENIOR.personId)).statusCode).toBe(201)
  expect(await inTransaction(registry.db, (tx) => approveStandards(tx, act, open!))).toEqual(CLOSED)
})

describe('on a day', () => {
  it('counts the version recorded last of those that have begun', async () => {
    await newStandards(registry, 'tfl', { effectiveFrom: '2026-06-01' })
    await newStandards(registry, 'tfl', { effectiveFrom: '2026-04-01' })
    const days = ['2026-03-02', '2026-03-31', '2026-04-01', '2026-06-01', '2027-01-01']
    const inForce = async () => Promise.all(days.map((day) => seqOn('tfl', day)))
    expect(await inForce()).toEqual([1, 1, 3, 3, 3])
    await newStandards(registry, 'tfl', { effectiveFrom: '2026-12-31' })
    expect(await inForce()).toEqual([1, 1, 3, 3, 4])
    expect(await seqOn('tfl')).toBe(1)
    on('2026-04-01')
    expect(await seqOn('tfl')).toBe(3)
  })
  it('that day is London’s', async () => {
    await newStandards(registry, 'dva', { effectiveFrom: '2026-07-01' })
    registry.clock.set('2026-06-30T22:59:59Z')
    expect(await seqOn('dva')).toBe(1)
    registry.clock.set('2026-06-30T23:00:00Z')
    expect(await seqOn('dva')).toBe(2)
  })
})

describe('the past', () => {
  const propose = (content: object) => proposeStandards(registry, 'sheffield', aVersion(registry, content))

  it('is closed, but to what states cameras or drivers for the first time and keeps all else', async () => {
    const past = [422, 'standards-in-the-past', '/effectiveFrom']
    expect(refusal(await propose({ effectiveFrom: '2026-03-01' }))).toEqual(past)
    expect(
      refusal(await propose({ effectiveFrom: '2022-01-01', driverCriteria: DRIVER_CRITERIA, searchValidityDays: 90 })),
    ).toEqual([422, 'standards-in-the-past', '/searchValidityDays'])
    await newStandards(registry, 'sheffield', { effectiveFrom: '2015-07-06', cctv: CCTV_RULE })
    expect(await seqOn('sheffield', '2015-07-06')).toBe(2)
    expect(refusal(await propose({ effectiveFrom: '2026-03-01', cctv: CCTV_RULE }))).toEqual(past)
    const drivers = { effectiveFrom: '2022-01-01', driverCriteria: DRIVER_CRITERIA }
    expect(refusal(await propose({ ...drivers, cctv: { ...CCTV_RULE, inspectionIntervalMonths: 24 } }))).toEqual([
      422,
      'standards-in-the-past',
      '/cctv',
    ])
    expect(await newStandards(registry, 'sheffield', { ...drivers, cctv: CCTV_RULE })).toBe(3)
  })
  it('is not reached by waiting: what is approved after its first day is refused, what states a first policy is not', async () => {
    const today = await proposeStandards(registry, 'glasgow-city', aVersion(registry))
    const first = await proposeStandards(registry, 'glasgow-city', aVersion(registry, { cctv: CCTV_RULE }))
    on('2026-03-03')
    const refused = await approve(today, 'glasgow-city.senior-2')
    expect(refusal(refused)).toEqual([422, 'standards-in-the-past'])
    expect(refused.json().detail).toMatch(/Reject the proposal and make another\.$/)
    expect((await approve(first, 'glasgow-city.senior-2')).statusCode).toBe(201)
    expect(await seqOn('glasgow-city', '2026-03-02')).toBe(2)
  })
})

describe('a version is refused', () => {
  const refusalOf = async (content: object) =>
    refusal(await proposeStandards(registry, 'barnsley', aVersion(registry, content)))
  const rule = (changes: object) => ({ cctv: { ...CCTV_RULE, ...changes } })

  it('that contradicts itself, naming where', async () => {
    const before = await rowCounts(registry.db)
    for (const [content, pointer] of [
      [rule({ transitionUntil: '2015-07-04' }), '/cctv/transitionUntil'],
      [rule({ appliesTo: [] }), '/cctv/appliesTo'],
      [rule({ audio: { rule: 'on-trigger', triggers: [] } }), '/cctv/audio/triggers'],
      [rule({ approvedInstallers: ['Fictional Fitters', 'FICTIONAL  FITTERS'] }), '/cctv/approvedInstallers/1'],
    ] as const)
      expect(await refusalOf(content)).toEqual([422, 'standards-contradict', pointer])
    expect(await rowCounts(registry.db)).toEqual(before)
  })
  it('that records sound all the time: that is unlawful, and it says so', async () => {
    const answer = await proposeStandards(
      registry,
      'barnsley',
      aVersion(registry, rule({ audio: { rule: 'continuous', triggers: [] } })),
    )
    expect(refusal(answer)).toEqual([400, 'invalid-request', '/cctv/audio/rule'])
    expect(answer.json().errors[0].detail).toMatch(/unlawful.*Southampton 2012/)
  })
  it('that is not whole, or says more', async () => {
    const { searchValidityDays: _, ...short } = aVersion(registry)
    const answer = await proposeStandards(registry, 'barnsley', short)
    expect(refusal(answer)).toEqual([400, 'invalid-request', '/searchValidityDays'])
    for (const content of [
      { freshnessLimitHours: 0 },
      { searchValidityDays: 91 },
      { effectiveFrom: '2026-02-30' },
      { cctv: { isRequired: false, faultRepairDays: 7 } },
      rule({ inspectionIntervalMonths: 1.5 }),
      { driverCriteria: { ...DRIVER_CRITERIA, camera: { isRequired: false } } },
      { unknownKey: 1 },
    ])
      expect((await refusalOf(content)).slice(0, 2)).toEqual([400, 'invalid-request'])
  })
})
