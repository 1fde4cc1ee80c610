import pg from 'pg'
import { ImportCells } from '../../../src/features/entries/import-row.schema.js'
import { forgetImports } from '../../../src/features/proposals/index.js'
import { aRow, fileOf, sendFile } from '../../support/import.js'
import { annul, office, refusal, revoke } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { rowCounts } from '../../support/rows.js'

let registry: Registry
let rotherham: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
})
afterAll(() => registry.close())

const send = (rows: Record<string, string | null>[]) => sendFile(rotherham.officer, fileOf(rows))
const faultsOf = async (file: string | Buffer): Promise<string[]> => {
  const answer = await sendFile(rotherham.officer, file)
  expect(answer.statusCode).toBe(400)
  return (answer.json().errors ?? []).map(
    ({ pointer, detail }: { pointer: string; detail: string }) => `${pointer} ${detail}`,
  )
}
const proposalOf = async (id: string) => (await rotherham.officer.get(`/v1/proposals/${id}`)).json()
const query = async (sql: string) => (await registry.db.pool.query(sql)).rows

it('one sends a file, another sees its rows and approves: the entries are there, once, with the years that they had', async () => {
  const row = aRow({
    former_family_name: 'Fabled',
    driving_licence_issuer: 'gb',
    driving_licence_number: 'IMAGI703129I99AB',
    takes_effect_on: '2019-06-24',
    designated_reference: 'NR3S-1',
  })
  const sent = await send([row, aRow()])
  expect(sent.statusCode).toBe(202)
  const { id } = sent.json()
  expect(sent.headers['location']).toBe(`/v1/proposals/${id}`)
  expect(sent.json()).toMatchObject({
    kind: 'entry-import',
    state: 'open',
    licenceId: null,
    decisionId: null,
    entryId: null,
  })
  expect(await query('SELECT count(*)::int FROM entry')).toEqual([{ count: 0 }])

  const seen = await proposalOf(id)
  expect(seen.command).toEqual({ rows: 2 })
  expect(seen.rows[0]).toEqual({
    row: 2,
    reference: row['reference'],
    person: {
      names: [
        { type: 'full', familyName: 'Imagined', givenNames: row['given_names'] },
        { type: 'former', familyName: 'Fabled', givenNames: row['given_names'] },
      ],
      dateOfBirth: '1979-03-12',
      addresses: [{ line1: '1 Invented Street', town: 'Rotherham', postcode: 'S60 2TH' }],
      niNumber: row['ni_number']!.slice(0, 8),
      drivingLicences: [{ issuer: 'gb', number: 'IMAGI703129I99AB' }],
    },
    decisionType: 'revoke',
    decidedOn: '2019-06-03',
    takesEffectOn: '2019-06-24',
    suspensionEndsOn: null,
    firstMadeOn: '2019-06-10',
    designatedReference: 'NR3S-1',
  })
  expect((await rotherham.officer.get('/v1/proposals')).body).not.toContain('Imagined')
  expect((await registry.as('sheffield.senior').get(`/v1/proposals/${id}`)).statusCode).toBe(404)

  const approved = await rotherham.approve(sent)
  expect(approved.statusCode).toBe(201)
  expect(approved.json()).toMatchObject({
    entriesMade: 2,
    decision: null,
    licence: null,
    proposal: { state: 'approved', outcome: { decidedBy: { personId: 'rotherham.senior' }, resultId: id } },
  })
  expect(
    await query(
      `SELECT reference, origin, state, version, import_proposal_id, first_made_on::text, retained_until::text FROM entry ORDER BY id LIMIT 1`,
    ),
  ).toEqual([
    {
      reference: row['reference'],
      origin: 'import',
      state: 'active',
      version: 1,
      import_proposal_id: id,
      first_made_on: '2019-06-10',
      retained_until: '2030-06-09',
    },
  ])
  expect(
    await query(
      `SELECT state, cause, changed_on::text, recorded_by_person_id AS by FROM entry_event ORDER BY id LIMIT 1`,
    ),
  ).toEqual([{ state: 'active', cause: 'import', changed_on: '2019-06-03', by: 'rotherham.senior' }])
  expect(await query(`SELECT kind, started_on::text FROM duty ORDER BY id LIMIT 1`)).toEqual([
    { kind: 'remove-entry', started_on: '2019-06-10' },
  ])
  expect(await query('SELECT count(*)::int FROM entry_match')).toEqual([{ count: 2 }])
  expect(await query('SELECT count(*)::int FROM proposal_sealed')).toEqual([{ count: 0 }])
  expect(await query('SELECT reference FROM entry_mirroring')).toEqual([{ reference: 'NR3S-1' }])
  expect((await proposalOf(id)).rows).toBeNull()
})

it('who sends the file cannot approve it, senior or not; who is not senior cannot either', async () => {
  const sent = await sendFile(rotherham.senior, fileOf([aRow()]))
  expect(refusal(await rotherham.approve(sent))).toEqual([409, 'same-person'])
  expect(refusal(await rotherham.approve(sent, rotherham.officer))).toEqual([403, 'forbidden'])
  expect((await rotherham.approve(sent, registry.as('rotherham.senior-2'))).json().entriesMade).toBe(1)
})

it('of a rejected file nothing of its persons stays, and it cannot be approved', async () => {
  const before = await rowCounts(registry.db)
  const sent = await send([aRow(), aRow()])
  const rejected = await rotherham.officer.post(`/v1/proposals/${sent.json().id}/rejection`, { reason: 'Wrong file.' })
  expect(rejected.statusCode).toBe(201)
  expect(refusal(await rotherham.approve(sent))).toEqual([409, 'proposal-closed'])
  const after = await rowCounts(registry.db)
  for (const table of ['proposal_sealed', 'entry', 'entry_person', 'entry_event', 'entry_match'])
    expect([table, after[table]]).toEqual([table, before[table]])
})

it('a file that nobody approves in ninety days is forgotten, and can then only be rejected', async () => {
  const sent = await send([aRow()])
  const files = async () => registry.db.prisma.proposalSealed.count()
  const after = (days: number) => new Date(registry.clock.now().getTime() + days * 86_400_000)
  await forgetImports(registry.db, after(90))
  expect(await files()).toBe(1)
  await forgetImports(registry.db, after(91))
  expect(await files()).toBe(0)
  expect(refusal(await rotherham.approve(sent))).toEqual([409, 'proposal-closed'])
})

it('what waits for its second person besides imports is not forgotten', async () => {
  const { id } = await rotherham.grant()
  const { decision } = rotherham.made(await rotherham.decide(id, revoke()))
  const body = annul('revoke', decision.id)
  const proposed = await rotherham.decide(id, body)
  await forgetImports(registry.db, new Date(registry.clock.now().getTime() + 1_000 * 86_400_000))
  expect((await proposalOf(proposed.json().id)).command.correction).toEqual(body.correction)
})

it('keeps the register from others for its look-ups alone: a row more is at most one statement more', async () => {
  const statementsFor = async (count: number) => {
    const rows = Array.from({ length: count }, (_, i) => aRow({ designated_reference: `NR3S-${count}-${i}` }))
    const sent = await send(rows)
    const original = Object.getOwnPropertyDescriptor(pg.Client.prototype, 'query')
      ?.value as typeof pg.Client.prototype.query
    let statements = 0
    pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
      statements++
      return Reflect.apply(original, this, given)
    }
    try {
      rotherham.made(await rotherham.approve(sent))
    } finally {
      pg.Client.prototype.query = original
    }
    return statements
  }
  const [few, many] = [await statementsFor(2), await statementsFor(12)]
  expect(few).toBeGreaterThan(10)
  expect((many - few) / 10).toBeLessThanOrEqual(1)
  const events = await query('SELECT register_version::int AS version, seq FROM entry_event ORDER BY id')
  expect(events).toEqual(events.map((_, index) => ({ version: index + 1, seq: 1 })))
})

it('a file in which one row is wrong is refused whole, with every fault of every row, and never with what a cell holds', async () => {
  const before = await rowCounts(registry.db)
  const rows = [
    aRow(),
    aRow({ date_of_birth: '1979-02-30', family_name: 'Secretive', ni_number: 'SECRETNUMBER' }),
    aRow({ given_names: null, decision_type: 'banned', suspension_ends_on: '2019-07-01' }),
    aRow({ decided_on: '2027-01-01', first_made_on: '2027-01-02' }),
    aRow({ decided_on: '2019-06-11' }),
    aRow({ decided_on: '2015-02-27', first_made_on: '2015-03-02' }),
    aRow({ address: null, town: null, postcode: null, ni_number: null }),
    aRow({ driving_licence_issuer: 'gb', driving_licence_number: '12345678' }),
    aRow({ postcode: 'NOWHERE', town: null }),
  ]
  const answer = await send([...rows, { ...aRow(), reference: rows[0]!['reference']! }])
  expect(answer.statusCode).toBe(400)
  const { detail, errors } = answer.json()
  expect(errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/rows/3/date_of_birth',
    '/rows/3/ni_number',
    '/rows/4/given_names',
    '/rows/4/decision_type',
    '/rows/4/suspension_ends_on',
    '/rows/5/decided_on',
    '/rows/5/first_made_on',
    '/rows/6/first_made_on',
    '/rows/7/first_made_on',
    '/rows/8',
    '/rows/9/driving_licence_number',
    '/rows/10/postcode',
    '/rows/10/town',
    '/rows/11/reference',
  ])
  expect(detail).toBe('There are 14 faults. Nothing of the file was kept.')
  for (const held of ['1979-02-30', 'Secretive', 'SECRETNUMBER', 'banned', '12345678', 'NOWHERE'])
    expect(answer.body).not.toContain(held)
  expect(errors.find(({ pointer }: { pointer: string }) => pointer === '/rows/7/first_made_on').detail).toContain(
    'eleven years',
  )
  expect(await rowCounts(registry.db)).toEqual(before)
})

it('the last day of the eleven years is still one of them', async () => {
  const sent = await send([aRow({ decided_on: '2015-02-27', first_made_on: '2015-03-03' })])
  expect(sent.statusCode).toBe(202)
  registry.clock.set('2026-03-03T09:00:00Z')
  expect(refusal(await rotherham.approve(sent))).toEqual([409, 'entry-state'])
  registry.clock.set('2026-03-02T09:00:00Z')
  expect((await rotherham.approve(sent)).statusCode).toBe(201)
})

it('a reference is imported once: not again later, and not twice by two files that wait', async () => {
  const row = aRow({ designated_reference: 'NR3S-2' })
  const [first, second] = [await send([row]), await send([row])]
  expect((await rotherham.approve(first)).statusCode).toBe(201)
  expect(refusal(await rotherham.approve(second))).toEqual([409, 'entry-already-made'])
  expect(refusal(await send([aRow(), row]))).toEqual([
    400,
    'invalid-request',
    '/rows/3/reference',
    '/rows/3/designated_reference',
  ])
  expect((await sendFile(registry.as('sheffield.officer'), fileOf([row]))).statusCode).toBe(202)
})

describe('the file', () => {
  it('may have a byte order mark, Windows line ends, quotes, blank rows and its columns in any order', async () => {
    const [names, values] = fileOf([aRow({ family_name: 'Ó "Quote", Ny' })]).split('\n')
    const blank = ','.repeat(names!.split(',').length - 1)
    const sent = await sendFile(rotherham.officer, `\ufeff${names}\r\n${blank}\r\n${values}\r\n\r\n`)
    expect(sent.statusCode).toBe(202)
    const { rows } = await proposalOf(sent.json().id)
    expect(rows).toMatchObject([{ row: 3, person: { names: [{ familyName: 'Ó "Quote", Ny' }] } }])
  })
  it('has the columns that the documentation names, each once, and every one that is required', async () => {
    const right = fileOf([aRow()])
    expect(await faultsOf(right.replace('family_name', 'surname'))).toEqual([
      expect.stringMatching(/^\/rows\/1 the name of column 2 is not one of: reference, family_name/),
      '/rows/1/family_name is a column that every file has',
    ])
    expect(await faultsOf(right.replace('town', 'address'))).toEqual(['/rows/1/address is there twice'])
    expect(await faultsOf('reference\n')).toHaveLength(6)
    expect(await faultsOf(right.split('\n')[0]!)).toEqual(['/rows there is no row'])
    expect(await faultsOf(`${right.trimEnd()},more\n`)).toEqual(['/rows/2 has 12 cells, the row of column names 11'])
  })
  it('is text that can be read: quotation marks closed, no NUL, UTF-8, rows of a reasonable length', async () => {
    const right = fileOf([aRow(), aRow({ family_name: 'Cell' })])
    expect(await faultsOf(right.replace('Cell', '"Cell'))).toEqual([expect.stringMatching(/^\/rows\/3 .*never closed/)])
    expect(await faultsOf(right.replace('Cell', 'Ce"ll'))).toEqual([
      expect.stringMatching(/^\/rows\/3 .*quotation mark/),
    ])
    expect(await faultsOf(right.replace('Cell', '"Ce"ll'))).toEqual([
      expect.stringMatching(/^\/rows\/3 .*written twice/),
    ])
    expect(await faultsOf(right.replace('Cell', 'C\0ll'))).toEqual([
      '/rows/3/family_name must not contain control characters',
    ])
    expect(await faultsOf(right.replace('Cell', 'C'.repeat(5_000)))).toEqual(['/rows/3 is too long'])
    const latin = await sendFile(rotherham.officer, Buffer.from(right.replace('Cell', 'Zoë'), 'latin1'))
    expect(latin.json()).toMatchObject({ status: 400, detail: 'The file is not in UTF-8.' })
    expect((await sendFile(rotherham.officer, '')).statusCode).toBe(400)
    expect((await sendFile(rotherham.officer, 'x'.repeat(3_000_000))).statusCode).toBe(413)
  })
  it('has at most 50 rows, blank ones counted; of its faults at most 1,000 are listed', async () => {
    const right = fileOf([aRow()])
    expect(await faultsOf(right + ',,,,,,,,,,\n'.repeat(50))).toEqual([
      '/rows/52 a file has at most 50 rows, blank ones counted',
    ])
    const spoilt = Object.fromEntries(Object.keys(ImportCells.shape).map((column) => [column, '\u0001']))
    const answer = await send(Array.from({ length: 50 }, () => ({ ...spoilt, town: null })))
    expect(answer.json().errors).toHaveLength(1_000)
    expect(answer.json().detail).toMatch(/^There are 1[0-9]{3} faults, of which the first 1000 are shown\. Nothing/)
  })
  it('is CSV and nothing else, and an answer that was lost is given again', async () => {
    const json = await rotherham.officer.post('/v1/entry-imports', { rows: [] })
    expect(refusal(json)).toEqual([415, 'unsupported-media-type'])
    const file = fileOf([aRow()])
    const key = { 'idempotency-key': 'the-same-file' }
    const [first, again] = [await sendFile(rotherham.officer, file, key), await sendFile(rotherham.officer, file, key)]
    expect([again.statusCode, again.json().id]).toEqual([202, first.json().id])
  })
})
