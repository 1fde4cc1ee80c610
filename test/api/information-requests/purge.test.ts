import { purgeInformation } from '../../../src/features/information-requests/index.js'
import { office, refuseApplication } from '../../support/office.js'
import { plantCandidate, plantEntry, type PlantedEntry } from '../../support/plant-candidate.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
let entry: PlantedEntry
beforeAll(async () => {
  registry = await startRegistry()
  entry = await plantEntry(registry.db)
})
beforeEach(() => registry.clock.set('2026-03-02T09:00:00Z'))
afterAll(() => registry.close())

/** Information given to an authority, for an application here or for none. @returns the request. */
async function given(to: string, applicationId?: string): Promise<string> {
  const search = { by: to, ...(applicationId === undefined ? {} : { applicationId }) }
  const candidate = await plantCandidate(registry.db, entry, search)
  const { id } = (await registry.as(`${to}.officer`).post('/v1/information-requests', { candidate })).json()
  const body = { outcome: 'provided', text: 'Fictional information.', grounds: ['not-fit-and-proper'] }
  await registry.as('rotherham.officer').post(`/v1/information-requests/${id}/answer`, body)
  return id
}
const purgedOn = async (day: string, id: string, by = 'rotherham'): Promise<boolean> => {
  registry.clock.set(`${day}T12:00:00Z`)
  await purgeInformation(registry.db, registry.clock.now())
  const { answer } = (await registry.as(`${by}.officer`).get(`/v1/information-requests/${id}`)).json()
  expect(answer).toMatchObject({ outcome: 'provided', grounds: ['not-fit-and-proper'] })
  expect(answer.isPurged).toBe(answer.text === null)
  return answer.isPurged
}
const trail = async (id: string) =>
  (await registry.as('scrutiny.system').get(`/v1/audit-events?objectId=${id}&action=purge-information`)).json().items

it('is gone once the licence is granted: the answer stays, with its digest, and an audit row says so', async () => {
  const cardiff = office(registry, 'cardiff')
  const applicationId = await cardiff.apply()
  const id = await given('cardiff', applicationId)
  expect(await purgedOn('2026-03-02', id)).toBe(false)
  registry.clock.set('2026-03-02T10:00:00Z')
  cardiff.made(
    await cardiff.officer.post(`/v1/applications/${applicationId}/decision`, cardiff.grantBody('private-hire-driver')),
  )
  expect(await purgedOn('2026-03-02', id, 'cardiff')).toBe(true)
  expect(await trail(id)).toMatchObject([
    { clientId: null, object: { kind: 'information-answer', id }, outcome: 'done', contentDigest: expect.any(String) },
  ])
  await purgeInformation(registry.db, registry.clock.now())
  expect(await trail(id)).toHaveLength(1)
})

it('outlives a refusal until the last day to appeal, or until the appeal is over', async () => {
  const sheffield = office(registry, 'sheffield')
  const refused = async () => {
    const applicationId = await sheffield.apply()
    const id = await given('sheffield', applicationId)
    registry.clock.set('2026-03-02T10:00:00Z')
    const { decision } = sheffield.made(
      await sheffield.officer.post(`/v1/applications/${applicationId}/decision`, refuseApplication()),
    )
    registry.clock.set('2026-03-02T09:00:00Z')
    return { id, decisionId: decision.id as string }
  }
  const [accepted, appealed] = [await refused(), await refused()]
  expect(await purgedOn('2026-03-23', accepted.id)).toBe(false)
  const court = { court: 'magistrates-court', on: '2026-03-23' }
  const { appeal } = sheffield.made(await sheffield.officer.post(`/v1/decisions/${appealed.decisionId}/appeals`, court))
  expect(await purgedOn('2026-03-24', accepted.id)).toBe(true)
  expect(await purgedOn('2027-06-01', appealed.id)).toBe(false)
  sheffield.made(
    await sheffield.officer.post(`/v1/appeals/${appeal.id}/steps`, {
      type: 'dismissed',
      court: 'magistrates-court',
      on: '2027-06-01',
    }),
  )
  expect(await purgedOn('2027-06-22', appealed.id)).toBe(false)
  expect(await purgedOn('2027-06-23', appealed.id)).toBe(true)
})

it('is gone after a year where the application is not here, or was never determined', async () => {
  const ids = [await given('sheffield'), await given('sheffield', await office(registry, 'sheffield').apply())]
  for (const id of ids) expect(await purgedOn('2027-03-01', id)).toBe(false)
  for (const id of ids) expect(await purgedOn('2027-03-02', id)).toBe(true)
})

it('goes through more than it takes at once, past those that must stay', async () => {
  await copy(await given('sheffield'), 60)
  const sheffield = office(registry, 'sheffield')
  const applicationId = await sheffield.apply()
  const kept = await given('sheffield', applicationId)
  sheffield.made(await sheffield.officer.post(`/v1/applications/${applicationId}/decision`, refuseApplication()))
  await copy(kept, 60)
  const held = async () => (await registry.db.pool.query('SELECT count(*)::int FROM information_text')).rows[0].count
  expect(await held()).toBe(122)
  await purgeInformation(registry.db, new Date('2026-03-20T12:00:00Z'))
  expect(await held()).toBe(122)
  await purgeInformation(registry.db, new Date('2026-03-24T12:00:00Z'))
  expect(await held()).toBe(61)
  await purgeInformation(registry.db, new Date('2027-03-02T12:00:00Z'))
  expect(await held()).toBe(0)
})

/** As many more requests with information as the given one. */
async function copy(requestId: string, count: number): Promise<void> {
  await registry.db.pool.query(
    `WITH asked AS (SELECT * FROM information_request WHERE id = $1),
       found AS (SELECT c.* FROM entry_search_candidate c JOIN asked ON c.id = asked.candidate_id),
       search AS (INSERT INTO entry_search SELECT (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid()))).*
         FROM entry_search s JOIN found ON s.id = found.search_id, generate_series(1, $2) RETURNING id),
       candidate AS (INSERT INTO entry_search_candidate
         SELECT (jsonb_populate_record(f, jsonb_build_object('id', gen_random_uuid(), 'search_id', search.id))).*
         FROM entry_search_candidate f JOIN found ON f.id = found.id, search RETURNING id),
       request AS (INSERT INTO information_request
         SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'candidate_id', candidate.id))).*
         FROM information_request r JOIN asked ON r.id = asked.id, candidate RETURNING id)
     INSERT INTO information_text SELECT request.id, t.text_encrypted, t.answered_at FROM request, information_text t WHERE t.request_id = $1`,
    [requestId, count],
  )
}
