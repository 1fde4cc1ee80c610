import { parse } from 'csv-parse/sync'
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

interface Item {
  eventId: string
  entryId: string
  toDo: string
  dueOn: string | null
  designatedReference: string | null
}
const outbox = async (by = rotherham.officer): Promise<Item[]> =>
  (await by.get('/v1/entries/outbox?limit=100')).json().items
const record = (eventId: string, reference = 'NR3S-1', by = rotherham.officer) =>
  by.post('/v1/entries/outbox/mirrorings', { eventId, reference })
const importOf = async (...rows: Record<string, string | null>[]) =>
  rotherham.made(await rotherham.approve(await sendFile(rotherham.officer, fileOf(rows))))
const exported = async (): Promise<Record<string, string>[]> =>
  parse((await rotherham.officer.get('/v1/entries/outbox.csv')).body, { bom: true, columns: true })
const change = async (id: string, what: string, cause: string) => {
  const body = { changedOn: '2026-03-02', cause, why: 'A fictional reason.' }
  rotherham.made(await rotherham.approve(await rotherham.officer.post(`/v1/entries/${id}/${what}`, body)))
}
const empty = async () => {
  for (const { eventId } of await outbox()) rotherham.made(await record(eventId))
}
afterEach(empty)

it('what is not yet in the designated database waits there, oldest first, until its reference is recorded', async () => {
  await importOf(aRow(), aRow({ designated_reference: 'NR3S-0' }), aRow())
  const [first, second, ...others] = await outbox()
  expect([first, others]).toEqual([
    {
      ...first,
      toDo: 'make',
      state: 'active',
      cause: 'import',
      changedOn: '2019-06-03',
      decisionType: 'revoke',
      decidedOn: '2019-06-03',
      dueOn: null,
      designatedReference: null,
    },
    [],
  ])
  const page = (await rotherham.officer.get('/v1/entries/outbox?limit=1')).json()
  expect(page.items).toEqual([first])
  expect((await rotherham.officer.get(`/v1/entries/outbox?limit=1&cursor=${page.next}`)).json()).toEqual({
    items: [second],
    next: null,
  })

  const recorded = await record(first!.eventId, 'NR3S-1')
  expect([recorded.statusCode, recorded.json()]).toEqual([
    201,
    { eventId: first!.eventId, entryId: first!.entryId, reference: 'NR3S-1', recordedAt: '2026-03-02T09:00:00.000Z' },
  ])
  expect(await outbox()).toEqual([second])
  await record(second!.eventId, 'NR3S-2')
  expect(await outbox()).toEqual([])
})

it('a reference is recorded once, so that nobody keys an entry twice unnoticed', async () => {
  await importOf(aRow())
  const [item] = await outbox()
  expect((await record(item!.eventId)).statusCode).toBe(201)
  expect(refusal(await record(item!.eventId, 'NR3S-other'))).toEqual([409, 'entry-already-mirrored', '/eventId'])
})

it('an entry of a decision waits with the day it is due, and recording its reference does the duty', async () => {
  const { id } = await rotherham.grant()
  rotherham.made(await rotherham.decide(id, revoke({ relevantInformation: ['sexual-offence'] })))
  const [item] = await outbox()
  expect(item).toMatchObject({ toDo: 'make', cause: 'decision', dueOn: '2026-03-06' })
  rotherham.made(await record(item!.eventId))
  const { rows } = await registry.db.pool.query(
    `SELECT done_on::text FROM duty WHERE kind = 'make-entry' AND object_id = '${item!.entryId}'`,
  )
  expect(rows).toEqual([{ done_on: '2026-03-02' }])
})

it('a change of what stands there waits with the reference to change; what went before it was keyed is not asked for', async () => {
  await importOf(aRow({ designated_reference: 'NR3S-5' }))
  const { rows } = await registry.db.pool.query(
    `SELECT entry_id FROM entry_event e JOIN entry_mirroring m ON m.event_id = e.id WHERE m.reference = 'NR3S-5'`,
  )
  const { entry_id: entryId } = rows[0]
  await change(entryId, 'removal', 'made-in-error')
  const [removal, ...none] = await outbox()
  expect([removal, none]).toMatchObject([{ entryId, toDo: 'remove', designatedReference: 'NR3S-5' }, []])
  await change(entryId, 'reinstatement', 'made-in-error')
  expect((await outbox()).map(({ toDo }) => toDo)).toEqual(['remove', 'reinstate'])
  await empty()
  const { rows: duties } = await registry.db.pool.query(
    `SELECT count(*)::int AS open FROM duty WHERE kind = 'update-entry' AND done_on IS NULL`,
  )
  expect(duties).toEqual([{ open: 0 }])

  await importOf(aRow())
  const [made] = await outbox()
  await change(made!.entryId, 'removal', 'made-in-error')
  expect(await outbox()).toEqual([])
})

it('the file has the statutory fields and no reasons, and no cell of it is a formula', async () => {
  const subject = rotherham.made(
    await rotherham.officer.post(
      '/v1/drivers',
      aDriver({
        familyName: '=HYPERLINK("https://example.test","Click")',
        givenNames: '+Farah',
        niNumber: 'AB999999C',
      }),
    ),
  )
  const { id } = await rotherham.grant('private-hire-driver', {}, subject.id)
  rotherham.made(
    await rotherham.decide(id, revoke({ relevantInformation: ['sexual-offence'], reasons: 'restricted-text' })),
  )
  const [item] = await outbox()
  const answer = await rotherham.officer.get('/v1/entries/outbox.csv')
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="outbox.csv"',
    'cache-control': 'no-store',
  })
  expect(answer.body).not.toContain('restricted-text')
  expect(answer.body).not.toContain('sexual-offence')
  expect(await exported()).toEqual([
    {
      event_id: item!.eventId,
      entry_id: item!.entryId,
      to_do: 'make',
      due_on: '2026-03-06',
      designated_reference: '',
      family_name: `'=HYPERLINK("https://example.test","Click")`,
      given_names: `'+Farah`,
      date_of_birth: '1979-03-12',
      address: '1 Invented Street',
      town: 'Rotherham',
      postcode: 'S60 2TH',
      ni_number: 'AB999999',
      driving_licence_issuer: 'gb',
      driving_licence_number: expect.stringMatching(/^FICTI/),
      decision_type: 'revoke',
      decided_on: '2026-03-02',
      takes_effect_on: '2026-03-23',
      suspension_ends_on: '',
      changed_on: '',
      change_takes_effect_on: '',
      authority: 'Rotherham Metropolitan Borough Council',
      contact: expect.any(String),
    },
  ])
})

it('the file is on record when it leaves; with nothing to key it has the names of its columns', async () => {
  const events = async () =>
    (await registry.as('scrutiny.system').get('/v1/audit-events?action=export-outbox&limit=100')).json().items.length
  const before = await events()
  const { body } = await rotherham.officer.get('/v1/entries/outbox.csv')
  expect(body).toMatch(/^\ufeffevent_id,entry_id,[a-z_,]+\r\n$/)
  expect(await events()).toBe(before + 1)
})

it('another authority sees nothing of it, and records nothing', async () => {
  await importOf(aRow())
  const [item] = await outbox()
  const neighbour = registry.as('sheffield.officer')
  expect(await outbox(neighbour)).toEqual([])
  expect((await neighbour.get('/v1/entries/outbox.csv')).body).not.toContain('Imagined')
  expect((await record(item!.eventId, 'X', neighbour)).statusCode).toBe(404)
  expect((await outbox()).length).toBe(1)
})
