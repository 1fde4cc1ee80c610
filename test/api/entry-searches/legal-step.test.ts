import {
  annul,
  DECIDED_BY,
  office,
  personOf,
  refusal,
  refuseApplication,
  refuseRenewal,
  suspend,
  type Search,
} from '../../support/office.js'
import { aStranger, manyAlike, type DriverBody } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'
import { rowCounts } from '../../support/rows.js'
import { newStandards } from '../../support/standards.js'

let registry: Registry
let rotherham: ReturnType<typeof office>
let sheffield: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
  sheffield = office(registry, 'sheffield')
})
afterAll(() => registry.close())
beforeEach(() => on('2026-03-02'))

const on = (day: string) => registry.clock.set(`${day}T09:00:00Z`)
/** An application of this driver, received on the day of the clock unless said otherwise. */
const applied = async (driver: DriverBody, by = rotherham, receivedOn?: string) => {
  const subjectId: string = by.made(await by.officer.post('/v1/drivers', driver)).id
  if (receivedOn === undefined) return by.apply('private-hire-driver', subjectId)
  const application = { type: 'new', kind: 'private-hire-driver', subjectId, receivedOn }
  return by.made(await by.officer.post('/v1/applications', application)).id as string
}
const searchOf = async (applicationId: string, overrides: object = {}, by = rotherham): Promise<Search> =>
  by.made(await by.officer.post('/v1/entry-searches', await by.searchFor(applicationId, overrides)))
const grant = (applicationId: string, overrides: object = {}, by = rotherham) =>
  by.officer.post(`/v1/applications/${applicationId}/decision`, by.grantBody('private-hire-driver', overrides))
const granting = async (applicationId: string, overrides: object = {}, by = rotherham) => {
  const answer = await grant(applicationId, overrides, by)
  return answer.statusCode === 201 ? 'granted' : refusal(answer)
}
const confirm = async (search: Search, verdict = 'confirmed') => {
  for (const { reference } of search.candidates) rotherham.made(await rotherham.review(search, reference, verdict))
}

describe('a grant of a driver’s licence by an English authority', () => {
  it('names the search it rests on, and that is kept with the decision', async () => {
    const id = await applied(aStranger())
    const search = await searchOf(id)
    const { decision } = rotherham.made(await grant(id, { searchId: search.id }))
    const rests = await registry.db.prisma.decisionSearch.findMany({ where: { decisionId: decision.id } })
    expect(rests).toEqual([{ decisionId: decision.id, authoritySlug: 'rotherham', searchId: search.id }])
  })
  it('is refused without one, and leaves nothing but the refusal’s audit row', async () => {
    const id = await applied(aStranger())
    const before = await rowCounts(registry.db)
    expect(await granting(id)).toEqual([422, 'search-missing', '/searchId'])
    expect(await rowCounts(registry.db)).toEqual(before)
  })
  it('starts as a duty with the application, done when it is determined', async () => {
    const duty = async (objectId: string) =>
      registry.db.prisma.duty.findMany({ where: { objectId }, select: { kind: true, startedOn: true, doneOn: true } })
    const startedOn = new Date('2026-02-20')
    const id = await applied(aStranger())
    expect(await duty(id)).toEqual([{ kind: 'search-entries', startedOn, doneOn: null }])
    await granting(id)
    expect(await duty(id)).toMatchObject([{ doneOn: null }])
    expect(await granting(id, await rotherham.searched(id))).toBe('granted')
    expect(await duty(id)).toMatchObject([{ doneOn: new Date('2026-03-02') }])
    expect(await duty(await rotherham.apply('private-hire-vehicle'))).toEqual([])
  })
  it('so does a renewal', async () => {
    const { id: licenceId } = await rotherham.grant()
    const application = await rotherham.applyToRenew(licenceId)
    const renewal = {
      type: 'renew',
      period: { startsOn: '2027-03-02', endsOn: '2028-03-01' },
      decidedOn: '2026-03-02',
      legalBasis: 'lgmpa-1976-s51',
      decidedBy: DECIDED_BY,
    }
    const renew = (body: object) => rotherham.officer.post(`/v1/applications/${application}/decision`, body)
    expect(refusal(await renew(renewal))).toEqual([422, 'search-missing', '/searchId'])
    const asNew = await searchOf(application, { purpose: 'new-application' })
    expect(refusal(await renew({ ...renewal, searchId: asNew.id }))).toEqual([422, 'search-for-another', '/searchId'])
    expect((await renew({ ...renewal, ...(await rotherham.searched(application)) })).statusCode).toBe(201)
  })
})

describe('no search is needed', () => {
  it('to refuse, or to decide on a vehicle: and one that is named is refused', async () => {
    const id = await applied(aStranger())
    const { id: searchId } = await searchOf(id)
    const post = (application: string, body: object) =>
      rotherham.officer.post(`/v1/applications/${application}/decision`, body)
    const notTaken = [422, 'search-not-for-this-decision', '/searchId']
    expect(refusal(await post(id, { ...refuseApplication(), searchId }))).toEqual(notTaken)
    const vehicle = await rotherham.apply('private-hire-vehicle')
    expect(refusal(await post(vehicle, rotherham.grantBody('private-hire-vehicle', { searchId })))).toEqual(notTaken)
    expect((await post(id, refuseApplication())).statusCode).toBe(201)
    const { id: licenceId } = await rotherham.grant()
    const toRenew = await rotherham.applyToRenew(licenceId)
    expect(refusal(await post(toRenew, { ...refuseRenewal(), searchId }))).toEqual(notTaken)
  })
  it('of what was decided before the authority joined', async () => {
    const id = await applied(aStranger())
    expect(await granting(id, { decidedOn: '2026-03-01' })).toBe('granted')
  })
  it('of an authority that never said when it joined it is: there is no day before', async () => {
    await registry.db.prisma.authority.update({ where: { slug: 'plymouth' }, data: { joinedOn: null } })
    const plymouth = office(registry, 'plymouth')
    const id = await applied(aStranger(), plymouth)
    const overrides = { decidedOn: '2026-03-01', legalBasis: 'plymouth-1975-grant' }
    expect(refusal(await grant(id, overrides, plymouth))).toEqual([422, 'search-missing', '/searchId'])
  })
  it('of a Welsh authority, which may search all the same and then stands by it', async () => {
    const cardiff = office(registry, 'cardiff')
    expect(await granting(await applied(aStranger(), cardiff), {}, cardiff)).toBe('granted')
    const [id, other] = [await applied(aStranger(), cardiff), await applied(aStranger(), cardiff)]
    const { id: searchId } = await searchOf(other, {}, cardiff)
    expect(await granting(id, { searchId }, cardiff)).toEqual([422, 'search-for-another', '/searchId'])
  })
})

describe('the search named', () => {
  it('is one of the authority’s own', async () => {
    const driver = aStranger()
    const [id, elsewhere] = [await applied(driver), await applied(driver, sheffield)]
    const theirs = await searchOf(elsewhere, {}, sheffield)
    for (const searchId of [theirs.id, '01987654-3210-7abc-8def-0123456789ab'])
      expect(await granting(id, { searchId })).toEqual([422, 'search-not-found', '/searchId'])
  })
  it('is for this application', async () => {
    const driver = aStranger()
    const id = await applied(driver)
    const another = await rotherham.apply('hackney-carriage-driver', (await subjectOf(id)).id)
    const { id: searchId } = await searchOf(another)
    expect(await granting(id, { searchId })).toEqual([422, 'search-for-another', '/searchId'])
    const { id: unnamed } = await searchOf(id, { applicationReference: 'OUR-OWN-1' })
    expect(await granting(id, { searchId: unnamed })).toEqual([422, 'search-for-another', '/searchId'])
  })
  it('is for a grant, not for a review', async () => {
    const id = await applied(aStranger())
    const { id: searchId } = await searchOf(id, { purpose: 'review-of-licence' })
    expect(await granting(id, { searchId })).toEqual([422, 'search-for-another', '/searchId'])
  })
  it('is for the applicant: one or two slips are the same person, another person is not', async () => {
    const driver = aStranger()
    const id = await applied(driver)
    const { id: ofAnother } = await searchOf(id, { person: personOf(aStranger()) })
    expect(await granting(id, { searchId: ofAnother })).toEqual([422, 'search-for-another', '/searchId'])
    const { id: ofBrother } = await searchOf(id, {
      person: personOf({ ...aStranger({ addresses: driver.addresses! }), familyName: driver.familyName }),
    })
    expect(await granting(id, { searchId: ofBrother })).toEqual([422, 'search-for-another', '/searchId'])
    const slip = personOf({ ...driver, familyName: `${driver.familyName}s` })
    expect(await granting(id, { searchId: (await searchOf(id, { person: slip })).id })).toBe('granted')
  })
  it('is for the applicant, too, whose name and day of birth many share, searched just as recorded', async () => {
    const driver = aStranger({ familyName: 'Khan', givenNames: 'Mohammed', dateOfBirth: '1980-01-01', niNumber: null })
    const id = await applied(driver)
    expect(await granting(id, { searchId: (await searchOf(id)).id })).toBe('granted')
  })
  it('is not older than the application', async () => {
    const driver = aStranger()
    const made: Search = rotherham.made(
      await rotherham.officer.post('/v1/entry-searches', {
        purpose: 'new-application',
        applicationReference: 'BEFORE',
        person: personOf(driver),
      }),
    )
    on('2026-03-03')
    const id = await applied(driver, rotherham, '2026-03-03')
    const decided = { searchId: made.id, decidedOn: '2026-03-03' }
    expect(await granting(id, decided)).toEqual([422, 'search-before-application', '/searchId'])
  })
  it('is not later than the decision', async () => {
    const id = await applied(aStranger())
    on('2026-03-03')
    const { id: searchId } = await searchOf(id)
    expect(await granting(id, { searchId })).toEqual([422, 'search-after-decision', '/searchId'])
    expect(await granting(id, { searchId, decidedOn: '2026-03-03' })).toBe('granted')
  })
  it('is at most 28 days old', async () => {
    const id = await applied(aStranger())
    const { id: searchId } = await searchOf(id)
    on('2026-03-31')
    expect(await granting(id, { searchId, decidedOn: '2026-03-31' })).toEqual([422, 'search-too-old', '/searchId'])
    expect(await granting(id, { searchId, decidedOn: '2026-03-30' })).toBe('granted')
  })
  it('or as many as the standards of the authority said on the day of the decision', async () => {
    const barnsley = office(registry, 'barnsley')
    const [id, other] = [await applied(aStranger(), barnsley), await applied(aStranger(), barnsley)]
    const [searchId, otherId] = [(await searchOf(id, {}, barnsley)).id, (await searchOf(other, {}, barnsley)).id]
    on('2026-03-10')
    await newStandards(registry, 'barnsley', { searchValidityDays: 7 })
    const granted = (decided: object, application = id) => granting(application, decided, barnsley)
    expect(await granted({ searchId, decidedOn: '2026-03-10' })).toEqual([422, 'search-too-old', '/searchId'])
    expect(await granted({ searchId: otherId, decidedOn: '2026-03-09' }, other)).toBe('granted')
    const { id: again } = await searchOf(id, {}, barnsley)
    on('2026-03-18')
    expect(await granted({ searchId: again, decidedOn: '2026-03-18' })).toEqual([422, 'search-too-old', '/searchId'])
    expect(await granted({ searchId: again, decidedOn: '2026-03-17' })).toBe('granted')
  })
})

describe('what the search found', () => {
  const refusedAtSheffield = async (driver = aStranger()) => {
    const { decisionId } = await sheffield.refuse(driver)
    const id = await applied(driver)
    return { driver, decisionId, id, search: await searchOf(id) }
  }
  const ask = async (search: Search): Promise<string> =>
    rotherham.made(
      await rotherham.officer.post('/v1/information-requests', { candidate: search.candidates[0]!.reference }),
    ).id
  const answer = (request: string, body: object, by: Person = sheffield.officer) =>
    by.post(`/v1/information-requests/${request}/answer`, body)

  it('must be confirmed or rejected', async () => {
    const { id, search } = await refusedAtSheffield()
    expect(search).toMatchObject({ outcome: 'exact' })
    const refused = await grant(id, { searchId: search.id })
    expect(refusal(refused)).toEqual([422, 'candidates-not-reviewed', '/searchId'])
    expect(refused.json().detail).toContain(search.candidates[0]!.reference)
    await confirm(search, 'rejected')
    expect(await granting(id, { searchId: search.id })).toBe('granted')
  })
  it('confirmed, must have been asked about and answered: given or refused, both count', async () => {
    for (const told of [
      { outcome: 'provided', text: 'Fictional: two complaints, upheld.', grounds: ['not-fit-and-proper'] },
      { outcome: 'refused', refusalReason: 'Fictional: before the court.' },
    ]) {
      const { id, search } = await refusedAtSheffield()
      const searchId = search.id
      await confirm(search)
      expect(await granting(id, { searchId })).toEqual([422, 'information-not-requested', '/searchId'])
      const request = await ask(search)
      expect(await granting(id, { searchId })).toEqual([422, 'information-outstanding', '/searchId'])
      expect((await answer(request, told)).statusCode).toBe(201)
      expect(await granting(id, { searchId })).toBe('granted')
    }
  })
  it('confirmed and asked about, no longer holds up the grant once the answer is overdue', async () => {
    const { id, search } = await refusedAtSheffield()
    await confirm(search)
    await ask(search)
    on('2026-03-30')
    const decided = { searchId: search.id, period: { startsOn: '2026-03-30', endsOn: '2027-03-29' } }
    expect(await granting(id, { ...decided, decidedOn: '2026-03-27' })).toEqual([
      422,
      'information-outstanding',
      '/searchId',
    ])
    expect(await granting(id, { ...decided, decidedOn: '2026-03-28' })).toBe('granted')
  })
  it('reviewed and asked about once, counts for a later search of the same application', async () => {
    const { id, search } = await refusedAtSheffield()
    await confirm(search)
    const request = await ask(search)
    on('2026-04-07')
    const again = await searchOf(id)
    expect(again.candidates).toMatchObject([{ review: { verdict: 'confirmed' } }])
    await answer(request, { outcome: 'refused', refusalReason: 'Fictional: the file is closed.' })
    const decided = { decidedOn: '2026-04-07', period: { startsOn: '2026-04-07', endsOn: '2027-04-06' } }
    expect(await granting(id, { ...decided, searchId: again.id })).toBe('granted')
  })
  it('changed one’s mind about, counts as it was last', async () => {
    const { id, search } = await refusedAtSheffield()
    await confirm(search, 'rejected')
    await confirm(search, 'confirmed')
    expect(await granting(id, { searchId: search.id })).toEqual([422, 'information-not-requested', '/searchId'])
  })
  it('of the authority’s own entries, must be confirmed or rejected, and needs nobody asked', async () => {
    const driver = aStranger()
    const { driverId } = await rotherham.refuse(driver)
    const id = await rotherham.apply('private-hire-driver', driverId)
    const search = await searchOf(id)
    expect(search).toMatchObject({ outcome: 'exact', candidates: [{ holdingAuthority: { slug: 'rotherham' } }] })
    expect(await granting(id, { searchId: search.id })).toEqual([422, 'candidates-not-reviewed', '/searchId'])
    await confirm(search)
    expect(await granting(id, { searchId: search.id })).toBe('granted')
  })
  it('removed since, is no longer asked about', async () => {
    const { id, search, decisionId } = await refusedAtSheffield()
    const lodged = sheffield.made(
      await sheffield.officer.post(`/v1/decisions/${decisionId}/appeals`, {
        on: '2026-03-02',
        court: 'magistrates-court',
      }),
    )
    const step = { type: 'allowed', on: '2026-03-02', court: 'magistrates-court' }
    const allowed = await sheffield.officer.post(`/v1/appeals/${lodged.appeal.id}/steps`, step)
    expect((await sheffield.approve(allowed)).statusCode).toBe(201)
    expect(await granting(id, { searchId: search.id })).toBe('granted')
  })
  it('too many to tell, is no search', async () => {
    const [asked, ...others] = manyAlike()
    for (const other of others) await sheffield.refuse(other)
    const id = await applied(asked)
    const search = await searchOf(id)
    expect(search.outcome).toBe('too-many')
    expect(await granting(id, { searchId: search.id })).toEqual([422, 'search-inconclusive', '/searchId'])
  })
})

describe('what was entered since', () => {
  it('is seen by the grant: the search must be made again, and then shows it', async () => {
    const driver = aStranger()
    const id = await applied(driver)
    const before = await searchOf(id)
    expect(before.outcome).toBe('none')
    await sheffield.refuse(driver)
    expect(await granting(id, { searchId: before.id })).toEqual([422, 'entry-made-since-search', '/searchId'])
    const after = await searchOf(id)
    await confirm(after, 'rejected')
    expect(await granting(id, { searchId: after.id })).toBe('granted')
  })
  it('of somebody else does not matter', async () => {
    const id = await applied(aStranger())
    const { id: searchId } = await searchOf(id)
    await sheffield.refuse(aStranger())
    expect(await granting(id, { searchId })).toBe('granted')
  })
  it('or amended since, must be looked at and reviewed again: a rejection was of the entry as it was', async () => {
    const driver = aStranger()
    const { driverId } = await sheffield.refuse(driver)
    const id = await applied(driver)
    const before = await searchOf(id)
    await confirm(before, 'rejected')
    const ifMatch = { 'if-match': (await sheffield.officer.get(`/v1/drivers/${driverId}`)).headers['etag'] as string }
    const changed = await sheffield.officer.patch(
      `/v1/drivers/${driverId}`,
      { givenNames: `${driver.givenNames} Zeb` },
      ifMatch,
    )
    expect(changed.statusCode).toBe(200)
    expect(await granting(id, { searchId: before.id })).toEqual([422, 'entry-made-since-search', '/searchId'])
    const after = await searchOf(id)
    expect(after.candidates).toMatchObject([{ review: null }])
    expect(await granting(id, { searchId: after.id })).toEqual([422, 'candidates-not-reviewed', '/searchId'])
    await confirm(after, 'rejected')
    expect(await granting(id, { searchId: after.id })).toBe('granted')
  })
  it('is found by the record, too, where the search left out what would have found it', async () => {
    const married = aStranger()
    const former = { ...married, familyName: 'Maidenname-Invented', addresses: [], drivingLicence: null }
    await sheffield.refuse(former)
    const id = await applied(married)
    // Names and postcode only: the number that both have in common is on the record, and was not asked.
    const person = { ...personOf(married), niNumber: null, drivingLicences: [] }
    const short = await searchOf(id, { person })
    const sure = short.candidates.filter(({ band }) => band !== 'possible')
    expect(sure).toEqual([])
    const refused = await granting(id, { searchId: short.id })
    expect(['entry-made-since-search', 'candidates-not-reviewed']).toContain(refused[1])
  })
})

describe('who looks away finds it again', () => {
  const little = (driver: DriverBody) => ({
    person: { ...personOf({ ...driver, otherNames: [] }), niNumber: null, drivingLicences: [] },
  })
  /** Refused at Sheffield under a name that is a former one now: all of it finds the entry, the name and address of today do not. */
  const renamed = async (givenNames?: string) => {
    const before = aStranger()
    await sheffield.refuse(before)
    const driver = {
      ...aStranger({ dateOfBirth: before.dateOfBirth, niNumber: null, drivingLicence: null }),
      givenNames: givenNames ?? before.givenNames,
    }
    const whole = {
      person: personOf({
        ...driver,
        niNumber: before.niNumber!,
        otherNames: [{ type: 'former', familyName: before.familyName, givenNames: before.givenNames }],
      }),
    }
    const id = await applied(driver)
    return { id, whole, driver }
  }
  it('a candidate left unreviewed is not got round by a second search that does not find it', async () => {
    const { id, whole, driver } = await renamed('Zebedee')
    const first = await searchOf(id, whole)
    expect(first).toMatchObject({ outcome: 'exact' })
    const second = await searchOf(id, little(driver))
    expect(second.candidates.filter(({ band }) => band !== 'possible')).toEqual([])
    expect(await granting(id, { searchId: second.id })).toEqual([422, 'candidates-not-reviewed', '/searchId'])
    await confirm(first, 'rejected')
    expect(await granting(id, { searchId: second.id })).toBe('granted')
  })
  it('a rejection on little evidence does not clear what is found on more', async () => {
    const { id, whole, driver } = await renamed()
    const weak = await searchOf(id, little(driver))
    expect(weak.candidates).toMatchObject([{ band: 'strong' }])
    await confirm(weak, 'rejected')
    const all = await searchOf(id, whole)
    expect(all.candidates).toMatchObject([{ band: 'exact', review: null }])
    expect(await granting(id, { searchId: all.id })).toEqual([422, 'candidates-not-reviewed', '/searchId'])
  })
  it('false identifiers beside the true name hide nothing that the record finds', async () => {
    const before = aStranger()
    await sheffield.refuse(before)
    const driver = { ...before, niNumber: null }
    const id = await applied(driver)
    const decoyed = await searchOf(id, {
      person: {
        ...personOf(driver),
        niNumber: 'CE999999',
        drivingLicences: [{ issuer: 'ni', number: '98765432' }],
        addresses: [{ line1: '9 Decoy Way', town: 'Elsewhere', postcode: 'TR1 1AA' }],
      },
    })
    const answer = await granting(id, { searchId: decoyed.id })
    expect(['entry-made-since-search', 'candidates-not-reviewed']).toContain(answer[1])
  })
})

describe('what was decided before the authority joined', () => {
  it('needs no search for 90 days; then one of the day on which it is recorded', async () => {
    const [soon, late] = [await applied(aStranger()), await applied(aStranger())]
    const old = { decidedOn: '2026-02-27' }
    on('2026-05-31')
    expect(await granting(soon, old)).toBe('granted')
    const { items } = (await registry.as('rotherham.officer').get('/v1/statistics/refusals?from=2026-05')).json()
    expect(items).toMatchObject([{ month: '2026-05', grantsWithoutSearch: 1 }])
    on('2026-06-01')
    expect(await granting(late, old)).toEqual([422, 'search-missing', '/searchId'])
    const { id: searchId } = await searchOf(late)
    on('2026-06-30')
    expect(await granting(late, { ...old, searchId })).toEqual([422, 'search-too-old', '/searchId'])
    expect(await granting(late, { ...old, ...(await rotherham.searched(late)) })).toBe('granted')
  })
})

describe('a correction after which a driver’s licence lasts longer', () => {
  const granted = async (by = rotherham) => {
    const application = await applied(aStranger(), by)
    const search = by === rotherham ? await by.searched(application) : {}
    const { decision, licence } = by.made(await grant(application, search, by))
    return { application, decisionId: decision.id as string, licenceId: licence.id as string, searchId: search }
  }
  const restated = (decisionId: string, endsOn: string, overrides: object = {}) => ({
    type: 'grant',
    period: { startsOn: '2026-03-02', endsOn },
    decidedOn: '2026-03-02',
    legalBasis: 'lgmpa-1976-s51',
    decidedBy: DECIDED_BY,
    correction: { decisionId, effect: 'replace', why: 'Three years were granted.' },
    ...overrides,
  })
  it('rests on a search of the days before it is recorded, judged when it is proposed and when it is approved', async () => {
    const { application, decisionId, licenceId, searchId: first } = await granted()
    const longer = restated(decisionId, '2029-03-01')
    expect(refusal(await rotherham.decide(licenceId, longer))).toEqual([422, 'search-missing', '/searchId'])
    on('2026-04-30')
    expect(refusal(await rotherham.decide(licenceId, { ...longer, ...first }))).toEqual([
      422,
      'search-too-old',
      '/searchId',
    ])
    const { searchId } = await rotherham.searched(application)
    const proposed = await rotherham.decide(licenceId, { ...longer, searchId })
    expect(proposed.statusCode).toBe(202)
    on('2026-06-30')
    expect(refusal(await rotherham.approve(proposed))).toEqual([422, 'search-too-old', '/searchId'])
    on('2026-05-20')
    const { decision } = rotherham.made(await rotherham.approve(proposed))
    const rests = await registry.db.prisma.decisionSearch.findMany({ where: { decisionId: decision.id } })
    expect(rests).toEqual([{ decisionId: decision.id, authoritySlug: 'rotherham', searchId }])
  })
  it('so does one that gives back what was struck out, or shortened', async () => {
    const { application, decisionId, licenceId } = await granted()
    const struck = rotherham.made(
      await rotherham.approve(await rotherham.decide(licenceId, annul('grant', decisionId))),
    )
    const back = restated(struck.decision.id, '2026-09-01')
    expect(refusal(await rotherham.decide(licenceId, back))).toEqual([422, 'search-missing', '/searchId'])
    const unstruck = annul('grant', struck.decision.id)
    expect(refusal(await rotherham.decide(licenceId, unstruck))).toEqual([422, 'search-missing', '/searchId'])
    const search = await rotherham.searched(application)
    expect((await rotherham.decide(licenceId, { ...unstruck, ...search })).statusCode).toBe(202)
  })
  it('and no other: a search that is named is refused', async () => {
    const { application, decisionId, licenceId } = await granted()
    const { searchId } = await rotherham.searched(application)
    const notTaken = [422, 'search-not-for-this-decision', '/searchId']
    for (const body of [restated(decisionId, '2026-09-01'), annul('grant', decisionId), suspend()])
      expect(refusal(await rotherham.decide(licenceId, { ...body, searchId }))).toEqual(notTaken)
    expect((await rotherham.decide(licenceId, restated(decisionId, '2026-09-01'))).statusCode).toBe(202)
  })
})

const subjectOf = async (applicationId: string) =>
  (await rotherham.officer.get(`/v1/applications/${applicationId}`)).json().subject as { id: string }
