import { DRIVERS, OPERATORS } from '../../../src/features/feeds/records/example-rows.js'
import { aDriver } from '../../support/people.js'
import { office } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { decision, desk, firm, licence, person, sound, type Row } from './record-feeding.js'

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
const drivers = async () => {
  const { items } = (await registry.as('rotherham.officer').get('/v1/drivers')).json()
  return Promise.all(
    items.map(async ({ id }: { id: string }) =>
      (await registry.as('rotherham.officer').get(`/v1/drivers/${id}`)).json(),
    ),
  )
}

it('the files that authorities begin with are recorded whole, and say nothing new in another order', async () => {
  for (const [cls, rows] of [
    ['drivers', DRIVERS],
    ['operators', OPERATORS],
  ] as const) {
    const { applied, fed } = desk(registry, { cls })
    const { counts } = await applied(rows)
    expect(counts?.total).toMatchObject({ added: rows.length, changed: 0, missing: 0, conflicts: 0 })
    const again = await fed([...rows].reverse())
    expect([again.state, again.personsNeeded]).toEqual(['applied', 0])
    expect(again.counts?.total).toMatchObject({
      unchanged: rows.length,
      added: 0,
      changed: 0,
      missing: 0,
      conflicts: 0,
    })
  }
})

it('a period is a grant or a renewal under the ordinary power, by whoever delegated it, and by one: the sender', async () => {
  const p = person(1)
  await rotherham.applied([
    licence(p, { startsOn: '2025-06-01', endsOn: '2027-05-31', decidedOn: '2025-05-20' }),
    licence(p, { startsOn: '2024-06-01', endsOn: '2025-05-31' }),
  ])
  expect(
    await query(`SELECT seq, type, decided_on::text, legal_basis, decided_by_capacity AS capacity, decided_by_name AS name, recorded_by_client_id AS client,
      recorded_by_person_id AS person, approved_by_person_id AS approved, feed_id IS NOT NULL AS fed, (SELECT count(*)::int FROM decision_reasons) AS reasons
      FROM decision ORDER BY seq`),
  ).toEqual(
    [
      { seq: 1, type: 'grant', decided_on: '2024-06-01' },
      { seq: 2, type: 'renew', decided_on: '2025-05-20' },
    ].map((one) => ({
      ...one,
      legal_basis: 'lgmpa-1976-s51',
      capacity: 'officer-delegated',
      name: 'Rotherham Metropolitan Borough Council, by feed',
      client: 'rotherham.feeder',
      person: 'rotherham.feeder',
      approved: null,
      fed: true,
      reasons: 0,
    })),
  )
  expect(await rotherham.licences('N-P-1')).toEqual([['in-force', ['2024-06-01/2025-05-31', '2025-06-01/2027-05-31']]])
  const check = await query(
    `SELECT action, object_kind, content_digest IS NOT NULL AS covered FROM audit_event WHERE action = 'apply-feed'`,
  )
  expect(check).toEqual([{ action: 'apply-feed', object_kind: 'feed', covered: true }])
})

it('another last day, or first day, of a period that a feed recorded is a correction, which takes two persons', async () => {
  const [p, q] = [person(1), person(2)]
  await rotherham.applied([licence(p), licence(q)])
  const feed = await rotherham.fed([licence(p, { endsOn: '2027-11-30' }), licence(q, { startsOn: '2025-07-01' })])
  expect([feed.state, feed.personsNeeded, feed.counts?.total.secondPerson]).toEqual(['previewed', 2, 2])
  expect(await rotherham.summary(feed)).toEqual(['changed 1 endsOn', 'changed 2 startsOn'])
  expect((await rotherham.differences(feed))[0]?.fields).toEqual({
    endsOn: { was: '2027-05-31', willBe: '2027-11-30' },
  })
  expect((await rotherham.approved(feed, 'officer')).state).toBe('previewed')
  expect((await rotherham.approved(feed, 'officer-2')).state).toBe('applied')
  expect(await rotherham.licences('N-P-1')).toEqual([['in-force', ['2025-06-01/2027-11-30']]])
  expect(await rotherham.licences('N-P-2')).toEqual([['in-force', ['2025-07-01/2027-05-31']]])
  expect(
    await query(
      `SELECT proposed_by_person_id AS one, approved_by_person_id AS two FROM decision WHERE corrects_decision_id IS NOT NULL`,
    ),
  ).toEqual(Array(2).fill({ one: 'rotherham.officer', two: 'rotherham.officer-2' }))
})

it('of licences that the file leaves out, those in force end yesterday and those to come never begin; what is over or taken stays as it is', async () => {
  const [stays, ends, toCome, expired, revoked, suspended] = [1, 2, 3, 4, 5, 6].map((n) => person(n)) as [
    Row,
    Row,
    Row,
    Row,
    Row,
    Row,
  ]
  const rows = [
    licence(ends),
    licence(toCome, { startsOn: '2026-04-01', endsOn: '2027-03-31', decidedOn: '2026-02-20' }),
    licence(expired, { startsOn: '2024-01-01', endsOn: '2024-12-31' }),
    licence(revoked),
    decision(revoked, 'revoke', { isImmediate: true }),
    licence(suspended),
    decision(suspended, 'suspend', { isImmediate: true }),
  ]
  await rotherham.applied([licence(stays), ...rows])
  const feed = await rotherham.fed([licence(stays)])
  expect([feed.personsNeeded, feed.counts?.total]).toMatchObject([2, { missing: 2, standing: 3, unchanged: 1 }])
  expect(await rotherham.summary(feed)).toEqual(['missing null endsOn', 'missing null endsOn'])
  expect((await rotherham.approved(feed, 'officer', 'senior')).state).toBe('applied')
  expect(await rotherham.licences('N-P-2')).toEqual([['expired', ['2025-06-01/2026-03-01']]])
  expect(await rotherham.licences('N-P-3')).toEqual([['not-yet-in-force', []]])
  expect(await rotherham.licences('N-P-6')).toEqual([['suspended', ['2025-06-01/2027-05-31']]])
  const again = await rotherham.fed([licence(stays), licence(ends)])
  expect(await rotherham.summary(again)).toEqual(['changed 2 endsOn'])
})

it('a number of the same kind that takes the place of another is given as the other ends, without a gap', async () => {
  const p = person(1)
  await rotherham.applied([licence(p)])
  const { counts } = await rotherham.applied([
    licence(p, { number: 'N-NEW', startsOn: '2026-03-02', endsOn: '2027-05-31', decidedOn: '2026-03-02' }),
  ])
  expect(counts?.total).toMatchObject({ added: 1, missing: 1, conflicts: 0 })
  expect(await rotherham.licences('N-P-1')).toEqual([['expired', ['2025-06-01/2026-03-01']]])
  expect(await rotherham.licences('N-NEW')).toEqual([['in-force', ['2026-03-02/2027-05-31']]])
})

it('a number passes from one person to another within a file: from one who is left out, and from one whose period ends sooner', async () => {
  const [a, b, c] = [person(5), person(6), person(1)]
  await rotherham.applied([licence(a), licence(b)])
  const from = { startsOn: '2026-03-02', endsOn: '2027-02-28', decidedOn: '2026-03-02' }
  const { counts } = await rotherham.applied([licence(c, { ...from, number: 'N-P-5' })])
  expect(counts?.total).toMatchObject({ added: 1, missing: 2, conflicts: 0 })
  await rotherham.applied([licence(c, { ...from, number: 'N-P-5' }), licence(b, { ...from, number: 'N-B' })])
  const sooner = await rotherham.applied([
    licence(c, { ...from, number: 'N-P-5', endsOn: '2026-04-30' }),
    licence(
      { ...a, kind: 'hackney-carriage-driver' },
      { number: 'N-P-5', startsOn: '2026-05-01', endsOn: '2027-04-30', decidedOn: '2026-03-02' },
    ),
    licence(b, { ...from, number: 'N-B' }),
  ])
  expect(sooner.counts?.total).toMatchObject({ added: 1, changed: 1, unchanged: 1, conflicts: 0 })
  expect(await rotherham.licences('N-P-5')).toEqual([
    ['expired', ['2025-06-01/2026-03-01']],
    ['in-force', ['2026-03-02/2026-04-30']],
    ['not-yet-in-force', ['2026-05-01/2027-04-30']],
  ])
})

it('after a revocation that a feed recorded, a new period of the number is a licence of its own', async () => {
  const p = person(1)
  const past = [
    licence(p, { startsOn: '2023-01-01', endsOn: '2025-12-31' }),
    decision(p, 'revoke', { decidedOn: '2024-05-01', notifiedOn: '2024-05-01', isImmediate: true }),
  ]
  await rotherham.applied(past)
  await rotherham.applied([...past, licence(p, { startsOn: '2026-01-01', endsOn: '2027-12-31' })])
  expect(await rotherham.licences('N-P-1')).toEqual([
    ['revoked', ['2023-01-01/2025-12-31']],
    ['in-force', ['2026-01-01/2027-12-31']],
  ])
})

it('a suspension ends only by a lift in a file, never by its absence; the lift takes two persons', async () => {
  const p = person(1)
  const suspended = [licence(p), decision(p, 'suspend', { isImmediate: true })]
  await rotherham.applied(suspended)
  const silent = await rotherham.fed([licence(p)])
  expect([silent.state, silent.counts?.total.unchanged]).toEqual(['applied', 1])
  expect(await rotherham.licences('N-P-1')).toMatchObject([['suspended', expect.anything()]])
  const lift = await rotherham.fed([...suspended, decision(p, 'lift-suspension', { decidedOn: '2026-02-20' })])
  expect([lift.state, lift.personsNeeded]).toEqual(['previewed', 2])
  await rotherham.approved(lift, 'officer', 'officer-2')
  expect(await rotherham.licences('N-P-1')).toMatchObject([['in-force', expect.anything()]])
})

it('a refusal on relevant information makes a statutory entry, and what the file corrects of it amends the entry', async () => {
  const p = person(1)
  const refused = (overrides: object) =>
    decision(p, 'refuse-application', { relevantInformation: ['harassment'], receivedOn: '2026-01-05', ...overrides })
  await rotherham.applied([refused({})])
  const entries = () =>
    query(
      `SELECT e.state, e.version, d.kind, d.due_on::text AS due FROM entry e JOIN duty d ON d.object_id = e.id AND d.kind = 'make-entry'`,
    )
  expect(await entries()).toEqual([{ state: 'active', version: 1, kind: 'make-entry', due: '2026-02-06' }])
  const feed = await rotherham.applied([refused({ relevantInformation: [], notifiedOn: '2026-02-04' })])
  expect(feed.counts?.total).toMatchObject({ changed: 1, secondPerson: 1 })
  expect(await entries()).toMatchObject([{ state: 'removed', version: 2 }])
})

it('a person described otherwise keeps every name, address and identifier; it needs nobody', async () => {
  const p = person(1)
  await rotherham.applied([licence(p)])
  registry.clock.set('2026-03-09T09:00:00Z')
  const moved = { ...p, familyName: 'Married-Fictional', addressLine1: '7 Other Street', niNumber: undefined }
  const feed = await rotherham.fed([licence(moved)])
  expect([feed.state, feed.counts?.total]).toMatchObject(['applied', { changed: 1, unchanged: 1, secondPerson: 0 }])
  expect(await drivers()).toMatchObject([
    {
      familyName: 'Married-Fictional',
      niNumber: 'CE000001',
      otherNames: [{ type: 'former', familyName: p.familyName }],
      addresses: [
        { line1: '1 Invented Street', startsOn: '2026-03-02', endsOn: '2026-03-08' },
        { line1: '7 Other Street', startsOn: '2026-03-09', endsOn: null },
      ],
    },
  ])
  expect(await query(`SELECT jsonb_array_length(record -> 'names') AS names FROM driver_match`)).toEqual([{ names: 3 }])
  // Written otherwise, not renamed.
  const shouted = await rotherham.fed([
    licence({ ...moved, familyName: 'MARRIED FICTIONAL', addressLine1: '7  OTHER street' }),
  ])
  expect(shouted.counts?.total).toMatchObject({ changed: 0, unchanged: 1 })
})

it('a reference that is new means the record with the same identifier, or the same licence, name and birth', async () => {
  const { made, officer, grant } = office(registry)
  const body = { familyName: 'Fictional', givenNames: 'Farah', dateOfBirth: '1979-03-12' }
  const byNumber = aDriver({ ...body, niNumber: null, drivingLicence: null })
  const byIdentifier = aDriver({ ...body, familyName: 'Invented' })
  const ids: string[] = []
  for (const driver of [byNumber, byIdentifier]) ids.push(made(await officer.post('/v1/drivers', driver)).id)
  const period = { startsOn: '2025-06-01', endsOn: '2027-05-31' }
  await grant('private-hire-driver', { number: 'N-P-1', period, decidedOn: '2026-03-02' }, ids[0])
  const known = { dateOfBirth: '1979-03-12', addressLine1: '1 Invented Street', niNumber: undefined }
  const rows = [
    licence(person(1, { ...known, familyName: 'FICTIONAL' })),
    licence(person(2, { ...known, familyName: 'Invented', niNumber: byIdentifier.niNumber })),
  ]
  const { counts } = await rotherham.applied(rows)
  expect(counts?.total).toMatchObject({ unchanged: 1, added: 1, changed: 0, conflicts: 0 })
  expect((await drivers()).map(({ id }) => id)).toEqual(ids)
  expect(
    (await query(`SELECT reference, driver_id FROM fed_subject ORDER BY 1`)).map(({ driver_id: id }) => id),
  ).toEqual(ids)
})

it('an operator is recorded, renamed and moved, and its licence ended, as a driver’s is', async () => {
  const { applied, licences } = desk(registry, { cls: 'operators' })
  const o = firm(1)
  const term = { startsOn: '2024-04-01', endsOn: '2029-03-31' }
  await applied([licence(o, term), licence(firm(2), term)])
  const renamed = { ...o, name: 'Imaginary Cars Ltd', premisesLine1: '9 Made-up Yard' }
  const feed = await applied([licence(renamed, term)])
  expect(feed.counts?.total).toMatchObject({ changed: 1, unchanged: 1, missing: 1 })
  expect(await licences('N-O-2')).toEqual([['expired', ['2024-04-01/2026-03-01']]])
  expect(
    await query(
      `SELECT o.name, count(*)::int AS premises FROM operator o JOIN operator_premises p ON p.operator_id = o.id GROUP BY 1 ORDER BY 1`,
    ),
  ).toMatchObject([{ name: 'Imaginary Cars Ltd', premises: 2 }, { premises: 1 }])
})
