import { annul, lift, office, refusal, refuseApplication, revoke, suspend } from '../../support/office.js'
import { aDriver } from '../../support/people.js'
import { startRegistry, type Registry } from '../../support/registry.js'

const RELIED = { relevantInformation: ['road-safety-risk'] }

let registry: Registry
let cardiff: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  cardiff = office(registry, 'cardiff')
})
afterAll(() => registry.close())

const query = async (sql: string, ...values: unknown[]) => (await registry.db.pool.query(sql, values)).rows
const make = (decisionId: string) => cardiff.officer.post('/v1/entries', { decisionId })
const decided = async (body: object) => {
  const licence = await cardiff.grant()
  return { licence, id: cardiff.made(await cardiff.decide(licence.id, body)).decision.id as string }
}
const approved = async (licenceId: string, body: object) =>
  cardiff.made(await cardiff.approve(await cardiff.decide(licenceId, body))).decision.id as string

it('an authority in Wales has a decision entered if it wants to, and no clock of the Act runs', async () => {
  const { decisionId } = await cardiff.refuse(aDriver())
  expect(await query('SELECT 1 FROM entry WHERE decision_id = $1', decisionId)).toEqual([])
  const answer = await make(decisionId)
  const entry = cardiff.made(answer)
  expect(entry).toMatchObject({ authority: 'cardiff', state: 'active', decisionId, events: [{ cause: 'decision' }] })
  expect(answer.headers['location']).toBe(`/v1/entries/${entry.id}`)
  expect((await cardiff.officer.get(`/v1/entries/${entry.id}`)).json()).toEqual(entry)
  expect(await query('SELECT 1 FROM entry_match WHERE entry_id = $1', entry.id)).toHaveLength(1)
  expect(await query('SELECT 1 FROM duty WHERE authority_slug = $1', 'cardiff')).toEqual([])
  const [audited] = await query(`SELECT object_kind, object_id FROM audit_event WHERE action = 'make-entry'`)
  expect(audited).toEqual({ object_kind: 'entry-event', object_id: entry.events[0].id })
})
it('what came of the decision before is told with it, and what comes after follows', async () => {
  const { licence, id } = await decided(suspend({ ...RELIED, isImmediate: true }))
  const lifted = await approved(licence.id, lift(id))
  const entry = cardiff.made(await make(id))
  expect(entry.events).toMatchObject([{ state: 'active' }, { state: 'amended', cause: 'suspension-lifted' }])
  await approved(licence.id, annul('lift-suspension', lifted))
  expect((await cardiff.officer.get(`/v1/entries/${entry.id}`)).json()).toMatchObject({
    state: 'amended',
    events: { length: 3 },
  })
})
it('a correction may be named for the decision it corrects', async () => {
  const { licence, id } = await decided(revoke())
  const correction = { decisionId: id, effect: 'replace', why: 'The information was left out.' }
  const corrected = await approved(licence.id, revoke({ ...RELIED, correction }))
  expect(cardiff.made(await make(corrected))).toMatchObject({ decisionId: id })
})

const NOT_THIS = [422, 'entry-not-for-this-decision', '/decisionId']

describe('refused', () => {
  it.each([
    ['of a decision that relied on no relevant information', async () => make((await decided(suspend())).id), NOT_THIS],
    [
      'of a decision that takes nothing away',
      async () => make((await cardiff.grant()).periods[0]!.decisionId),
      NOT_THIS,
    ],
    ['of a decision that does not stand', async () => make(await annulledOne()), NOT_THIS],
    ['of a decision on a vehicle', async () => make(await ofVehicle()), NOT_THIS],
    [
      'of another authority’s decision',
      async () => make(await ofSheffield()),
      [422, 'decision-not-found', '/decisionId'],
    ],
  ] as [string, () => ReturnType<typeof make>, unknown[]][])('%s', async (_, act, expected) => {
    expect(refusal(await act())).toEqual(expected)
  })
  it('a second time', async () => {
    const { decisionId } = await entered()
    expect((await make(decisionId)).statusCode).toBe(201)
    expect(refusal(await make(decisionId))).toEqual([409, 'entry-already-made', '/decisionId'])
  })
  it('in England, where it is made with the decision', async () => {
    const sheffield = office(registry, 'sheffield')
    const { decisionId } = await sheffield.refuse(aDriver(), { relevantInformation: [] })
    const answer = await sheffield.officer.post('/v1/entries', { decisionId })
    expect(refusal(answer)).toEqual([422, 'entry-made-with-decision', '/decisionId'])
  })
  it('of a decision more than eleven years old', async () => {
    const application = { type: 'new', kind: 'private-hire-driver', receivedOn: '2015-01-05' }
    const subjectId = await cardiff.subject('private-hire-driver')
    const { id } = cardiff.made(await cardiff.officer.post('/v1/applications', { ...application, subjectId }))
    const body = refuseApplication({ ...RELIED, decidedOn: '2015-03-01', notifiedOn: '2015-03-02' })
    const { decision } = cardiff.made(await cardiff.officer.post(`/v1/applications/${id}/decision`, body))
    expect(refusal(await make(decision.id))).toEqual(NOT_THIS)
  })
  it('to whoever is no officer', async () => {
    const { decisionId } = await entered()
    for (const principal of ['scrutiny.system', 'cardiff.back-office'])
      expect((await registry.as(principal).post('/v1/entries', { decisionId })).statusCode).toBe(403)
  })
})

const entered = () => cardiff.refuse(aDriver())
const annulledOne = async () => {
  const { licence, id } = await decided(suspend(RELIED))
  await approved(licence.id, annul('suspend', id))
  return id
}
const ofVehicle = async () => {
  const vehicle = await cardiff.grant('private-hire-vehicle')
  const body = suspend({ ...RELIED, legalBasis: 'lgmpa-1976-s60' })
  return cardiff.made(await cardiff.decide(vehicle.id, body)).decision.id
}
const ofSheffield = async () => (await office(registry, 'sheffield').refuse(aDriver())).decisionId
