import { randomUUID } from 'node:crypto'
import { aRow, fileOf, sendFile } from '../../support/import.js'
import { office, refusal, revoke } from '../../support/office.js'
import { aDriver } from '../../support/people.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
let rotherham: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
})
afterAll(() => registry.close())

const REMOVAL = { changedOn: '2026-02-27', cause: 'appeal-allowed', why: 'The Crown Court allowed the appeal.' }
const REINSTATEMENT = { changedOn: '2026-03-02', cause: 'made-in-error', why: 'The entry of a namesake was meant.' }

const query = async (sql: string, ...values: unknown[]) => (await registry.db.pool.query(sql, values)).rows
const imported = async (overrides: Record<string, string | null> = {}): Promise<string> => {
  const sent = await sendFile(rotherham.officer, fileOf([aRow(overrides)]))
  rotherham.made(await rotherham.approve(sent))
  return (await query('SELECT id FROM entry WHERE import_proposal_id = $1', sent.json().id))[0].id
}
const remove = (id: string, overrides: object = {}) =>
  rotherham.officer.post(`/v1/entries/${id}/removal`, { ...REMOVAL, ...overrides })
const reinstate = (id: string, overrides: object = {}) =>
  rotherham.officer.post(`/v1/entries/${id}/reinstatement`, { ...REINSTATEMENT, ...overrides })
/** As if an authority had searched, confirmed the candidate and asked. */
const requestFrom = async (slug: string, entryId: string): Promise<string> => {
  const [search, candidate, request] = [randomUUID(), randomUUID(), randomUUID()]
  await query(
    `INSERT INTO entry_search (id, authority_slug, client_id, person_id, purpose, application_reference, term_digests, person_digest, outcome,
       register_version, method, counts_as, flags, asked_at)
     VALUES ($1, $2, 'client', 'person', 'new-application', 'REF', '{}', '', 'exact', 1, 'n1.w1', 1, '{}', now())`,
    search,
    slug,
  )
  await query(
    `INSERT INTO entry_search_candidate (id, search_id, position, entry_id, entry_version, holder_slug, band, agreement, bits, expires_at)
     VALUES ($1, $2, 1, $3, 1, 'rotherham', 'exact', '[]', 40, now())`,
    candidate,
    search,
    entryId,
  )
  await query(
    `INSERT INTO information_request (id, from_slug, to_slug, candidate_id, entry_id, application_reference, purpose, received_on, sent_at,
       sent_by_client_id, sent_by_person_id)
     VALUES ($1, $2, 'rotherham', $3, $4, 'REF', 'new-application', '2026-03-02', now(), 'client', 'person')`,
    request,
    slug,
    candidate,
    entryId,
  )
  return request
}
const stateOf = async (id: string) => (await query('SELECT state, version FROM entry WHERE id = $1', id))[0]
const isFound = async (id: string) => (await query('SELECT 1 FROM entry_match WHERE entry_id = $1', id)).length === 1

it('one proposes to remove an imported entry, another approves: it is found no more, and comes back the same way', async () => {
  const id = await imported({ designated_reference: 'NR3S-77' })
  const proposed = await remove(id)
  expect(proposed.statusCode).toBe(202)
  expect(proposed.json()).toMatchObject({ kind: 'entry-removal', state: 'open', entryId: id, decisionId: null })
  expect((await rotherham.officer.get(`/v1/proposals/${proposed.json().id}`)).json()).toMatchObject({
    command: REMOVAL,
    rows: null,
  })
  expect([await stateOf(id), await isFound(id)]).toEqual([{ state: 'active', version: 1 }, true])

  const approved = rotherham.made(await rotherham.approve(proposed))
  const eventId = approved.proposal.outcome.resultId
  expect(approved.entriesMade).toBeNull()
  expect([await stateOf(id), await isFound(id)]).toEqual([{ state: 'removed', version: 2 }, false])
  expect(
    await query(
      'SELECT state, cause, changed_on::text, recorded_by_person_id AS by FROM entry_event WHERE id = $1',
      eventId,
    ),
  ).toEqual([{ state: 'removed', cause: 'appeal-allowed', changed_on: '2026-02-27', by: 'rotherham.senior' }])
  expect(await query(`SELECT kind FROM duty WHERE object_id = $1`, eventId)).toEqual([{ kind: 'update-entry' }])

  rotherham.made(await rotherham.approve(await reinstate(id)))
  expect([await stateOf(id), await isFound(id)]).toEqual([{ state: 'reinstated', version: 3 }, true])
  expect(await query('SELECT first_made_on::text, retained_until::text FROM entry WHERE id = $1', id)).toEqual([
    { first_made_on: '2019-06-10', retained_until: '2030-06-09' },
  ])
})

it('why an entry was to go stays on the proposal: nothing goes without a reason given', async () => {
  const id = await imported()
  const proposed = await remove(id)
  rotherham.made(await rotherham.approve(proposed))
  const { command } = (await rotherham.officer.get(`/v1/proposals/${proposed.json().id}`)).json()
  expect(command).toEqual(REMOVAL)
})

it('an entry that comes back is compared with the licences of others again', async () => {
  const person = aDriver({ familyName: 'Reinstated', givenNames: 'Rhea', drivingLicence: null })
  const id = await imported({
    family_name: person.familyName,
    given_names: person.givenNames,
    date_of_birth: person.dateOfBirth,
    ni_number: person.niNumber!,
  })
  rotherham.made(await rotherham.approve(await remove(id)))
  const sheffield = office(registry, 'sheffield')
  const { id: licenceId } = await sheffield.grant(
    'private-hire-driver',
    {},
    sheffield.made(await sheffield.officer.post('/v1/drivers', person)).id,
  )
  const raised = () => query('SELECT licence_id, cause FROM alert WHERE entry_id = $1', id)
  expect(await raised()).toEqual([])
  rotherham.made(await rotherham.approve(await reinstate(id)))
  expect(await raised()).toEqual([{ licence_id: licenceId, cause: 'entry' }])
})

it('neither of the two persons may be the other, and a rejected proposal changes nothing', async () => {
  const id = await imported()
  const own = await rotherham.senior.post(`/v1/entries/${id}/removal`, REMOVAL)
  expect(refusal(await rotherham.approve(own))).toEqual([409, 'same-person'])
  const rejected = await rotherham.officer.post(`/v1/proposals/${own.json().id}/rejection`, { reason: 'No.' })
  expect([rejected.statusCode, await stateOf(id)]).toEqual([201, { state: 'active', version: 1 }])
})

it('of two removals that wait, the second finds the entry removed', async () => {
  const id = await imported()
  const [first, second] = [await remove(id), await remove(id, { cause: 'made-in-error' })]
  rotherham.made(await rotherham.approve(first))
  expect(refusal(await rotherham.approve(second))).toEqual([409, 'entry-state'])
  expect(await stateOf(id)).toEqual({ state: 'removed', version: 2 })
})

it('the state must fit, the day must be between the decision and today, and the years not over', async () => {
  const id = await imported({ decided_on: '2015-03-02', first_made_on: '2015-03-03' })
  expect(refusal(await reinstate(id))).toEqual([409, 'entry-state'])
  expect(refusal(await remove(id, { changedOn: '2026-03-03' }))).toEqual([422, 'date-in-future', '/changedOn'])
  expect(refusal(await remove(id, { changedOn: '2015-03-01' }))).toEqual([422, 'date-too-early', '/changedOn'])
  expect(refusal(await remove(id, { cause: 'retention-over' }))).toEqual([400, 'invalid-request', '/cause'])
  rotherham.made(await rotherham.approve(await remove(id)))
  expect(refusal(await remove(id))).toEqual([409, 'entry-state'])
  registry.clock.set('2026-03-03T09:00:00Z')
  expect(refusal(await reinstate(id))).toEqual([409, 'entry-state'])
  registry.clock.set('2026-03-02T09:00:00Z')
})

it('whoever asked for the information behind the entry is told of the change, and why', async () => {
  const id = await imported()
  const request = await requestFrom('sheffield', id)
  const { proposal } = rotherham.made(await rotherham.approve(await remove(id)))
  expect(await query('SELECT request_id, event_id, to_slug FROM entry_notice')).toEqual([
    { request_id: request, event_id: proposal.outcome.resultId, to_slug: 'sheffield' },
  ])
})

it('an entry of a decision recorded here follows that decision, and nobody proposes anything on it', async () => {
  const { id } = await rotherham.grant()
  rotherham.made(await rotherham.decide(id, revoke({ relevantInformation: ['sexual-offence'] })))
  const [entry] = await query(`SELECT id FROM entry WHERE origin = 'decision'`)
  expect(refusal(await remove(entry.id))).toEqual([422, 'entry-not-imported'])
})

it('another authority’s entry, or nobody’s, is not there', async () => {
  const id = await imported()
  const neighbour = registry.as('sheffield.senior')
  expect((await neighbour.post(`/v1/entries/${id}/removal`, REMOVAL)).statusCode).toBe(404)
  expect((await neighbour.post(`/v1/entries/${id}/reinstatement`, REINSTATEMENT)).statusCode).toBe(404)
  expect((await remove('01987654-3210-7abc-8def-0123456789ab')).statusCode).toBe(404)
  expect((await remove('nobody')).statusCode).toBe(400)
})
