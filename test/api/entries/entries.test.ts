import {
  annul,
  lift,
  office,
  personOf,
  refusal,
  refuseApplication,
  refuseRenewal,
  revoke,
  suspend,
} from '../../support/office.js'
import { asOwner, onServerOnly } from '../../support/as-owner.js'
import { aDriver, aStranger, type DriverBody } from '../../support/people.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { rowCounts } from '../../support/rows.js'

const RELIED = { relevantInformation: ['sexual-offence'] }
const COURT = { court: 'magistrates-court', on: '2026-03-02' }

interface Event {
  id: string
  state: string
  cause: string
  changedOn: string
  changeTakesEffectOn: string | null
}

let registry: Registry
let rotherham: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
})
afterAll(() => registry.close())

const query = async (sql: string, ...values: unknown[]) => (await registry.db.pool.query(sql, values)).rows
const registerVersion = async () => Number((await query('SELECT version FROM entry_head'))[0].version)
/** Id of the entry that a decision made, by the decision as first recorded. */
const entryOf = async (decisionId: string): Promise<string | undefined> =>
  (await query('SELECT id FROM entry WHERE decision_id = $1', decisionId))[0]?.id
const read = async (decisionId: string, by = rotherham.officer) =>
  (await by.get(`/v1/entries/${await entryOf(decisionId)}`)).json()
const story = async (decisionId: string) =>
  (await read(decisionId)).events.map(({ state, cause }: Event) => `${state} ${cause}`)
const isFound = async (decisionId: string) =>
  (await query('SELECT 1 FROM entry_match WHERE entry_id = $1', await entryOf(decisionId))).length === 1
const granted = (kind = 'private-hire-driver', driverId?: string) =>
  rotherham.grant(kind as 'private-hire-driver', { decidedOn: '2026-03-01' }, driverId)
/** A decision on a licence of a driver; its version is the licence's then. */
const decided = async (body: object) => {
  const licence = await granted()
  const { decision } = rotherham.made(await rotherham.decide(licence.id, body))
  return { licence, id: decision.id as string }
}
const corrected = async (licenceId: string, body: object) =>
  rotherham.made(await rotherham.approve(await rotherham.decide(licenceId, body))).decision.id as string
const instead = (decisionId: string) => ({ correction: { decisionId, effect: 'replace', why: 'A slip of the pen.' } })

describe('an entry is made with the decision', () => {
  it('that refuses a new applicant on relevant information: with the statutory fields, no reasons, and its two clocks', async () => {
    const before = await registerVersion()
    const driver = aDriver()
    const { driverId, decisionId } = await rotherham.refuse(driver)
    const entry = await read(decisionId)
    expect(entry).toMatchObject({
      authority: 'rotherham',
      origin: 'decision',
      state: 'active',
      version: 1,
      decisionType: 'refuse-application',
      decidedOn: '2026-03-02',
      takesEffectOn: null,
      suspensionEndsOn: null,
      driverId,
      decisionId,
      reference: null,
      firstMadeOn: '2026-03-02',
      retainedUntil: '2037-03-01',
      person: {
        names: [{ type: 'full', familyName: driver.familyName, givenNames: 'Farah' }],
        dateOfBirth: '1979-03-12',
        niNumber: driver.niNumber!.slice(0, -1),
        drivingLicences: [driver.drivingLicence],
      },
      events: [
        {
          seq: 1,
          state: 'active',
          cause: 'decision',
          changedOn: '2026-03-02',
          registerVersion: before + 1,
          recordedBy: { personId: 'rotherham.officer' },
          mirroring: null,
        },
      ],
    })
    expect(JSON.stringify(entry)).not.toContain('Reasons of a fictional case')
    expect(await isFound(decisionId)).toBe(true)
    expect(await query('SELECT kind, started_on::text FROM duty WHERE object_id = $1 ORDER BY kind', entry.id)).toEqual(
      [
        { kind: 'make-entry', started_on: '2026-03-02' },
        { kind: 'remove-entry', started_on: '2026-03-02' },
      ],
    )
    const rows = await query('SELECT person_encrypted FROM entry_person WHERE entry_id = $1', entry.id)
    expect(Buffer.from(rows[0].person_encrypted).toString('latin1')).not.toContain(driver.familyName)
  })
  it.each([
    ['a suspension', suspend({ ...RELIED, suspensionEndsOn: '2026-04-30' })],
    ['an immediate revocation', revoke({ ...RELIED, isImmediate: true })],
  ])('that is %s', async (_, body) => {
    const { id } = await decided(body)
    const { type } = body
    expect(await read(id)).toMatchObject({
      state: 'active',
      decisionType: type,
      takesEffectOn: type === 'revoke' ? null : '2026-03-23',
      suspensionEndsOn: type === 'revoke' ? null : '2026-04-30',
    })
  })
  it('that refuses to renew', async () => {
    const application = await rotherham.applyToRenew((await granted()).id)
    const url = `/v1/applications/${application}/decision`
    const { decision } = rotherham.made(await rotherham.officer.post(url, refuseRenewal(RELIED)))
    expect(await read(decision.id)).toMatchObject({ decisionType: 'refuse-renewal', state: 'active' })
  })
  it('in London too', async () => {
    const tfl = office(registry, 'tfl')
    const { decisionId } = await tfl.refuse(aDriver(), { legalBasis: 'phvla-1998-s13' })
    expect(await read(decisionId, tfl.officer)).toMatchObject({ authority: 'tfl', state: 'active' })
  })
  it('and not with one that relied on no relevant information, is on a vehicle, or takes nothing away', async () => {
    const before = await registerVersion()
    await decided(suspend())
    await rotherham.refuse(aDriver(), { relevantInformation: [] })
    const vehicle = await rotherham.grant('private-hire-vehicle')
    rotherham.made(await rotherham.decide(vehicle.id, suspend({ ...RELIED, legalBasis: 'lgmpa-1976-s60' })))
    expect(await registerVersion()).toBe(before)
  })
  it('of another authority on its licence: a temporary suspension makes none', async () => {
    const before = await registerVersion()
    const { number } = await granted()
    const sheffield = registry.as('sheffield.officer')
    const answer = await sheffield.post('/v1/temporary-suspensions', {
      issuingAuthority: 'rotherham',
      kind: 'private-hire-driver',
      number,
      decidedOn: '2026-03-02',
      notifiedOn: '2026-03-02',
      suspensionEndsOn: '2026-03-09',
      legalBasis: 'edcea-2026-temporary-suspension',
      grounds: ['not-fit-and-proper'],
      reasons: 'Reasons of a fictional case.',
      decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
      ...RELIED,
    })
    expect(answer.statusCode).toBe(201)
    expect(await registerVersion()).toBe(before)
  })
  it('or neither is there', async () => {
    const driverId = rotherham.made(await rotherham.officer.post('/v1/drivers', aDriver())).id
    const url = `/v1/applications/${await rotherham.apply('private-hire-driver', driverId)}/decision`
    const before = await rowCounts(registry.db)
    await asOwner(registry.db, 'REVOKE INSERT ON entry_event FROM registry_app')
    const failed = await rotherham.officer.post(url, refuseApplication(RELIED))
    await asOwner(registry.db, 'GRANT INSERT ON entry_event TO registry_app')
    expect(failed.statusCode).toBe(500)
    expect(await rowCounts(registry.db)).toEqual(before)
    expect((await rotherham.officer.post(url, refuseApplication(RELIED))).statusCode).toBe(201)
  })
})

describe('an entry follows its decision', () => {
  it('lifted, it says when, and earlier requesters and the designated database are to be told', async () => {
    const { licence, id } = await decided(suspend({ ...RELIED, isImmediate: true }))
    await corrected(licence.id, lift(id, { takesEffectOn: '2026-03-05' }))
    const { events, ...entry } = await read(id)
    expect(entry).toMatchObject({ state: 'amended', version: 2 })
    expect(events[1]).toMatchObject({
      cause: 'suspension-lifted',
      changedOn: '2026-03-02',
      changeTakesEffectOn: '2026-03-05',
      recordedBy: { personId: 'rotherham.senior' },
    })
    expect(await isFound(id)).toBe(true)
    expect(await query('SELECT kind FROM duty WHERE object_id = $1', events[1].id)).toEqual([{ kind: 'update-entry' }])
  })
  it('an appeal lodged leaves it, allowed by two persons removes it, lost on further appeal reinstates it, and the eleven years run on', async () => {
    const { id } = await decided(revoke({ ...RELIED, isImmediate: true }))
    const { appeal } = rotherham.made(await rotherham.officer.post(`/v1/decisions/${id}/appeals`, COURT))
    const step = (type: string) => rotherham.officer.post(`/v1/appeals/${appeal.id}/steps`, { type, ...COURT })
    expect(await story(id)).toEqual(['active decision'])
    const proposed = await step('allowed')
    expect([await story(id), await isFound(id)]).toEqual([['active decision'], true])
    rotherham.made(await rotherham.approve(proposed))
    expect([await read(id), await isFound(id)]).toMatchObject([{ state: 'removed' }, false])

    registry.clock.set('2026-06-10T09:00:00Z')
    rotherham.made(await step('further-appeal'))
    expect(await isFound(id)).toBe(false)
    rotherham.made(await step('dismissed'))
    expect(await story(id)).toEqual(['active decision', 'removed appeal-allowed', 'reinstated appeal-not-allowed'])
    expect([await read(id), await isFound(id)]).toMatchObject([{ retainedUntil: '2037-03-01' }, true])
    registry.clock.set('2026-03-02T09:00:00Z')
  })
  it('of a refused application, its appeal removes it as well', async () => {
    const { decisionId } = await rotherham.refuse(aDriver())
    const { appeal } = rotherham.made(await rotherham.officer.post(`/v1/decisions/${decisionId}/appeals`, COURT))
    const proposed = await rotherham.officer.post(`/v1/appeals/${appeal.id}/steps`, { type: 'allowed', ...COURT })
    rotherham.made(await rotherham.approve(proposed))
    expect(await story(decisionId)).toEqual(['active decision', 'removed appeal-allowed'])
  })
  it('a correction changes what it says; one that leaves no relevant information removes it, and one that restores it brings it back', async () => {
    const { licence, id } = await decided(revoke(RELIED))
    const second = await corrected(licence.id, revoke({ ...RELIED, ...instead(id), isImmediate: true }))
    expect(await read(id)).toMatchObject({ state: 'amended', takesEffectOn: null, decisionId: id })
    const third = await corrected(licence.id, revoke({ ...instead(second), isImmediate: true }))
    expect([await read(id), await isFound(id)]).toMatchObject([{ state: 'removed' }, false])
    await corrected(licence.id, revoke({ ...RELIED, ...instead(third), isImmediate: true }))
    expect(await story(id)).toEqual([
      'active decision',
      'amended decision-corrected',
      'removed no-relevant-information',
      'reinstated decision-corrected',
    ])
  })
  it('a correction that first names relevant information makes it', async () => {
    const { licence, id } = await decided(revoke())
    expect(await entryOf(id)).toBeUndefined()
    await corrected(licence.id, revoke({ ...RELIED, ...instead(id) }))
    expect(await story(id)).toEqual(['active decision'])
  })
  it('an annulment removes it, and its annulment brings it back', async () => {
    const { licence, id } = await decided(suspend(RELIED))
    const annulment = await corrected(licence.id, annul('suspend', id))
    expect(await isFound(id)).toBe(false)
    await corrected(licence.id, annul('suspend', annulment))
    expect(await story(id)).toEqual(['active decision', 'removed decision-annulled', 'reinstated decision-annulled'])
    expect(await isFound(id)).toBe(true)
  })
  it('removed before the designated database had it, nobody is asked to make it there any more', async () => {
    const { licence, id } = await decided(suspend(RELIED))
    await corrected(licence.id, annul('suspend', id))
    const open = `SELECT kind FROM duty WHERE done_on IS NULL AND (object_id = $1
      OR object_id IN (SELECT id FROM entry_event WHERE entry_id = $1))`
    expect(await query(open, await entryOf(id))).toEqual([{ kind: 'remove-entry' }])
  })
  it('reinstated before the designated database had it, it is to be made there, and the clock that runs is the reinstatement’s', async () => {
    const { licence, id } = await decided(suspend(RELIED))
    const annulment = await corrected(licence.id, annul('suspend', id))
    await corrected(licence.id, annul('suspend', annulment))
    const { id: entryId, events } = await read(id)
    const open = `SELECT kind, object_id FROM duty WHERE done_on IS NULL AND kind <> 'remove-entry' AND (object_id = $1
      OR object_id IN (SELECT id FROM entry_event WHERE entry_id = $1))`
    expect(await query(open, entryId)).toEqual([{ kind: 'update-entry', object_id: events[2].id }])
    const { items } = (await rotherham.officer.get('/v1/entries/outbox?limit=100')).json()
    expect(items.filter((item: { entryId: string }) => item.entryId === entryId)).toMatchObject([
      { toDo: 'make', dueOn: null },
      { toDo: 'remove', dueOn: null },
      { toDo: 'reinstate', dueOn: null },
    ])
  })
  it('a later licence by the same authority is told, and by another is not', async () => {
    const driver = aDriver()
    const { driverId, decisionId } = await rotherham.refuse(driver, { decidedOn: '2026-02-25' })
    await office(registry, 'sheffield').grant(
      'private-hire-driver',
      { decidedOn: '2026-03-01' },
      rotherham.made(await registry.as('sheffield.officer').post('/v1/drivers', driver)).id,
    )
    expect(await story(decisionId)).toEqual(['active decision'])
    await granted('private-hire-driver', driverId)
    const { events } = await read(decisionId)
    expect(events[1]).toMatchObject({
      state: 'amended',
      cause: 'licence-granted-since',
      changedOn: '2026-03-01',
      changeTakesEffectOn: '2026-03-02',
    })
  })
  it('a grant that is refused for want of a search leaves it as it was', async () => {
    const { driverId, decisionId } = await rotherham.refuse(aDriver(), { decidedOn: '2026-02-25' })
    const url = `/v1/applications/${await rotherham.apply('private-hire-driver', driverId)}/decision`
    const before = await rowCounts(registry.db)
    const answer = await rotherham.officer.post(url, rotherham.grantBody('private-hire-driver'))
    expect(refusal(answer)).toEqual([422, 'search-missing', '/searchId'])
    expect(await story(decisionId)).toEqual(['active decision'])
    expect(await rowCounts(registry.db)).toEqual(before)
  })
  it('names a driver who is renamed by the new name, and goes on naming the former one', async () => {
    const driver = aDriver()
    const { driverId, decisionId } = await rotherham.refuse(driver)
    const renamed = await rotherham.officer.patch(
      `/v1/drivers/${driverId}`,
      { familyName: 'Otherwise-Named' },
      { 'if-match': '"1"' },
    )
    expect(renamed.statusCode).toBe(200)
    const { person, state, events } = await read(decisionId)
    expect([state, events[1].cause]).toEqual(['amended', 'person-amended'])
    expect(person.names).toMatchObject([
      { type: 'full', familyName: 'Otherwise-Named' },
      { type: 'former', familyName: driver.familyName },
    ])
    const [match] = await query('SELECT record FROM entry_match WHERE entry_id = $1', await entryOf(decisionId))
    expect(JSON.stringify(match.record)).toContain('otherwise')
    await rotherham.officer.patch(`/v1/drivers/${driverId}`, { phone: '01709 000009' }, { 'if-match': '"2"' })
    expect(await story(decisionId)).toHaveLength(2)
  })
})

describe('nobody can make an entry be about somebody else', () => {
  const REWRITTEN = {
    familyName: 'Zgierska',
    givenNames: 'Aniela',
    dateOfBirth: '1990-11-30',
    niNumber: 'CE987654A',
    drivingLicence: { issuer: 'ni', number: '91827364' },
  }
  const patch = async (driverId: string, change: object) => {
    const { headers } = await rotherham.officer.get(`/v1/drivers/${driverId}`)
    const answer = await rotherham.officer.patch(`/v1/drivers/${driverId}`, change, {
      'if-match': headers['etag'] as string,
    })
    expect(answer.statusCode).toBe(200)
  }
  let searches = 0
  /** Bands in which Sheffield, that looks for such a person, finds entries. */
  const bandsFor = async (driver: DriverBody) => {
    const answer = await registry.as('sheffield.officer').post('/v1/entry-searches', {
      purpose: 'review-of-licence',
      applicationReference: `REVIEW-${++searches}`,
      person: personOf(driver),
    })
    return rotherham.made(answer).candidates.map(({ band }: { band: string }) => band)
  }
  it('by amending the driver: what it was ever findable by it stays findable by, and what it says of the person now too', async () => {
    const driver = aStranger()
    const { driverId, decisionId } = await rotherham.refuse(driver)
    expect(await bandsFor(driver)).toEqual(['exact'])
    const { niNumber, drivingLicence, dateOfBirth } = REWRITTEN
    await patch(driverId, { niNumber, drivingLicence, dateOfBirth })
    expect(await bandsFor({ ...driver, addresses: [] })).toEqual(['exact'])
    expect(await bandsFor({ ...driver, niNumber: null, drivingLicence: null })).toEqual(['exact'])
    expect(await bandsFor({ ...driver, addresses: [], drivingLicence: null, givenNames: 'Otherwise' })).toEqual([
      expect.stringMatching(/exact|strong/),
    ])
    await patch(driverId, REWRITTEN)
    await patch(driverId, { dateOfBirth: driver.dateOfBirth })
    await patch(driverId, REWRITTEN)
    expect(await bandsFor(driver)).toEqual([expect.stringMatching(/exact|strong/)])
    const { person } = await read(decisionId)
    expect(person).toMatchObject({
      names: [
        { type: 'full', familyName: 'Zgierska' },
        { type: 'former', familyName: driver.familyName },
      ],
      dateOfBirth: '1990-11-30',
      formerDatesOfBirth: [driver.dateOfBirth],
      niNumber: 'CE987654',
      formerNiNumbers: [driver.niNumber!.slice(0, -1)],
      drivingLicences: [REWRITTEN.drivingLicence, driver.drivingLicence],
    })
    expect(await story(decisionId)).toEqual(['active decision', ...Array(4).fill('amended person-amended')])
    expect(await bandsFor({ ...driver, ...REWRITTEN })).toEqual(['exact'])
  })
  it('nor by amending it again to what it is: that changes nothing', async () => {
    const { driverId, decisionId } = await rotherham.refuse(aStranger())
    const change = { ...REWRITTEN, niNumber: 'CE987655A', drivingLicence: { issuer: 'ni', number: '91827366' } }
    await patch(driverId, change)
    await patch(driverId, change)
    expect(await story(decisionId)).toHaveLength(2)
  })
  it('nor while it is removed: reinstated, it is found by what it was found by', async () => {
    const driver = aStranger()
    const licence = await granted(
      'private-hire-driver',
      rotherham.made(await rotherham.officer.post('/v1/drivers', driver)).id,
    )
    const { decision } = rotherham.made(await rotherham.decide(licence.id, suspend(RELIED)))
    const annulment = await corrected(licence.id, annul('suspend', decision.id))
    const { familyName, givenNames, dateOfBirth } = REWRITTEN
    const change = { familyName, givenNames, dateOfBirth, niNumber: 'CE987656A' }
    await patch(licence.holder.id, { ...change, drivingLicence: { issuer: 'ni', number: '91827365' } })
    expect(await bandsFor(driver)).toEqual([])
    await corrected(licence.id, annul('suspend', annulment))
    expect(await bandsFor({ ...driver, addresses: [] })).toEqual([expect.stringMatching(/exact|strong/)])
  })
})

describe('two at once', () => {
  onServerOnly('a driver renamed while being refused is entered under the new name, whoever comes first', async () => {
    for (let again = 0; again < 5; again++) {
      const driverId = rotherham.made(await rotherham.officer.post('/v1/drivers', aDriver())).id
      const url = `/v1/applications/${await rotherham.apply('private-hire-driver', driverId)}/decision`
      const [refused, renamed] = await Promise.all([
        rotherham.officer.post(url, refuseApplication(RELIED)),
        rotherham.officer.patch(`/v1/drivers/${driverId}`, { familyName: 'Renamed' }, { 'if-match': '"1"' }),
      ])
      expect(renamed.statusCode).toBe(200)
      expect((await read(rotherham.made(refused).decision.id)).person.names[0].familyName).toBe('Renamed')
    }
  })
  onServerOnly(
    'a refusal and a grant of one day to one person see each other: the later one is told in the entry',
    async () => {
      for (let again = 0; again < 5; again++) {
        const driverId = rotherham.made(await rotherham.officer.post('/v1/drivers', aDriver())).id
        const decide = async (kind: 'private-hire-driver' | 'hackney-carriage-driver', body: object) => {
          const url = `/v1/applications/${await rotherham.apply(kind, driverId)}/decision`
          return () => rotherham.officer.post(url, body)
        }
        const refuse = await decide('private-hire-driver', refuseApplication({ ...RELIED, decidedOn: '2026-02-25' }))
        const grant = await decide(
          'hackney-carriage-driver',
          rotherham.grantBody('hackney-carriage-driver', { decidedOn: '2026-03-01' }),
        )
        const [refused, granting] = await Promise.all([refuse(), grant()])
        expect(granting.statusCode).toBe(201)
        const { decision } = rotherham.made(refused)
        expect(await story(decision.id)).toEqual(['active decision', 'amended licence-granted-since'])
      }
    },
  )
})

describe('entries are read', () => {
  it('by the officers of their own authority, in a list without persons that can be narrowed to a state', async () => {
    const { decisionId } = await rotherham.refuse(aDriver())
    const first = (await rotherham.officer.get('/v1/entries?state=active&limit=1')).json()
    expect(first).toMatchObject({ items: [{ authority: 'rotherham', state: 'active' }], next: expect.any(String) })
    expect(first.items[0]).not.toHaveProperty('person')
    const all = (await rotherham.officer.get('/v1/entries?limit=100')).json().items
    expect(all.at(-1)).toMatchObject({ decisionId })
    const removed = (await rotherham.officer.get('/v1/entries?state=removed')).json().items
    expect(new Set(removed.map(({ state }: Event) => state))).toEqual(new Set(['removed']))
  })
  it('by nobody else: to another authority there is none, and scrutiny may not', async () => {
    const { decisionId } = await rotherham.refuse(aDriver())
    const url = `/v1/entries/${await entryOf(decisionId)}`
    expect(refusal(await registry.as('sheffield.senior').get(url))).toEqual([404, 'not-found'])
    expect((await registry.as('sheffield.officer').get('/v1/entries')).json().items).toEqual([])
    for (const principal of ['scrutiny.system', 'rotherham.back-office']) {
      expect((await registry.as(principal).get(url)).statusCode).toBe(403)
      expect((await registry.as(principal).get('/v1/entries')).statusCode).toBe(403)
    }
  })
})
