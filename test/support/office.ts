import type { LightMyRequestResponse } from 'fastify'
import { londonDate } from '../../src/domain/calendar.js'
import type { LicenceKind } from '../../src/domain/words.js'
import { aDriver, anOperator, aVehicle, type DriverBody } from './people.js'
import type { Person, Registry } from './registry.js'

/** Who decides, in tests. Fictional, like everyone here. */
export const DECIDED_BY = { capacity: 'officer-delegated', name: 'Licensing Manager' }
const TERM = { startsOn: '2026-03-02', endsOn: '2027-03-01' }
const GRANTING: Record<LicenceKind, string> = {
  'hackney-carriage-driver': 'tpca-1847-s46',
  'private-hire-driver': 'lgmpa-1976-s51',
  'hackney-carriage-vehicle': 'tpca-1847-s37',
  'private-hire-vehicle': 'lgmpa-1976-s48',
  'private-hire-operator': 'lgmpa-1976-s55',
}

export interface Granted {
  id: string
  version: number
  number: string
  holder: { kind: string; id: string }
  standingNow: { verdict: string; situation: string }
  standing: { from: string | null; until: string | null; verdict: string; situation: string }[]
  periods: { startsOn: string; endsOn: string; decisionId: string }[]
}

/** What the officers of one authority do all day, in one line each. Every act goes through the front door. */
export function office(registry: Registry, authority = 'rotherham') {
  const officer = registry.as(`${authority}.officer`)
  const senior = registry.as(`${authority}.senior`)
  let count = 0

  const made = (answer: LightMyRequestResponse) => {
    if (answer.statusCode !== 201) throw new Error(`${answer.statusCode} ${answer.body}`)
    return answer.json()
  }
  const subject = async (kind: LicenceKind): Promise<string> => {
    if (kind.endsWith('driver')) return made(await officer.post('/v1/drivers', aDriver())).id
    if (kind.endsWith('vehicle')) return made(await officer.post('/v1/vehicles', aVehicle())).id
    return made(await officer.post('/v1/operators', anOperator())).id
  }
  const apply = async (kind: LicenceKind = 'private-hire-driver', subjectId?: string): Promise<string> =>
    made(
      await officer.post('/v1/applications', {
        type: 'new',
        kind,
        subjectId: subjectId ?? (await subject(kind)),
        receivedOn: '2026-02-20',
      }),
    ).id
  const applyToRenew = async (licenceId: string, receivedOn = '2026-02-20'): Promise<string> =>
    made(await officer.post('/v1/applications', { type: 'renewal', licenceId, receivedOn })).id
  const grantBody = (kind: LicenceKind, overrides: object = {}) => ({
    type: 'grant',
    number: `T-${++count}`,
    period: TERM,
    decidedOn: '2026-03-02',
    legalBasis: GRANTING[kind],
    decidedBy: DECIDED_BY,
    ...overrides,
  })
  /** Question of a search for the applicant, just as recorded. */
  const searchFor = async (applicationId: string, overrides: object = {}) => {
    const application = (await officer.get(`/v1/applications/${applicationId}`)).json()
    const driver = (await officer.get(`/v1/drivers/${application.subject.id}`)).json()
    return {
      purpose: application.type === 'new' ? 'new-application' : 'renewal',
      applicationReference: applicationId,
      person: personOf(driver),
      ...overrides,
    }
  }
  /** Searches for the applicant and rejects every exact and strong candidate: what a grant or renewal of a driver's licence must name. */
  const searched = async (applicationId: string): Promise<{ searchId: string }> => {
    const question = await searchFor(applicationId)
    for (let again = 0; again < 10; again++) {
      const search: Search = made(await officer.post('/v1/entry-searches', question))
      const open = search.candidates.filter(({ band, review }) => band !== 'possible' && review === null)
      for (const { reference } of open) made(await review(search, reference, 'rejected'))
      if (open.length < 5) return { searchId: search.id }
    }
    throw new Error('there is no end of candidates')
  }
  const review = (search: { id: string }, reference: string, verdict: string, by: Person = officer) =>
    by.post(`/v1/entry-searches/${search.id}/candidates/${reference}/reviews`, { verdict, why: 'Compared by hand.' })
  /** With its search, where the decision is one of today and on a driver's licence. */
  const tryGrant = async (kind: LicenceKind, overrides: object = {}, subjectId?: string, by: Person = officer) => {
    const id = await apply(kind, subjectId)
    const body = grantBody(kind, overrides)
    const isSearched = kind.endsWith('driver') && body.decidedOn === londonDate(registry.clock.now().getTime())
    return by.post(`/v1/applications/${id}/decision`, isSearched ? { ...(await searched(id)), ...body } : body)
  }
  const grant = async (
    kind: LicenceKind = 'private-hire-driver',
    overrides: object = {},
    subjectId?: string,
  ): Promise<Granted> => made(await tryGrant(kind, overrides, subjectId)).licence
  /** Refuses an application of this driver on relevant information, which makes an entry. */
  const refuse = async (driver: DriverBody, overrides: object = {}) => {
    const driverId: string = made(await officer.post('/v1/drivers', driver)).id
    const body = refuseApplication({ relevantInformation: ['sexual-offence'], ...overrides })
    const answer = await officer.post(`/v1/applications/${await apply('private-hire-driver', driverId)}/decision`, body)
    return { driverId, decisionId: made(answer).decision.id as string }
  }
  const read = async (licenceId: string): Promise<Granted> => (await officer.get(`/v1/licences/${licenceId}`)).json()
  /** On the licence as it is now, unless `version` says otherwise. */
  const decide = async (licenceId: string, body: object, { by = officer, version = 0 } = {}) =>
    by.post(`/v1/licences/${licenceId}/decisions`, body, {
      'if-match': `"${version || (await read(licenceId)).version}"`,
    })
  const approve = (answer: LightMyRequestResponse, by: Person = senior) =>
    by.post(`/v1/proposals/${answer.json().id}/approval`)

  return {
    officer,
    senior,
    made,
    subject,
    apply,
    applyToRenew,
    grantBody,
    searchFor,
    searched,
    review,
    tryGrant,
    grant,
    refuse,
    read,
    decide,
    approve,
  }
}

export interface Search {
  id: string
  applicationId: string | null
  outcome: string
  advice: string | null
  candidates: {
    reference: string
    band: string
    agreement: string[]
    holdingAuthority: { slug: string }
    decision: object | null
    review: { verdict: string } | null
  }[]
  conflicts: string[]
  registerVersion: number
}

/** A driver, as recorded or as sent, as a search asks for: the present address first. */
export const personOf = (driver: DriverBody) => ({
  names: [
    { type: 'full', familyName: driver.familyName, givenNames: driver.givenNames },
    ...(driver.otherNames ?? []).map(({ type, familyName, givenNames }) => ({ type, familyName, givenNames })),
  ],
  dateOfBirth: driver.dateOfBirth,
  addresses: (driver.addresses ?? []).map(({ line1, town, postcode }) => ({ line1, town, postcode })).reverse(),
  drivingLicences: driver.drivingLicence ? [driver.drivingLicence] : [],
  niNumber: driver.niNumber ?? null,
})

const against = (type: string, overrides: object) => ({
  type,
  decidedOn: '2026-03-02',
  notifiedOn: '2026-03-02',
  legalBasis: 'lgmpa-1976-s61-1',
  grounds: ['not-fit-and-proper'],
  reasons: 'Reasons of a fictional case.',
  decidedBy: DECIDED_BY,
  ...overrides,
})

/** Bodies of decisions on a driver's licence outside London, all of Monday 2 March 2026. */
export const suspend = (overrides: object = {}) => against('suspend', overrides)
export const revoke = (overrides: object = {}) => against('revoke', overrides)
export const refuseApplication = (overrides: object = {}) =>
  against('refuse-application', { legalBasis: 'lgmpa-1976-s51', ...overrides })
export const refuseRenewal = (overrides: object = {}) => against('refuse-renewal', overrides)
export const lift = (liftsDecisionId: string, overrides: object = {}) => ({
  type: 'lift-suspension',
  liftsDecisionId,
  decidedOn: '2026-03-02',
  legalBasis: 'lgmpa-1976-s61-1',
  decidedBy: DECIDED_BY,
  ...overrides,
})
export const annul = (type: string, decisionId: string) => ({
  type,
  decidedOn: '2026-03-02',
  decidedBy: DECIDED_BY,
  correction: { decisionId, effect: 'annul', why: 'Recorded on the wrong file.' },
})

/** Code of the refusal and the fields it names. */
export function refusal(answer: LightMyRequestResponse): [number, string, ...string[]] {
  const problem = answer.json()
  return [
    answer.statusCode,
    problem.type.replace('/problems/', ''),
    ...(problem.errors ?? []).map((e: { pointer: string }) => e.pointer),
  ]
}
