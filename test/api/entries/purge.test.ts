import { purgeEntries } from '../../../src/features/entries/index.js'
import { asOwner, asProgram } from '../../support/as-owner.js'
import { annul, office, refusal, revoke } from '../../support/office.js'
import { aDriver } from '../../support/people.js'
import { plantCandidate, plantEntry } from '../../support/plant-candidate.js'
import { startRegistry, type Registry } from '../../support/registry.js'

const RELIED = { relevantInformation: ['sexual-offence'] }

let registry: Registry
let rotherham: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
})
beforeEach(() => registry.clock.set('2026-03-02T09:00:00Z'))
afterAll(() => registry.close())

const query = async (sql: string, ...values: unknown[]) => (await registry.db.pool.query(sql, values)).rows
const purgeOn = async (day: string) => {
  registry.clock.set(`${day}T00:30:00Z`)
  await purgeEntries(registry.db, registry.clock.now(), registry.deps.newId)
}
const entryOf = async (decisionId: string) =>
  (await query('SELECT id FROM entry WHERE decision_id = $1', decisionId))[0]?.id as string | undefined
/** As if it had been recorded before: the database counts by its own clock, which no test can set. */
const recordEarlier = async (years: number) => {
  await asOwner(registry.db, 'ALTER TABLE decision DISABLE TRIGGER USER')
  await asOwner(registry.db, `UPDATE decision SET recorded_at = recorded_at - interval '${years} years'`)
  await asOwner(registry.db, 'ALTER TABLE decision ENABLE TRIGGER USER')
  await asOwner(registry.db, 'ALTER TABLE decision ENABLE ALWAYS TRIGGER decision_append_only')
}

it('on the day after the eleven years the person goes and a tombstone stays, that names nobody', async () => {
  const driver = aDriver()
  const { decisionId } = await rotherham.refuse(driver)
  const id = await entryOf(decisionId)
  await purgeOn('2037-03-01')
  expect(await query('SELECT state FROM entry WHERE id = $1', id)).toEqual([{ state: 'active' }])

  await purgeOn('2037-03-02')
  const tombstone = (await rotherham.officer.get(`/v1/entries/${id}`)).json()
  expect(tombstone).toMatchObject({
    state: 'expired',
    version: 2,
    driverId: null,
    decisionId: null,
    person: null,
    decisionType: 'refuse-application',
    decidedOn: '2026-03-02',
    firstMadeOn: '2026-03-02',
    retainedUntil: '2037-03-01',
    events: [
      { state: 'active' },
      { state: 'expired', cause: 'retention-over', changedOn: '2037-03-02', recordedBy: null },
    ],
  })
  expect(JSON.stringify(tombstone)).not.toContain(driver.familyName)
  for (const table of ['entry_person', 'entry_match'])
    expect(await query(`SELECT 1 FROM ${table} WHERE entry_id = $1`, id)).toEqual([])
  expect(await query(`SELECT done_on::text FROM duty WHERE kind = 'remove-entry' AND object_id = $1`, id)).toEqual([
    { done_on: '2037-03-02' },
  ])
  expect(await query(`SELECT client_id, object_kind, object_id FROM audit_event WHERE action = 'purge-entry'`)).toEqual(
    [{ client_id: null, object_kind: 'entry-event', object_id: tombstone.events[1].id }],
  )
})
it('done twice, it does nothing the second time; and no later act on the driver makes the entry again', async () => {
  const licence = await rotherham.grant('private-hire-driver', {
    decidedOn: '2026-03-01',
    period: { startsOn: '2026-03-02', endsOn: '2029-03-01' },
  })
  const { decision } = rotherham.made(await rotherham.decide(licence.id, revoke({ ...RELIED, isImmediate: true })))
  const id = await entryOf(decision.id)
  const count = async () => (await query('SELECT count(*) FROM entry'))[0].count
  const before = await count()
  await purgeOn('2037-03-02')
  await purgeOn('2037-03-03')
  expect(await query('SELECT count(*)::int AS events FROM entry_event WHERE entry_id = $1', id)).toEqual([
    { events: 2 },
  ])
  rotherham.made(await rotherham.approve(await rotherham.decide(licence.id, annul('revoke', decision.id))))
  expect(await count()).toBe(before)
})
it('a removed and a reinstated entry expire on the same day as if nothing had happened', async () => {
  const made: string[] = []
  for (const isUndone of [false, true]) {
    const licence = await rotherham.grant('private-hire-driver', { decidedOn: '2026-03-01' })
    const { decision } = rotherham.made(await rotherham.decide(licence.id, revoke(RELIED)))
    made.push((await entryOf(decision.id))!)
    registry.clock.set('2026-08-03T09:00:00Z')
    const annulled = await rotherham.approve(await rotherham.decide(licence.id, annul('revoke', decision.id)))
    const again = annul('revoke', rotherham.made(annulled).decision.id)
    if (isUndone) rotherham.made(await rotherham.approve(await rotherham.decide(licence.id, again)))
    registry.clock.set('2026-03-02T09:00:00Z')
  }
  const states = async () =>
    (await query('SELECT state FROM entry WHERE id = ANY ($1) ORDER BY id', made)).map(({ state }) => state)
  expect(await states()).toEqual(['removed', 'reinstated'])
  await purgeOn('2037-03-02')
  expect(await states()).toEqual(['expired', 'expired'])
})
it('the reasons behind it go with it, as soon as the database lets them; those behind a living entry and of other decisions stay', async () => {
  const { decisionId } = await rotherham.refuse(aDriver())
  const other = await rotherham.refuse(aDriver(), { relevantInformation: [] })
  const reasons = async (id: string) =>
    (await rotherham.officer.get(`/v1/decisions/${id}`)).json().reasons as string | null
  await recordEarlier(11)
  await purgeOn('2037-03-01')
  expect(await reasons(decisionId)).not.toBeNull()
  await recordEarlier(-1)
  await purgeOn('2037-03-02')
  expect(await query('SELECT state FROM entry WHERE decision_id = $1', decisionId)).toEqual([{ state: 'expired' }])
  expect(await reasons(decisionId)).not.toBeNull()
  const cut = asProgram(registry.db, 'UPDATE entry SET decision_id = NULL WHERE decision_id = $1', decisionId)
  await expect(cut).rejects.toMatchObject({ code: '23001' })
  await recordEarlier(1)
  await purgeOn('2037-03-03')
  expect(await reasons(decisionId)).toBeNull()
  expect(await entryOf(decisionId)).toBeUndefined()
  expect(await reasons(other.decisionId)).not.toBeNull()
  const [kept] = await query('SELECT reasons_digest, relevant_information FROM decision WHERE id = $1', decisionId)
  expect(kept).toMatchObject({ relevant_information: ['sexual-offence'] })
})
it('with the reasons of its corrections, whenever those were recorded', async () => {
  const licence = await rotherham.grant('private-hire-driver', { decidedOn: '2026-03-01' })
  const { decision } = rotherham.made(await rotherham.decide(licence.id, revoke(RELIED)))
  await recordEarlier(11)
  const correction = { decisionId: decision.id, effect: 'replace', why: 'A slip of the pen.' }
  const proposed = await rotherham.decide(licence.id, revoke({ ...RELIED, correction, isImmediate: true }))
  const later = rotherham.made(await rotherham.approve(proposed)).decision.id
  const left = () => query('SELECT 1 FROM decision_reasons WHERE decision_id = ANY ($1)', [decision.id, later])
  expect(await left()).toHaveLength(2)
  await purgeOn('2037-03-02')
  expect(await left()).toEqual([])
})
it('of a decision that never had an entry no reasons go, for the database refuses it: not in Wales, however old', async () => {
  const cardiff = office(registry, 'cardiff')
  const { decisionId } = await cardiff.refuse(aDriver())
  await recordEarlier(30)
  await purgeOn('2037-03-02')
  expect(await query('SELECT 1 FROM decision_reasons WHERE decision_id = $1', decisionId)).toHaveLength(1)
  const gone = asProgram(registry.db, 'DELETE FROM decision_reasons WHERE decision_id = $1', decisionId)
  await expect(gone).rejects.toMatchObject({ code: '23001' })
})
it('whoever once asked about it is told that it is over', async () => {
  const entry = await plantEntry(registry.db)
  const candidate = await plantCandidate(registry.db, entry, { by: 'sheffield', applicationReference: 'APP-OVER' })
  const asked = await registry.as('sheffield.officer').post('/v1/information-requests', { candidate })
  expect(asked.statusCode).toBe(201)
  await purgeOn('2036-02-01')
  const { items } = (await registry.as('sheffield.officer').get('/v1/entry-notices?limit=100')).json()
  expect(items).toMatchObject([
    { applicationReference: 'APP-OVER', state: 'expired', cause: 'retention-over', changedOn: '2036-02-01' },
  ])
  const told = `SELECT done_on::text FROM duty WHERE kind = 'tell-requesters' AND object_id IN (SELECT id FROM entry_event WHERE entry_id = $1)`
  expect(await query(told, entry.entryId)).toEqual([{ done_on: '2036-02-01' }])
})
it('no such day comes for anybody else: to another authority a tombstone is not there', async () => {
  const { decisionId } = await rotherham.refuse(aDriver())
  const id = await entryOf(decisionId)
  await purgeOn('2037-03-02')
  expect(refusal(await registry.as('sheffield.officer').get(`/v1/entries/${id}`))).toEqual([404, 'not-found'])
})
