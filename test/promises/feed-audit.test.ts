import type { LightMyRequestResponse } from 'fastify'
import { verifyChain } from '../../src/features/audit/verify-chain.action.js'
import { approve, settled, vehicles } from '../api/feeds/feeding.js'
import { asOwner } from '../support/as-owner.js'
import { operationsOf } from '../support/operations.js'
import { startRegistry, type Registry } from '../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

interface Kept {
  action: string
  outcome: string
  object_kind: string
  request_id: string
}
const rowsAfter = async (seq: number): Promise<Kept[]> =>
  (
    await registry.db.pool.query<Kept>(
      'SELECT action, outcome, object_kind, request_id FROM audit_event WHERE seq > $1 ORDER BY seq',
      [seq],
    )
  ).rows
const head = async () => Number((await registry.db.pool.query('SELECT seq FROM audit_head')).rows[0].seq)
const idOf = (answer: LightMyRequestResponse) => answer.json<{ id: string }>().id

const CSV = { 'content-type': 'text/csv', prefer: 'wait=30' }
const post = (path: string, file: string) => registry.as('rotherham.feeder').post(path, file, CSV)
/** Of the operators' file: one firm with one licence. */
const FIRM = [
  'row,authority,reference,number,name,startsOn,endsOn',
  'licence,Rotherham,F-1,RO-900,Fictional Cars,2026-01-01,2027-12-31',
]
const DRIVER = [
  'row,authority,reference,kind,number,familyName,givenNames,dateOfBirth,startsOn,endsOn',
  'licence,Rotherham,D-1,private-hire-driver,RD-900,Specimen,Ann,1980-01-01,2026-01-01,2027-12-31',
]

it('every act on a feed leaves one row under its own name, and what the registry then does of itself another', async () => {
  const done = new Set<string>()
  const write = async (operation: string, after: readonly string[], act: () => Promise<LightMyRequestResponse>) => {
    const before = await head()
    const answer = await act()
    if (answer.statusCode >= 300) throw new Error(`${operation}: ${answer.statusCode} ${answer.body}`)
    if (answer.json<{ id?: string }>().id) await settled(registry, idOf(answer))
    const rows = await rowsAfter(before)
    const action = operation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    expect(rows.map((row) => [row.action, row.outcome])).toEqual([action, ...after].map((name) => [name, 'done']))
    expect(rows[0]?.request_id).toBe(answer.headers['x-request-id'])
    done.add(operation)
    return answer
  }
  const officer = registry.as('rotherham.officer')
  await write('sendVehicleFeed', ['apply-feed'], () => post('/v1/feeds/vehicles', vehicles(1, 40)))
  const ntr = '/v1/scheme-management/taxiphvdatabase'
  await write('updateTaxiPhvDatabase', ['apply-feed'], () => post(ntr, vehicles(1, 41)))
  await write('sendDriverFeed', ['apply-feed'], () => post('/v1/feeds/drivers', DRIVER.join('\n')))
  await write('sendOperatorFeed', ['apply-feed'], () => post('/v1/feeds/operators', FIRM.join('\n')))

  const refused = idOf(await post('/v1/feeds/vehicles', vehicles(1, 10)))
  await write('refuseFeed', [], () => officer.post(`/v1/feeds/${refused}/refusal`))
  const feed = idOf(await post('/v1/feeds/vehicles', vehicles(1, 40)))
  await write('approveFeed', ['apply-feed'], () => approve(registry, 'rotherham.officer', feed))
  await write('undoFeed', [], () => officer.post(`/v1/feeds/${feed}/undo`, { why: 'wrong-file' }))
  const other = registry.as('rotherham.officer-2')
  await write('approveFeedUndo', ['undo-feed'], () => other.post(`/v1/feeds/${feed}/undo-approval`))

  const writes = operationsOf(registry.app).filter(
    ({ method, path }) => method !== 'GET' && /^\/v1\/(feeds|scheme-management)\b/.test(path),
  )
  expect([...done].sort()).toEqual(writes.map(({ operationId }) => operationId).sort())
})

it('a file that is refused leaves one row with its code', async () => {
  const before = await head()
  await post('/v1/feeds/vehicles', 'not a row\n')
  expect((await rowsAfter(before)).map(({ action, outcome }) => [action, outcome])).toEqual([
    ['send-vehicle-feed', 'refused'],
  ])
})

it('whoever changes a row that a feed stated, or a decision that it recorded, is found', async () => {
  expect(await verifyChain(registry.db)).not.toHaveProperty('broken')
  const rewritten = async (table: string, sql: string, back: string) => {
    const trigger = (able: string) =>
      `ALTER TABLE ${table} ${able} TRIGGER ${table === 'decision' ? 'decision_append_only' : 'stated_licence_once'}`
    await asOwner(registry.db, `${trigger('DISABLE')}; ${sql}`)
    const { broken } = await verifyChain(registry.db)
    await asOwner(registry.db, `${back}; ${trigger('ENABLE ALWAYS')}`)
    return broken
  }
  const [vehicle, decision] = ['stated_licence', 'decision'] as const
  const one = `id = (SELECT min(id) FROM stated_licence)`
  expect(
    await rewritten(
      vehicle,
      `UPDATE stated_licence SET ends_on = ends_on + 1 WHERE ${one}`,
      `UPDATE stated_licence SET ends_on = ends_on - 1 WHERE ${one}`,
    ),
  ).toBeDefined()
  const grant = `feed_id IS NOT NULL`
  expect(
    await rewritten(
      decision,
      `UPDATE decision SET period_ends_on = period_ends_on + 1 WHERE ${grant}`,
      `UPDATE decision SET period_ends_on = period_ends_on - 1 WHERE ${grant}`,
    ),
  ).toBeDefined()
  expect(await verifyChain(registry.db)).not.toHaveProperty('broken')
})
