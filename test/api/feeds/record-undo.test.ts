import { office, revoke } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { settled } from './feeding.js'
import { decision, desk, firm, licence, person, sound } from './record-feeding.js'

let registry: Registry
let rotherham: ReturnType<typeof desk>
beforeEach(async () => {
  registry = await startRegistry()
  rotherham = desk(registry)
})
afterEach(async () => {
  await sound(registry)
  await registry.close()
})

const query = async (sql: string) => (await registry.db.pool.query(sql)).rows
/** What is so now, whatever was recorded to make it so. */
const state = async () => ({
  licences: await query(
    `SELECT number, standing, in_force_during::text FROM licence WHERE in_force_during <> '{}' ORDER BY number`,
  ),
  periods: await query(
    `SELECT starts_on::text, ends_on::text FROM licence_period WHERE superseded_by IS NULL ORDER BY licence_id, 1`,
  ),
  entries: await query(
    `SELECT decision_type, decided_on::text FROM entry WHERE state IN ('active', 'amended', 'reinstated') ORDER BY 1, 2`,
  ),
  drivers:
    await query(`SELECT d.family_name, d.date_of_birth::text, a.line_1 FROM driver d JOIN fed_subject s ON s.driver_id = d.id
    JOIN driver_address a ON a.driver_id = d.id AND a.ends_on IS NULL WHERE s.reference = 'P-1'`),
})

it('an undone feed leaves what stood before: licences, corrections, absences, entries and descriptions, as new facts of two persons', async () => {
  const people = [1, 2, 3, 4].map((n) => person(n))
  const [p, q, r, s] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0], (typeof people)[0]]
  const rows = [
    licence(p),
    licence(q),
    licence(r, { startsOn: '2026-04-01', endsOn: '2027-03-31', decidedOn: '2026-02-20' }),
  ]
  await rotherham.applied(rows)
  const before = await state()
  registry.clock.set('2026-03-09T09:00:00Z')
  const moved = { ...p, familyName: 'Married-Fictional', addressLine1: '7 Other Street' }
  const feed = await rotherham.applied([
    licence(moved, { endsOn: '2026-12-31' }),
    decision(moved, 'suspend', { relevantInformation: ['harassment'], isImmediate: true }),
    decision(moved, 'lift-suspension', { decidedOn: '2026-03-04' }),
    licence(s),
    decision(person(5), 'refuse-application', { relevantInformation: ['sexual-offence'] }),
  ])
  expect(feed.counts?.total).toMatchObject({ added: 4, changed: 2, missing: 2, secondPerson: 2 })
  expect(await state()).not.toEqual(before)

  registry.clock.set('2026-03-10T09:00:00Z')
  expect(await rotherham.undone(feed)).toMatchObject({ state: 'undone' })
  expect(await state()).toEqual(before)
  expect(
    await query(`SELECT DISTINCT proposed_by_person_id AS one, approved_by_person_id AS two FROM decision d
      WHERE correction_effect = 'annul' AND recorded_at = '2026-03-10T09:00:00Z' AND feed_id = '${feed.id}'`),
  ).toEqual([{ one: 'rotherham.officer', two: 'rotherham.officer-2' }])
  // Names are added and never taken away.
  expect(await query(`SELECT family_name FROM driver_name ORDER BY 1`)).toEqual([
    { family_name: 'Fictionalb' },
    { family_name: 'Married-Fictional' },
  ])

  // The same may come again, and is recorded anew.
  const again = await rotherham.applied([...rows, licence(s), licence(person(6))])
  expect(again.counts?.total).toMatchObject({ added: 2, unchanged: 3, conflicts: 0, missing: 0 })
  expect(await rotherham.licences('N-P-4')).toEqual([['in-force', ['2025-06-01/2027-05-31']]])
})

it('what officers decided on top of it stands in the way: it is named, and nothing is undone', async () => {
  const { decide, made } = office(registry)
  const feed = await rotherham.applied([licence(person(1)), licence(person(2))])
  const { items } = (await registry.as('rotherham.officer').get('/v1/licences?number=N-P-1')).json()
  const later = made(await decide(items[0].id, revoke({ isImmediate: true }))).decision.id
  const blocked = await rotherham.undone(feed)
  expect([blocked.state, blocked.undo?.blockedBy]).toEqual(['applied', [{ kind: 'decision', id: later }]])
  expect(await rotherham.licences('N-P-2')).toMatchObject([['in-force', expect.anything()]])
})

it('an appeal, and what waits for a second person, stand in its way too', async () => {
  const { officer, made, decide } = office(registry)
  const [p, q] = [person(1), person(2)]
  const feed = await rotherham.applied([
    licence(p),
    decision(p, 'revoke'),
    licence(q),
    decision(q, 'suspend', { isImmediate: true }),
  ])
  const licences = async (n: number) => (await officer.get(`/v1/licences?number=N-P-${n}`)).json().items[0].id
  const decisions = async (id: string) => (await officer.get(`/v1/licences/${id}/decisions`)).json().items
  const [first, second] = [await licences(1), await licences(2)]
  const revocation = (await decisions(first))[1].id
  const lodged = { on: '2026-02-10', court: 'magistrates-court' }
  made(await officer.post(`/v1/decisions/${revocation}/appeals`, lodged, { 'if-match': '"2"' }))
  const { id: suspension } = (await decisions(second))[1]
  const lifting = {
    type: 'lift-suspension',
    liftsDecisionId: suspension,
    decidedOn: '2026-03-02',
    legalBasis: 'lgmpa-1976-s61-1',
  }
  const proposed = await decide(second, {
    ...lifting,
    decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
  })
  expect(proposed.statusCode).toBe(202)
  const blocked = await rotherham.undone(feed)
  expect([blocked.state, blocked.undo?.blockedBy]).toEqual([
    'applied',
    [
      { kind: 'decision', id: revocation },
      { kind: 'licence', id: second },
    ],
  ])
})

it('a number that was given to another since does not come back', async () => {
  const { grant } = office(registry)
  const kept = licence(person(2))
  await rotherham.applied([licence(person(1)), kept])
  const feed = await rotherham.applied([kept])
  const { id } = await grant('private-hire-driver', { number: 'N-P-1' })
  const blocked = await rotherham.undone(feed)
  expect([blocked.state, blocked.undo?.blockedBy]).toEqual(['applied', [{ kind: 'licence', id }]])
})

it('an operator has its name and premises back', async () => {
  const operators = desk(registry, { cls: 'operators' })
  const term = { startsOn: '2024-04-01', endsOn: '2029-03-31' }
  await operators.applied([licence(firm(1), term)])
  const renamed = firm(1, { name: 'Imaginary Cars Ltd', premisesLine1: '9 Made-up Yard' })
  registry.clock.set('2026-03-09T09:00:00Z')
  const feed = await operators.applied([licence(renamed, { ...term, endsOn: '2028-03-31' })])
  await operators.undone(feed)
  expect(await settled(registry, feed.id)).toMatchObject({ state: 'undone' })
  expect(await operators.licences('N-O-1')).toEqual([['in-force', ['2024-04-01/2029-03-31']]])
  expect(
    await query(
      `SELECT o.name, p.line_1, p.ends_on::text FROM operator o JOIN operator_premises p ON p.operator_id = o.id ORDER BY 2`,
    ),
  ).toEqual([
    { name: 'Invented Cars b Ltd', line_1: '1 Made-up Yard', ends_on: null },
    { name: 'Invented Cars b Ltd', line_1: '9 Made-up Yard', ends_on: '2026-03-09' },
  ])
})
