import { aDriver } from '../../support/people.js'
import { annul, office, refuseRenewal, revoke, suspend } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { approve, settled } from './feeding.js'
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

const TERM = { startsOn: '2025-06-01', endsOn: '2027-05-31' }
const known = { familyName: 'Fictional', givenNames: 'Farah', dateOfBirth: '1979-03-12', niNumber: undefined }

/** A driver whom officers recorded and licensed under the number that a file gives the same person. */
async function licensedHere(n = 1): Promise<{ row: Row; id: string }> {
  const { made, officer, grant } = office(registry)
  const driver = made(await officer.post('/v1/drivers', aDriver({ ...known, niNumber: null, drivingLicence: null })))
  const { id } = await grant('private-hire-driver', { number: `N-P-${n}`, period: TERM }, driver.id)
  return { row: person(n, known), id }
}

const conflicts = async (rows: Row[]): Promise<string[]> => {
  const feed = await rotherham.fed(rows)
  expect(feed.state).toBe('applied')
  return rotherham.summary(feed)
}

it('what officers recorded otherwise stands and is listed in each preview, until both sides agree; the rest is applied', async () => {
  const { row } = await licensedHere()
  const rows = [licence(row, { endsOn: '2027-11-30' }), licence(person(2))]
  const [first, ...rest] = await conflicts(rows)
  expect(first).toMatch(/^conflict 1 recorded-differently/)
  expect(rest.at(-1)).toBe('added 2')
  expect(await rotherham.licences('N-P-1')).toEqual([['in-force', ['2025-06-01/2027-05-31']]])
  expect(await rotherham.licences('N-P-2')).toMatchObject([['in-force', expect.anything()]])
  expect((await conflicts([...rows].reverse()))[0]).toMatch(/^conflict 2 recorded-differently/)
  expect(await conflicts([licence(row, TERM), licence(person(2))])).toEqual([])
})

it('what officers decided of a licence that a feed recorded stands: a revocation, a suspension, an annulment', async () => {
  const { decide, made, approve: agree } = office(registry)
  const people = [person(1), person(2), person(3)] as const
  const rows = people.map((p) => licence(p))
  await rotherham.applied(rows)
  const [revoked, suspended, annulled] = await Promise.all(
    [1, 2, 3].map(async (n) => {
      const { items } = (await registry.as('rotherham.officer').get(`/v1/licences?number=N-P-${n}`)).json()
      return items[0].id as string
    }),
  )
  made(await decide(revoked ?? '', revoke({ isImmediate: true })))
  made(await decide(suspended ?? '', suspend({ isImmediate: true })))
  const url = `/v1/licences/${annulled}/decisions`
  const granted = (await registry.as('rotherham.officer').get(url)).json().items[0].id
  made(await agree(await decide(annulled ?? '', annul('grant', granted))))
  expect(
    await conflicts([
      ...rows,
      licence(people[0], { startsOn: '2027-06-01', endsOn: '2028-05-31', decidedOn: '2026-03-02' }),
      decision(people[1], 'lift-suspension', { decidedOn: '2026-03-02' }),
    ]),
  ).toEqual(['conflict 3 decided-here', 'conflict 4 decided-here licence-revoked', 'conflict 5 decided-here'])
  for (const [n, situation] of [
    [1, 'revoked'],
    [2, 'suspended'],
    [3, 'not-yet-in-force'],
  ] as const)
    expect(await rotherham.licences(`N-P-${n}`)).toMatchObject([[situation, expect.anything()]])
})

describe('whom officers here revoked, or refused to renew', () => {
  const NEXT = { startsOn: '2027-06-01', endsOn: '2028-05-31', decidedOn: '2026-03-02' }
  const licenceId = async (number: string): Promise<string> =>
    (await registry.as('rotherham.officer').get(`/v1/licences?number=${number}`)).json().items[0].id
  const notRenewed = async (id: string): Promise<string> => {
    const { applyToRenew, made, officer } = office(registry)
    const url = `/v1/applications/${await applyToRenew(id)}/decision`
    return made(await officer.post(url, refuseRenewal())).decision.id
  }

  it('no feed renews or extends, under the same number or another, until the refusal is annulled; another kind is nobody’s no', async () => {
    const { decide, made, approve: agree } = office(registry)
    const [{ row, id }, q] = [await licensedHere(), person(2)]
    const hackney = licence(row, { ...NEXT, kind: 'hackney-carriage-driver', number: 'N-H-1' })
    const before = licence(row, {
      number: 'N-OLD',
      startsOn: '2020-06-01',
      endsOn: '2022-05-31',
      decidedOn: '2020-05-01',
    })
    await rotherham.applied([licence(row, TERM), licence(q)])
    const refused = [await notRenewed(id), await notRenewed(await licenceId('N-P-2'))]
    const rows = (next: Row) => [licence(row, TERM), licence(row, next), hackney, before]
    const told = 'conflict 2 decided-here'
    const extended = licence(q, { endsOn: '2027-11-30' })
    const first = await conflicts([...rows(NEXT), extended])
    expect(first).toEqual([told, expect.stringMatching(/^conflict 5 decided-here/), 'added 3', 'added 4'])
    expect(
      await conflicts([...rows({ ...NEXT, number: 'N-X' }), extended, licence(q, { ...NEXT, number: 'N-Y' })]),
    ).toEqual([told, expect.stringMatching(/^conflict 5 decided-here/), 'conflict 6 decided-here'])
    expect([await rotherham.licences('N-P-1'), await rotherham.licences('N-X')]).toEqual([
      [['in-force', ['2025-06-01/2027-05-31']]],
      [],
    ])
    made(await agree(await decide(id, annul('refuse-renewal', refused[0] ?? ''))))
    expect(await conflicts([...rows(NEXT), licence(q)])).toEqual(['added 2'])
  })

  it('no feed grants anew under another number, unless officers did since', async () => {
    const { decide, made, grant } = office(registry)
    const p = person(1)
    await rotherham.applied([licence(p)])
    const id = await licenceId('N-P-1')
    const { holder } = (await registry.as('rotherham.officer').get(`/v1/licences/${id}`)).json()
    made(await decide(id, revoke({ isImmediate: true })))
    registry.clock.set('2026-04-01T09:00:00Z')
    const anew = { number: 'N-NEW', startsOn: '2026-04-01', endsOn: '2027-03-31', decidedOn: '2026-04-01' }
    expect(await conflicts([licence(p), licence(p, anew)])).toEqual(['conflict 2 decided-here'])
    expect(await rotherham.licences('N-NEW')).toEqual([])
    const { number, startsOn, endsOn, decidedOn } = anew
    await grant('private-hire-driver', { number, period: { startsOn, endsOn }, decidedOn }, holder.id)
    const next = licence(p, { ...anew, startsOn: '2027-04-01', endsOn: '2028-03-31' })
    expect(await conflicts([licence(p), licence(p, anew), next])).toEqual(['added 3'])
  })

  it('an operator: nothing new is granted; another licence that it has goes on', async () => {
    const operators = desk(registry, { cls: 'operators' })
    const f = firm(1)
    const other = { number: 'N-O-1-B' }
    await operators.applied([licence(f), licence(f, other)])
    const body = revoke({ legalBasis: 'lgmpa-1976-s62' })
    const { decide, made } = office(registry)
    made(await decide(await licenceId('N-O-1'), body))
    const feed = await operators.fed([
      licence(f),
      licence(f, other),
      licence(f, { ...other, ...NEXT }),
      licence(f, { ...NEXT, number: 'N-O-1-C' }),
    ])
    expect(await operators.summary(feed)).toEqual(['conflict 4 decided-here', 'added 3'])
  })
})

it('an identifier of a person with another name or birth, or of two references, is nobody sure', async () => {
  const { made, officer } = office(registry)
  const driver = aDriver({ niNumber: 'AB777777C' })
  made(await officer.post('/v1/drivers', driver))
  expect(
    await conflicts([
      licence(person(1, { niNumber: 'AB777777C' })),
      licence(person(2, { niNumber: 'AB888888C' })),
      licence(person(3, { niNumber: 'AB888888C' })),
      decision(person(3, { niNumber: 'AB888888C' }), 'suspend'),
    ]),
  ).toEqual([
    'conflict 1 person-recorded-twice',
    'conflict 3 person-recorded-twice',
    'conflict 4 person-recorded-twice',
    'added 2',
  ])
  // Nor does it end what it may state: under another reference.
  const again = [
    licence(person(2, { niNumber: 'AB888888C' })),
    licence(person(4, { niNumber: 'AB777777C', number: 'N-P-2' })),
  ]
  expect(await conflicts(again)).toEqual(['conflict 2 person-recorded-twice'])
  // An identifier that a known person is said to have, and another has.
  const taken = [licence(person(2, { niNumber: 'AB777777C' }))]
  expect(await conflicts(taken)).toEqual(['conflict 1 person-recorded-twice'])
})

it('a number that another holds at the time is not given; it is, once it is free', async () => {
  await licensedHere()
  const stranger = person(9)
  const rows = [licence(stranger, { number: 'N-P-1' }), decision(stranger, 'suspend', { number: 'N-P-1' })]
  expect(await conflicts(rows)).toEqual(['conflict 1 number-held-by-another', 'conflict 2 number-held-by-another'])
  // A dual badge is of one driver, never of two.
  const asHackney = [licence(stranger, { number: 'N-P-1', kind: 'hackney-carriage-driver' })]
  expect(await conflicts(asHackney)).toEqual(['conflict 1 number-held-by-another'])
  expect(
    await conflicts([licence(stranger, { number: 'N-P-1', startsOn: '2024-01-01', endsOn: '2025-05-31' })]),
  ).toEqual(['added 1'])
})

it('what the law refuses is a conflict with its reason, and no fault of the file', async () => {
  const [p, q, r] = [person(1), person(2), person(3)]
  expect(
    await conflicts([
      licence(p),
      decision(p, 'suspend', { decidedOn: '2024-01-08', notifiedOn: '2024-01-08' }),
      decision(p, 'revoke', { isImmediate: true }),
      decision(p, 'revoke', { decidedOn: '2026-02-20', notifiedOn: '2026-02-20' }),
      licence(q),
      licence(q, { startsOn: '2026-01-01', endsOn: '2027-12-31' }),
      licence(r, { startsOn: '2025-06-01', endsOn: '2029-05-31' }),
      decision(r, 'lift-suspension', { decidedOn: '2026-02-20' }),
      licence(q, { number: 'N-OTHER' }),
    ]),
  ).toEqual([
    'conflict 2 not-lawful no-licence',
    'conflict 4 not-lawful licence-revoked',
    'conflict 6 not-lawful period-overlaps',
    'conflict 7 not-lawful period-too-long',
    'conflict 8 not-lawful no-licence',
    'conflict 9 not-lawful licence-of-kind-in-force',
    'added 1',
    'added 3',
    'added 5',
  ])
  expect((await registry.db.pool.query(`SELECT count(*)::int AS drivers FROM driver`)).rows).toEqual([{ drivers: 2 }])
})

it('what an officer records between the preview and its approval is not overrun: the preview is made anew', async () => {
  const { decide, made } = office(registry)
  const [p, q] = [person(1), person(2)]
  await rotherham.applied([licence(p), licence(q)])
  const feed = await rotherham.fed([licence(p, { endsOn: '2026-11-30' })])
  expect(await rotherham.summary(feed)).toEqual(['missing null endsOn', 'changed 1 endsOn'])
  await approve(registry, 'rotherham.officer', feed.id)
  const { items } = (await registry.as('rotherham.officer').get('/v1/licences?number=N-P-2')).json()
  made(await decide(items[0].id, revoke({ isImmediate: true })))
  await approve(registry, 'rotherham.officer-2', feed.id)
  const anew = await settled(registry, feed.id)
  expect([anew.state, anew.approvals, anew.counts?.total.missing]).toEqual(['previewed', [], 0])
  expect(await rotherham.licences('N-P-1')).toMatchObject([['in-force', ['2025-06-01/2027-05-31']]])
  expect((await rotherham.approved(anew, 'officer', 'officer-2')).state).toBe('applied')
  expect(await rotherham.licences('N-P-1')).toMatchObject([['in-force', ['2025-06-01/2026-11-30']]])
})

it('a period that an officer annulled does not come back with another first day', async () => {
  const { decide, approve: agree } = office(registry)
  const rows = [licence(person(1)), licence(person(2))]
  await rotherham.applied(rows)
  const { items } = (await registry.as('rotherham.officer').get('/v1/licences?number=N-P-2')).json()
  const { periods } = (await registry.as('rotherham.officer').get(`/v1/licences/${items[0].id}`)).json()
  await agree(await decide(items[0].id, annul('grant', periods[0].decisionId)))
  expect(await conflicts([licence(person(1)), licence(person(2), { startsOn: '2025-06-02' })])).toEqual([
    expect.stringMatching(/^conflict 2 decided-here/),
  ])
  expect(await rotherham.licences('N-P-2')).toEqual([['not-yet-in-force', []]])
})
