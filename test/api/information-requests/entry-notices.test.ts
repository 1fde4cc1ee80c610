import { tellRequesters } from '../../../src/features/information-requests/index.js'
import { inTransaction } from '../../../src/platform/db.js'
import { onServerOnly, ownerSession } from '../../support/as-owner.js'
import { refusal } from '../../support/office.js'
import { plantCandidate, plantChange, plantEntry, type PlantedEntry } from '../../support/plant-candidate.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const officer = (authority: string) => registry.as(`${authority}.officer`)
const ask = async (by: string, entry: PlantedEntry, applicationReference: string): Promise<string> => {
  const candidate = await plantCandidate(registry.db, entry, { by, applicationReference })
  return (await officer(by).post('/v1/information-requests', { candidate })).json().id
}
const change = async (entry: PlantedEntry) => {
  const entryEventId = await plantChange(registry.db, entry, 'removed', 'appeal-allowed', '2026-02-20')
  await inTransaction(registry.db, (tx) =>
    tellRequesters(
      tx,
      { newId: registry.deps.newId, now: registry.clock.now() },
      { entryId: entry.entryId, entryEventId },
    ),
  )
  return entryEventId
}
const notices = async (of: string, query = '') => (await officer(of).get(`/v1/entry-notices${query}`)).json()

it('tells everybody who ever asked, answered or not, what changed and why, and not which entry it is', async () => {
  const entry = await plantEntry(registry.db)
  const first = await ask('sheffield', entry, 'APP-1')
  const second = await ask('sheffield', entry, 'APP-2')
  await ask('barnsley', entry, 'B-1')
  await officer('rotherham').post(`/v1/information-requests/${second}/answer`, {
    outcome: 'refused',
    refusalReason: 'Fictional.',
  })
  const event = await change(entry)

  const page = await notices('sheffield')
  expect(page.items).toMatchObject([
    { requestId: first, applicationReference: 'APP-1' },
    { requestId: second, applicationReference: 'APP-2' },
  ])
  expect(page.items[0]).toEqual({
    id: expect.any(String),
    requestId: first,
    applicationReference: 'APP-1',
    recordingAuthority: 'rotherham',
    state: 'removed',
    cause: 'appeal-allowed',
    why: 'an appeal was allowed: the decision is quashed',
    changedOn: '2026-02-20',
    changeTakesEffectOn: null,
    createdAt: '2026-03-02T09:00:00.000Z',
  })
  for (const hidden of [entry.entryId, entry.decisionId, event, 'B-1'])
    expect(JSON.stringify(page)).not.toContain(hidden)
  expect((await notices('barnsley')).items).toMatchObject([{ applicationReference: 'B-1' }])
  expect((await notices('rotherham')).items).toEqual([])
  expect((await registry.as('scrutiny.system').get('/v1/entry-notices')).statusCode).toBe(403)
  const { items } = (await officer('rotherham').get('/v1/duties?kind=tell-requesters')).json()
  expect(items).toMatchObject([
    { object: { kind: 'entry-event', id: event }, startedOn: '2026-03-02', doneOn: '2026-03-02', state: 'done' },
  ])
})

it('pages in order of telling', async () => {
  const { items, next } = await notices('sheffield', '?limit=1')
  expect(items).toMatchObject([{ applicationReference: 'APP-1' }])
  expect(await notices('sheffield', `?limit=1&cursor=${next}`)).toMatchObject({
    items: [{ applicationReference: 'APP-2' }],
    next: null,
  })
})

it('writes nothing where nobody asked', async () => {
  const event = await change(await plantEntry(registry.db))
  const { rows } = await registry.db.pool.query(
    'SELECT 1 FROM duty WHERE object_id = $1 UNION ALL SELECT 1 FROM entry_notice WHERE event_id = $1',
    [event],
  )
  expect(rows).toEqual([])
})

it('a request still open can be answered after the entry was removed', async () => {
  const entry = await plantEntry(registry.db)
  const id = await ask('sheffield', entry, 'APP-3')
  await change(entry)
  const body = { outcome: 'refused', refusalReason: 'The decision was quashed.' }
  expect((await officer('rotherham').post(`/v1/information-requests/${id}/answer`, body)).statusCode).toBe(201)
})

onServerOnly('no request slips in beside a change: it waits, and finds the entry as it then is', async () => {
  const entry = await plantEntry(registry.db)
  const candidate = await plantCandidate(registry.db, entry)
  const session = await ownerSession(registry.db)
  await session.query('BEGIN')
  await session.query(
    `INSERT INTO entry_event (id, entry_id, seq, state, cause, changed_on, decision_type, decided_on, register_version, recorded_at,
       recorded_by_client_id, recorded_by_person_id)
     VALUES (gen_random_uuid(), $1, 0, 'removed', 'appeal-allowed', '2026-02-20', 'refuse-application', '2025-02-01', 0, now(), 'a', 'b')`,
    [entry.entryId],
  )
  const asked = officer('sheffield').post('/v1/information-requests', { candidate })
  await new Promise((resolve) => setTimeout(resolve, 300))
  await session.query('COMMIT')
  await session.end()
  expect(refusal(await asked)).toEqual([422, 'reference-expired', '/candidate'])
})
