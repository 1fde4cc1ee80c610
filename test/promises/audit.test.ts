import { createHash } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import type { PERMISSIONS } from '../../src/domain/permission.js'
import { annul, lift, office, suspend } from '../support/office.js'
import { operationsOf } from '../support/operations.js'
import { asOwner } from '../support/as-owner.js'
import { refusedThereAndLicensedHere } from '../support/refusal-story.js'
import { rowCounts } from '../support/rows.js'
import { statedFittedAndChecked } from '../support/standards-story.js'
import { aDriver, anOperator, aVehicle } from '../support/people.js'
import { startRegistry, type Registry } from '../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const seq = async () => Number((await registry.db.pool.query('SELECT seq FROM audit_head')).rows[0].seq)

const NOT_WRITES = ['issueToken', 'checkBooking', 'searchLicencesInfo']
/** Of those, test/promises/feed-audit.test.ts. */
const IS_OF_FEEDS = /^\/v1\/(feeds|scheme-management)\b/

it('every write leaves exactly one audit row, under its own name', async () => {
  const done = new Map<string, number>()
  const write = async (operation: keyof typeof PERMISSIONS, act: () => Promise<LightMyRequestResponse>) => {
    const before = await seq()
    const answer = await act()
    if (answer.statusCode >= 300) throw new Error(`${operation}: ${answer.statusCode} ${answer.body}`)
    const { rows } = await registry.db.pool.query(
      'SELECT action, outcome, request_id FROM audit_event WHERE seq > $1',
      [before],
    )
    const action = operation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    expect(rows).toEqual([{ action, outcome: 'done', request_id: answer.headers['x-request-id'] }])
    done.set(operation, answer.statusCode)
    return answer
  }
  const { officer, senior, grant, decide, read, applyToRenew } = office(registry)
  const etag = ({ headers }: LightMyRequestResponse) => ({ 'if-match': String(headers.etag) })

  for (const [noun, url, body] of [
    ['Driver', '/v1/drivers', aDriver()],
    ['Vehicle', '/v1/vehicles', aVehicle()],
    ['Operator', '/v1/operators', anOperator()],
  ] as const) {
    const created = await write(`create${noun}`, () => officer.post(url, body))
    const change = noun === 'Vehicle' ? { colour: 'Blue' } : { phone: '01709 000002' }
    await write(`update${noun}`, () => officer.patch(`${url}/${created.json().id}`, change, etag(created)))
  }
  const subjectId = (await officer.post('/v1/drivers', aDriver())).json().id
  const application = { type: 'new', kind: 'private-hire-driver', subjectId, receivedOn: '2026-02-20' }
  const applied = await write('createApplication', () => officer.post('/v1/applications', application))
  const { id: applicationId } = applied.json()
  const { grantBody, searched } = office(registry)
  const body = grantBody('private-hire-driver', { number: 'AUDIT-1', ...(await searched(applicationId)) })
  await write('determineApplication', () => officer.post(`/v1/applications/${applicationId}/decision`, body))

  const licence = await grant()
  const suspended = await write('recordDecision', () => decide(licence.id, suspend()))
  const decisionId = suspended.json().decision.id
  const step = { type: 'lodged', on: '2026-03-02', court: 'magistrates-court' }
  const lodged = await write('lodgeAppeal', () =>
    officer.post(`/v1/decisions/${decisionId}/appeals`, { on: step.on, court: step.court }),
  )
  const appealId = (lodged.json().appeal ?? lodged.json()).id
  await write('recordAppealStep', () => officer.post(`/v1/appeals/${appealId}/steps`, { ...step, type: 'withdrawn' }))
  const proposed = await write('recordDecision', () => decide(licence.id, lift(decisionId)))
  await write('approveProposal', () => senior.post(`/v1/proposals/${proposed.json().id}/approval`))
  const grantId = (await read(licence.id)).periods[0]!.decisionId
  const again = await decide(licence.id, annul('grant', grantId))
  await write('rejectProposal', () => senior.post(`/v1/proposals/${again.json().id}/rejection`, { reason: 'Not so.' }))
  await applyToRenew(licence.id)

  const temporary = {
    issuingAuthority: 'rotherham',
    number: licence.number,
    kind: 'private-hire-driver',
    decidedOn: '2026-03-02',
    notifiedOn: '2026-03-02',
    suspensionEndsOn: '2026-03-04',
    grounds: ['not-fit-and-proper'],
    reasons: 'Reasons of a fictional case.',
    legalBasis: 'edcea-2026-temporary-suspension',
    decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
  }
  await write('recordTemporarySuspension', () =>
    registry.as('sheffield.officer').post('/v1/temporary-suspensions', temporary),
  )

  await refusedThereAndLicensedHere(registry, write)
  await statedFittedAndChecked(registry, write)

  const writes = operationsOf(registry.app).filter(
    ({ method, operationId, path }) => method !== 'GET' && !NOT_WRITES.includes(operationId) && !IS_OF_FEEDS.test(path),
  )
  expect([...done.keys()].sort()).toEqual(writes.map(({ operationId }) => operationId).sort())
})

describe('a refusal leaves one audit row with its code, and nothing else', () => {
  const vehicle = aVehicle()
  let id: string
  beforeAll(async () => {
    id = (await registry.as('rotherham.officer').post('/v1/vehicles', vehicle)).json().id
  })
  const change = (headers: Record<string, string>) =>
    registry.as('rotherham.officer').send({
      method: 'PATCH',
      url: `/v1/vehicles/${id}`,
      payload: { colour: 'Red' },
      headers,
    })

  it.each<[string, number, () => Promise<LightMyRequestResponse>]>([
    ['vehicle-already-recorded', 409, () => registry.as('rotherham.officer').post('/v1/vehicles', vehicle)],
    [
      'not-found',
      404,
      () => registry.as('sheffield.officer').patch(`/v1/vehicles/${id}`, { colour: 'Red' }, { 'if-match': '"1"' }),
    ],
    ['record-changed', 412, () => change({ 'idempotency-key': 'a-1', 'if-match': '"7"' })],
    ['record-changed', 412, () => change({ 'idempotency-key': 'a-2', 'if-match': 'W/"1"' })],
    ['if-match-missing', 428, () => change({ 'idempotency-key': 'a-3' })],
    ['idempotency-key-missing', 400, () => change({ 'if-match': '"1"' })],
    ['forbidden', 403, () => registry.as('rotherham.officer').get('/v1/audit-events')],
    ['forbidden', 403, () => registry.as('scrutiny.system').post('/v1/vehicles', vehicle)],
  ])('%s (%s)', async (code, status, act) => {
    const before = { seq: await seq(), counts: await rowCounts(registry.db) }
    const answer = await act()
    expect([answer.statusCode, answer.json().type]).toEqual([status, `/problems/${code}`])
    const { rows } = await registry.db.pool.query(
      'SELECT outcome, refusal, request_id FROM audit_event WHERE seq > $1',
      [before.seq],
    )
    expect(rows).toEqual([{ outcome: 'refused', refusal: code, request_id: answer.headers['x-request-id'] }])
    expect(await rowCounts(registry.db)).toEqual(before.counts)
  })
})

it('a write whose audit row cannot be kept is not done', async () => {
  const before = { seq: await seq(), counts: await rowCounts(registry.db) }
  await asOwner(registry.db, 'ALTER TABLE audit_event ADD CONSTRAINT full_disk CHECK (false) NOT VALID')
  try {
    const answer = await registry.as('rotherham.officer').post('/v1/vehicles', aVehicle())
    expect(answer.statusCode).toBe(500)
    expect(answer.json().type).toBe('/problems/internal-error')
  } finally {
    await asOwner(registry.db, 'ALTER TABLE audit_event DROP CONSTRAINT full_disk')
  }
  expect(await seq()).toBe(before.seq)
  expect(await rowCounts(registry.db)).toEqual(before.counts)
})

it('anyone who may read the trail can recompute the chain from its documentation', async () => {
  const scrutiny = registry.as('scrutiny.system')
  const sha256 = (...parts: (string | Buffer)[]) =>
    parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')
  const json = (value: unknown) => JSON.stringify(value)
  let previous = sha256('taxi licensing registry')
  let cursor = ''
  let count = 0
  const head = (await scrutiny.get('/v1/audit-events/head')).json()
  while (count < head.seq) {
    const page = (await scrutiny.get(`/v1/audit-events?limit=100&caseReference=verification${cursor}`)).json()
    for (const e of page.items) {
      const text =
        `{"at": ${Date.parse(e.at)}, "seq": ${e.seq}, "action": ${json(e.action)}, "outcome": ${json(e.outcome)}, "refusal": ${json(e.refusal)}, ` +
        `"clientId": ${json(e.clientId)}, "objectId": ${json(e.object?.id ?? null)}, "personId": ${json(e.person?.id ?? null)}, ` +
        `"requestId": ${json(e.requestId)}, "objectKind": ${json(e.object?.kind ?? null)}, "authoritySlug": ${json(e.authority)}, ` +
        `"caseReference": ${json(e.caseReference)}, "contentDigest": ${json(e.contentDigest)}}`
      expect([e.seq, e.previousHash]).toEqual([count + 1, previous])
      expect([e.seq, e.hash]).toEqual([e.seq, sha256(Buffer.from(e.previousHash, 'hex'), text)])
      if (e.seq === head.seq) expect(e.hash).toBe(head.hash)
      previous = e.hash
      count++
    }
    cursor = `&cursor=${page.next}`
  }
  expect(count).toBeGreaterThanOrEqual(head.seq)
})
