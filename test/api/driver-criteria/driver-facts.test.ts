import { randomUUID } from 'node:crypto'
import { approveDriverFact } from '../../../src/features/driver-criteria/index.js'
import { CLOSED, findProposal } from '../../../src/features/proposals/index.js'
import { acting } from '../../../src/platform/acting.js'
import type { Officer } from '../../../src/platform/caller.js'
import { inTransaction } from '../../../src/platform/db.js'
import { office, refusal } from '../../support/office.js'
import { aDriver, aVehicle } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'
import { rowCounts } from '../../support/rows.js'

const CHECK = { type: 'background-check', on: '2026-03-02', kind: 'enhanced-dbs' }
const WHY = 'The fictional officer had read another file.'

const SENIOR: Officer = {
  clientId: 'rotherham.back-office',
  personId: 'rotherham.senior-2',
  role: 'senior-officer',
  authoritySlug: 'rotherham',
  operatorId: null,
}

let registry: Registry
let rotherham: ReturnType<typeof office>
let driverId: string
let vehicleId: string
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
  vehicleId = await rotherham.subject('private-hire-vehicle')
})
beforeEach(async () => {
  driverId = await rotherham.subject('private-hire-driver')
})
afterAll(() => registry.close())

const urlOf = (id = driverId) => `/v1/drivers/${id}/criteria-facts`
const send = (body: object, by: Person = rotherham.officer, headers = {}) => by.post(urlOf(), body, headers)
const record = async (body: object) => rotherham.made(await send(body))
const list = async (id = driverId) => (await rotherham.officer.get(urlOf(id))).json().items
const correct = (fact: { id: string; type: string }, restated?: object) =>
  restated
    ? { ...restated, correction: { factId: fact.id, effect: 'replace', why: WHY } }
    : { type: fact.type, correction: { factId: fact.id, effect: 'annul', why: WHY } }
const agree = async (body: object) => {
  const proposed = await send(body)
  if (proposed.statusCode !== 202) throw new Error(proposed.body)
  return rotherham.made(await rotherham.approve(proposed)).proposal.outcome.resultId as string
}

describe('recording', () => {
  it.each([
    [CHECK, { kind: 'enhanced-dbs' }],
    [{ ...CHECK, kind: 'update-service', on: '2019-01-01' }, { kind: 'update-service' }],
    [{ type: 'safeguarding-training', on: '2026-02-01' }, { provider: null }],
    [
      { type: 'safeguarding-training', on: '2026-02-01', provider: 'Fictional College' },
      { provider: 'Fictional College' },
    ],
    [{ type: 'qualification', on: '2020-07-01', title: 'BTEC Level 2' }, { title: 'BTEC Level 2' }],
  ])('one officer records %j', async (body, content) => {
    const answer = await send(body)
    expect(answer.statusCode).toBe(201)
    const expected = {
      id: answer.json().id,
      driverId,
      seq: 1,
      type: body.type,
      on: body.on,
      content,
      correction: null,
      correctedBy: null,
      recordedAt: '2026-03-02T09:00:00.000Z',
      recordedBy: { clientId: 'rotherham.back-office', personId: 'rotherham.officer' },
      proposedBy: null,
    }
    expect(answer.json()).toEqual(expected)
    expect(await list()).toEqual([expected])
  })

  it('a vehicle driven, left, and driven again', async () => {
    const driven = await record({ type: 'vehicle-driven', on: '2026-01-01', vehicleId })
    await record({ type: 'vehicle-left', on: '2026-02-01', factId: driven.id })
    await record({ type: 'vehicle-driven', on: '2026-02-01', vehicleId })
    expect((await list()).map(({ seq, content }: { seq: number; content: object }) => [seq, content])).toEqual([
      [1, { vehicleId }],
      [2, { factId: driven.id }],
      [3, { vehicleId }],
    ])
  })

  it.each<[string, object, [number, string, ...string[]]]>([
    ['of tomorrow', { ...CHECK, on: '2026-03-03' }, [422, 'date-in-future', '/on']],
    ['of no real day', { ...CHECK, on: '2026-02-30' }, [400, 'invalid-request', '/on']],
    ['without a day', { ...CHECK, on: undefined }, [400, 'invalid-request', '/on']],
    ['of an unknown kind', { ...CHECK, kind: 'basic' }, [400, 'invalid-request', '/kind']],
    ['of what a check disclosed', { ...CHECK, result: 'a caution' }, [400, 'invalid-request', '/result']],
    ['without a title', { type: 'qualification', on: '2026-03-02' }, [400, 'invalid-request', '/title']],
    [
      'of a vehicle that is nowhere',
      { type: 'vehicle-driven', on: '2026-03-02', vehicleId: randomUUID() },
      [422, 'vehicle-not-found', '/vehicleId'],
    ],
    [
      'of a vehicle that is no id',
      { type: 'vehicle-driven', on: '2026-03-02', vehicleId: 'x' },
      [400, 'invalid-request', '/vehicleId'],
    ],
    [
      'of leaving what was not driven',
      { type: 'vehicle-left', on: '2026-03-02', factId: randomUUID() },
      [422, 'fact-not-found', '/factId'],
    ],
    [
      'that annuls nothing',
      { type: 'qualification', correction: { factId: randomUUID(), effect: 'annul', why: WHY } },
      [422, 'fact-not-found', '/correction/factId'],
    ],
    [
      'that annuls and says more',
      { ...CHECK, correction: { factId: randomUUID(), effect: 'annul', why: WHY } },
      [400, 'invalid-request', '/on'],
    ],
    [
      'that replaces and does not say why',
      { ...CHECK, correction: { factId: randomUUID(), effect: 'replace' } },
      [400, 'invalid-request', '/correction/why'],
    ],
  ])('refuses one %s', async (_, body, expected) => {
    expect(refusal(await send(body))).toEqual(expected)
    expect(await list()).toEqual([])
  })

  it('refuses the vehicle of another authority like one that is nowhere', async () => {
    const theirs = (await registry.as('sheffield.officer').post('/v1/vehicles', aVehicle())).json().id
    const body = { type: 'vehicle-driven', on: '2026-03-02', vehicleId: theirs }
    expect(refusal(await send(body))).toEqual([422, 'vehicle-not-found', '/vehicleId'])
  })

  it('refuses to leave a vehicle before driving it, or twice, or another driver’s, and to drive it twice at a time', async () => {
    const driven = await record({ type: 'vehicle-driven', on: '2026-02-01', vehicleId })
    const leave = (on: string, factId = driven.id) => send({ type: 'vehicle-left', on, factId })
    expect(refusal(await leave('2026-01-31'))).toEqual([422, 'fact-before-its-cause', '/on'])
    expect(refusal(await send({ type: 'vehicle-driven', on: '2026-01-01', vehicleId }))).toEqual([
      409,
      'fact-already-followed',
      '/vehicleId',
    ])
    expect((await leave('2026-02-10')).statusCode).toBe(201)
    expect(refusal(await leave('2026-02-11'))).toEqual([409, 'fact-already-followed', '/factId'])
    driverId = await rotherham.subject('private-hire-driver')
    expect(refusal(await leave('2026-02-11'))).toEqual([422, 'fact-not-found', '/factId'])
  })

  it('is done once, however often it is asked for with one key, and leaves one row of the trail', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const before = await rowCounts(registry.db)
    const first = await send(CHECK, rotherham.officer, key)
    const again = await send(CHECK, rotherham.officer, key)
    expect([again.statusCode, again.body, again.headers['idempotency-replayed']]).toEqual([201, first.body, 'true'])
    expect((await rowCounts(registry.db))['driver_fact']).toBe((before['driver_fact'] ?? 0) + 1)
    expect(refusal(await send({ ...CHECK, on: '2026-03-01' }, rotherham.officer, key))).toEqual([
      422,
      'idempotency-key-reused',
    ])
    const { items } = (await registry.as('scrutiny.system').get('/v1/audit-events?limit=100')).json()
    const rows = items.filter(({ object }: { object: { id: string } | null }) => object?.id === first.json().id)
    expect(rows).toMatchObject([{ action: 'record-driver-fact', outcome: 'done', object: { kind: 'driver-fact' } }])
    expect(rows[0].contentDigest).toEqual(expect.any(String))
  })

  it('of two at once that exclude each other one is recorded', async () => {
    const body = { type: 'vehicle-driven', on: '2026-03-01', vehicleId }
    const answers = await Promise.all([send(body), send(body), send({ ...CHECK })])
    expect(answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([201, 201, 409])
    expect((await list()).map(({ seq }: { seq: number }) => seq)).toEqual([1, 2])
  })
})

describe('a correction', () => {
  it('waits for a second person; then the fact it names no longer counts, and both stay', async () => {
    const wrong = await record(CHECK)
    const proposed = await send(correct(wrong, { ...CHECK, on: '2026-01-02' }))
    expect(proposed.statusCode).toBe(202)
    expect(proposed.json()).toMatchObject({ kind: 'driver-fact', driverId, vehicleId: null, state: 'open' })
    expect(await list()).toMatchObject([{ id: wrong.id, correctedBy: null }])
    expect(refusal(await rotherham.approve(proposed, rotherham.officer))).toEqual([403, 'forbidden'])
    const approved = await rotherham.approve(proposed)
    expect(approved.statusCode).toBe(201)
    const { resultId } = approved.json().proposal.outcome
    expect(await list()).toMatchObject([
      { id: wrong.id, on: '2026-03-02', correctedBy: resultId },
      {
        id: resultId,
        on: '2026-01-02',
        content: { kind: 'enhanced-dbs' },
        correction: { factId: wrong.id, effect: 'replace', why: WHY },
        correctedBy: null,
        recordedBy: { personId: 'rotherham.senior' },
        proposedBy: 'rotherham.officer',
      },
    ])
    expect(refusal(await rotherham.approve(proposed))).toEqual([409, 'proposal-closed'])
  })

  it('is not approved by who proposed it', async () => {
    const wrong = await record(CHECK)
    const proposed = await send(correct(wrong), rotherham.senior)
    expect(refusal(await rotherham.approve(proposed))).toEqual([409, 'same-person'])
    expect((await rotherham.approve(proposed, registry.as('rotherham.senior-2'))).statusCode).toBe(201)
  })

  it('its why is in the proposal while it is open, and nowhere readable in the database', async () => {
    const wrong = await record(CHECK)
    const proposed = await send(correct(wrong))
    const read = async () =>
      (await rotherham.officer.get(`/v1/proposals/${proposed.json().id}`)).json().command.correction
    expect(await read()).toMatchObject({ effect: 'annul', why: WHY })
    await rotherham.approve(proposed)
    expect(await read()).toEqual({ factId: wrong.id, effect: 'annul' })
    const { rows } = await registry.db.pool.query(
      `SELECT to_jsonb(f)::text AS fact, (SELECT string_agg(to_jsonb(p)::text, '') FROM proposal p) AS proposals FROM driver_fact f WHERE driver_id = $1`,
      [driverId],
    )
    expect(JSON.stringify(rows)).not.toContain('another file')
  })

  it('an annulment strikes out, and an annulled annulment brings back', async () => {
    const fact = await record(CHECK)
    const annulment = await agree(correct(fact))
    const [, struck] = await list()
    expect(struck).toMatchObject({ id: annulment, type: 'background-check', on: '2026-03-02', content: {} })
    await agree(correct({ id: annulment, type: fact.type }))
    expect((await list()).map(({ correction }: { correction: object | null }) => correction !== null)).toEqual([
      false,
      true,
      true,
    ])
    expect(refusal(await send(correct(fact)))).toEqual([409, 'fact-already-corrected', '/correction/factId'])
  })

  it('keeps the type, and does not strand the day on which the vehicle was left', async () => {
    const driven = await record({ type: 'vehicle-driven', on: '2026-01-01', vehicleId })
    expect(refusal(await send(correct(driven, CHECK)))).toEqual([422, 'fact-of-another-type', '/type'])
    await record({ type: 'vehicle-left', on: '2026-02-01', factId: driven.id })
    expect(refusal(await send(correct(driven)))).toEqual([409, 'fact-strands-dependants', '/correction/factId'])
    const elsewhere = { type: 'vehicle-driven', on: '2026-01-01', vehicleId: randomUUID() }
    expect(refusal(await send(correct(driven, elsewhere)))).toEqual([422, 'vehicle-not-found', '/vehicleId'])
  })

  it('is judged again when it is approved: of two of one fact the second can only be rejected', async () => {
    const fact = await record(CHECK)
    const [first, second] = [await send(correct(fact)), await send(correct(fact, { ...CHECK, on: '2026-02-01' }))]
    await rotherham.approve(first)
    expect(refusal(await rotherham.approve(second))).toEqual([409, 'fact-already-corrected', '/correction/factId'])
    expect(await list()).toHaveLength(2)
  })
})

it('one correction approved twice at the same moment is closed for the slower, who read it open', async () => {
  const fact = await record(CHECK)
  const proposed = await send(correct(fact))
  const act = acting(registry.deps, SENIOR)
  const open = await findProposal(registry.db.prisma, act, proposed.json().id)
  expect((await rotherham.approve(proposed)).statusCode).toBe(201)
  expect(await inTransaction(registry.db, (tx) => approveDriverFact(tx, act, open!))).toEqual(CLOSED)
  expect(await list()).toHaveLength(2)
})

describe('who reads and writes', () => {
  it('another authority’s driver is like one that is not there', async () => {
    await record(CHECK)
    const sheffield = registry.as('sheffield.officer')
    for (const id of [driverId, randomUUID()]) {
      expect(refusal(await sheffield.get(urlOf(id)))).toEqual([404, 'not-found'])
      expect(refusal(await sheffield.get(`/v1/drivers/${id}/criteria`))).toEqual([404, 'not-found'])
      expect(refusal(await sheffield.post(urlOf(id), CHECK))).toEqual([404, 'not-found'])
    }
    expect(await list()).toHaveLength(1)
  })

  it('scrutiny and the public read no facts', async () => {
    for (const url of [urlOf(), `/v1/drivers/${driverId}/criteria`, '/v1/driver-criteria/shortfalls']) {
      expect((await registry.as('scrutiny.system').get(url)).statusCode).toBe(403)
      expect((await registry.anyone.get(url)).statusCode).toBe(401)
    }
    expect((await registry.as('scrutiny.system').post(urlOf(), CHECK)).statusCode).toBe(403)
  })

  it('a list pages by place, without a gap or a repetition', async () => {
    driverId = (await rotherham.officer.post('/v1/drivers', aDriver())).json().id
    for (let month = 1; month <= 3; month++) await record({ ...CHECK, on: `2025-0${month}-01` })
    const seen: number[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: { items: { seq: number }[]; next: string | null } = (
        await rotherham.officer.get(`${urlOf()}?limit=2${cursor && `&cursor=${cursor}`}`)
      ).json()
      seen.push(...page.items.map(({ seq }) => seq))
      cursor = page.next
    }
    expect(seen).toEqual([1, 2, 3])
  })
})
