import { verifyChain } from '../../src/features/audit/verify-chain.action.js'
import { desk, decision, licence, person, type Row } from '../api/feeds/record-feeding.js'
import { DECIDED_BY, office } from '../support/office.js'
import { startRegistry, type Registry } from '../support/registry.js'

/** One life on the register, told as the rows of a file; the day on which each was decided is the day of the telling. */
const FARAH = person(1, { kind: undefined })
const AS_PRIVATE_HIRE = { ...FARAH, kind: 'private-hire-driver' }
const AS_HACKNEY = { ...FARAH, kind: 'hackney-carriage-driver' }
const REFUSED = person(2)
const BY = { decidedByCapacity: DECIDED_BY.capacity, decidedByName: DECIDED_BY.name }
const STORY: Row[] = [
  licence(AS_PRIVATE_HIRE, { startsOn: '2023-06-01', endsOn: '2024-05-31', decidedOn: '2023-05-22' }),
  licence(AS_PRIVATE_HIRE, { startsOn: '2024-06-01', endsOn: '2027-05-31', decidedOn: '2024-05-20' }),
  decision(AS_PRIVATE_HIRE, 'suspend', {
    decidedOn: '2025-02-03',
    notifiedOn: '2025-02-04',
    relevantInformation: ['road-safety-risk'],
    ...BY,
  }),
  decision(AS_PRIVATE_HIRE, 'lift-suspension', { decidedOn: '2025-03-03', ...BY }),
  licence(AS_HACKNEY, { startsOn: '2025-04-01', endsOn: '2026-12-31', decidedOn: '2025-03-24' }),
  decision(REFUSED, 'refuse-application', {
    decidedOn: '2025-11-03',
    notifiedOn: '2025-11-04',
    receivedOn: '2025-10-01',
    relevantInformation: ['harassment'],
    ...BY,
  }),
  decision(AS_PRIVATE_HIRE, 'revoke', {
    decidedOn: '2026-02-02',
    notifiedOn: '2026-02-03',
    isImmediate: true,
    relevantInformation: ['sexual-offence'],
    ...BY,
  }),
]

/** What officers send for a row, so many fields at a time. */
const pick = (row: Row, names: string[]) =>
  Object.fromEntries(names.flatMap((name) => (row[name] === undefined ? [] : [[name, row[name]]])))

const driverOf = (row: Row) => ({
  ...pick(row, ['familyName', 'givenNames', 'dateOfBirth', 'niNumber']),
  addresses: [{ line1: row.addressLine1, town: row.town, postcode: row.postcode, startsOn: '2026-03-02' }],
})

/** The story as two officers of Rotherham record it, act by act. */
async function recordByHand(registry: Registry): Promise<void> {
  const { officer, made, decide, approve, grantBody, read } = office(registry)
  const licences = new Map<unknown, string>()
  const drivers = new Map<unknown, string>()
  let suspension = ''
  for (const row of STORY) {
    const { reference, kind, type, number } = row
    if (!drivers.has(reference)) drivers.set(reference, made(await officer.post('/v1/drivers', driverOf(row))).id)
    const subjectId = drivers.get(reference)
    const known = licences.get(`${String(kind)} ${String(number)}`)
    const receivedOn = row.receivedOn ?? row.decidedOn
    if (row.row === 'licence' || type === 'refuse-application') {
      const application = known
        ? { type: 'renewal', licenceId: known, receivedOn }
        : { type: 'new', kind, subjectId, receivedOn }
      const { id } = made(await officer.post('/v1/applications', application))
      const period = pick(row, ['startsOn', 'endsOn'])
      const giving = {
        ...grantBody(kind as 'private-hire-driver', { decidedOn: row.decidedOn, period }),
        ...(known ? { type: 'renew', number: undefined } : { number }),
      }
      const body = type === 'refuse-application' ? against(row) : giving
      const { licence: given } = made(await officer.post(`/v1/applications/${id}/decision`, body))
      if (given) licences.set(`${String(kind)} ${String(number)}`, given.id)
    } else if (type === 'lift-suspension') {
      const lift = {
        ...pick(row, ['type', 'decidedOn', 'legalBasis']),
        liftsDecisionId: suspension,
        decidedBy: DECIDED_BY,
      }
      made(await approve(await decide(known ?? '', lift)))
    } else {
      const answer = made(await decide(known ?? '', against(row)))
      if (type === 'suspend') suspension = answer.decision.id
    }
    if (known) await read(known)
  }
}

const against = (row: Row) => ({
  ...pick(row, ['type', 'decidedOn', 'notifiedOn', 'isImmediate', 'legalBasis', 'grounds', 'relevantInformation']),
  reasons: 'Reasons of a fictional case.',
  decidedBy: DECIDED_BY,
})

/** All that follows from the story, without ids and instants. */
async function whatFollowed({ db }: Registry) {
  const query = async (sql: string) => (await db.pool.query(sql)).rows
  const ours = `authority_slug = 'rotherham'`
  return {
    licences: await query(
      `SELECT kind, number, standing, in_force_during::text FROM licence WHERE ${ours} ORDER BY kind`,
    ),
    periods: await query(`SELECT l.kind, p.starts_on::text, p.ends_on::text, p.superseded_by IS NULL AS counts, d.seq
      FROM licence_period p JOIN licence l ON l.id = p.licence_id JOIN decision d ON d.id = p.decision_id ORDER BY 1, 2`),
    decisions:
      await query(`SELECT l.kind, d.seq, d.type, d.decided_on::text, d.notified_on::text, d.takes_effect_on::text, d.is_immediate, d.legal_basis,
      d.grounds, d.relevant_information, d.period_ends_on::text, lifted.seq AS lifts, d.approved_by_person_id IS NOT NULL AS by_two
      FROM decision d LEFT JOIN licence l ON l.id = d.licence_id LEFT JOIN decision lifted ON lifted.id = d.lifts_decision_id
      WHERE d.${ours} ORDER BY d.decided_on, d.seq`),
    applications: await query(`SELECT kind, received_on::text FROM application a WHERE ${ours} AND type = 'new'
      AND EXISTS (SELECT FROM decision d WHERE d.application_id = a.id AND d.licence_id IS NULL)`),
    entries:
      await query(`SELECT e.decision_type, e.state, e.version, e.decided_on::text, e.takes_effect_on::text, e.first_made_on::text,
        (SELECT jsonb_agg(jsonb_build_array(v.seq, v.state, v.cause, v.changed_on, v.change_takes_effect_on) ORDER BY v.seq) FROM entry_event v WHERE v.entry_id = e.id) AS events
      FROM entry e WHERE ${ours} ORDER BY e.decided_on`),
    duties: await query(
      `SELECT kind, due_on::text, done_on::text FROM duty WHERE ${ours} AND kind <> 'search-entries' ORDER BY 1, 2, 3`,
    ),
    // By hand, an alert is raised for the licence that is not revoked yet, too: of a file, all is known at once.
    alerts: await query(
      `SELECT a.entry_slug, a.licence_slug, l.kind, a.band, a.agreement FROM alert a JOIN licence l ON l.id = a.licence_id
      WHERE l.in_force_during @> '2026-03-02T09:00:00Z'::timestamptz ORDER BY 1, 2, 3`,
    ),
    indexed:
      await query(`SELECT record -> 'names' AS names, record -> 'datesOfBirth' AS dates, record -> 'addresses' AS addresses, cardinality(keys) AS keys,
        cardinality(identifiers) AS identifiers, method FROM driver_match WHERE ${ours} ORDER BY record ->> 'names'`),
    searchable: await query(
      `SELECT record -> 'names' AS names, cardinality(keys) AS keys FROM entry_match WHERE ${ours} ORDER BY 1`,
    ),
  }
}

it('one story, recorded by officers or sent as a file, gives the same standing, the same entries and duties, and the same alert', async () => {
  const followed: Awaited<ReturnType<typeof whatFollowed>>[] = []
  for (const record of [recordByHand, (registry: Registry) => desk(registry).applied([...STORY].reverse())]) {
    const registry = await startRegistry()
    // Sheffield refused her, which Rotherham has to be told.
    await office(registry, 'sheffield').refuse(driverOf(FARAH) as never)
    await record(registry)
    followed.push(await whatFollowed(registry))
    expect((await verifyChain(registry.db)).broken).toBeUndefined()
    await registry.close()
  }
  const [byHand, byFeed] = followed
  expect(byHand?.alerts).not.toEqual([])
  expect(byHand?.entries).toHaveLength(3)
  for (const what of Object.keys(byHand ?? {}) as (keyof NonNullable<typeof byHand>)[])
    expect([what, byFeed?.[what]]).toEqual([what, byHand?.[what]])
})
