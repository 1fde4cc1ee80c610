import { createHash } from 'node:crypto'
import { buildApp } from '../app.js'
import { addDays, type CivilDate } from '../domain/calendar.js'
import type { LicenceKind } from '../domain/words.js'
import { tokenForEvaluation } from '../features/access/index.js'
import type { Deps } from '../platform/deps.js'
import { makeLog } from '../platform/log.js'
import type { DemoAuthority } from './cast.store.js'

export interface GrantedLicence {
  authority: DemoAuthority
  id: string
  version: number
}

export interface Application {
  kind: LicenceKind
  holderId: string
  receivedOn: CivilDate
  reference?: string
}

/** Writes the demonstration data the way officers would: over the API, with their tokens. Every key and id is fixed, so a load that was cut short goes on. */
export async function makeScribe(deps: Deps, today: CivilDate) {
  let step = 0
  let made = 0
  // In order of creation like UUID version 7, but the same at every load.
  const newId = () => {
    const hash = createHash('sha256').update(`demonstration/${step}/${++made}`).digest('hex')
    const time = (1_767_225_600_000 + step * 1000 + made).toString(16).padStart(12, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
  }
  const app = await buildApp({ ...deps, newId, log: makeLog({ logLevel: 'silent' }) })
  const tokens = new Map<string, string>()

  const post = <T>(as: string, url: string, body?: object, version?: number) => send<T>('POST', as, url, body, version)

  async function send<T>(
    method: 'POST' | 'PUT',
    as: string,
    url: string,
    body?: object,
    version?: number,
  ): Promise<T & { id: string }> {
    step += 1
    made = 0
    const token = tokens.get(as) ?? (await tokenForEvaluation(deps, as))
    tokens.set(as, token)
    const headers = {
      authorization: `Bearer ${token}`,
      'idempotency-key': `demonstration-${step}`,
      ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
    }
    const response = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
    if (response.statusCode >= 300)
      throw new Error(`demonstration step ${step}, ${method} ${url}: ${response.statusCode} ${response.body}`)
    return response.json<T & { id: string }>()
  }

  const officer = (authority: DemoAuthority) => `${authority}.officer`
  const senior = (authority: DemoAuthority) => `${authority}.senior`
  const officerDecides = { capacity: 'officer-delegated', name: 'Licensing Manager' }
  const committeeDecides = { capacity: 'sub-committee', name: 'Licensing Sub-Committee' }
  const ago = (days: number): CivilDate => addDays(today, -days)

  const record = (subject: 'drivers' | 'vehicles' | 'operators') => async (authority: DemoAuthority, body: object) =>
    (await post(officer(authority), `/v1/${subject}`, body)).id

  async function apply(authority: DemoAuthority, { holderId, ...application }: Application): Promise<string> {
    return (await post(officer(authority), '/v1/applications', { type: 'new', subjectId: holderId, ...application })).id
  }

  return {
    ago,
    apply,
    recordDriver: record('drivers'),
    recordVehicle: record('vehicles'),
    recordOperator: record('operators'),

    /** A licence from `startsOn`, decided a week before it starts, and before the authority joined: with a search made elsewhere. */
    async grant(
      authority: DemoAuthority,
      licence: { kind: LicenceKind; holderId: string; number: string; startsOn: CivilDate; endsOn: CivilDate },
    ): Promise<GrantedLicence> {
      const { kind, holderId, number, startsOn, endsOn } = licence
      const decidedOn = addDays(startsOn, -7) < today ? addDays(startsOn, -7) : ago(1)
      const application = await apply(authority, { kind, holderId, receivedOn: addDays(decidedOn, -21) })
      const grant = {
        type: 'grant',
        number,
        period: { startsOn, endsOn },
        decidedOn,
        legalBasis: GRANTED_UNDER[authority === 'tfl' ? 'london' : 'elsewhere'][kind],
        decidedBy: officerDecides,
      }
      const { licence: granted } = await post<{ licence: { id: string; version: number } }>(
        officer(authority),
        `/v1/applications/${application}/decision`,
        grant,
      )
      return { authority, id: granted.id, version: granted.version }
    },

    async refuse(authority: DemoAuthority, application: Application, refusal: object): Promise<void> {
      const id = await apply(authority, application)
      await post(officer(authority), `/v1/applications/${id}/decision`, {
        type: 'refuse-application',
        decidedBy: committeeDecides,
        ...refusal,
      })
    },

    /** An application to renew, undecided. Answers its id. */
    async applyToRenew({ authority, id }: GrantedLicence, receivedOn: CivilDate): Promise<string> {
      const application = { type: 'renewal', licenceId: id, receivedOn }
      return (await post(officer(authority), '/v1/applications', application)).id
    },

    /** Answers the refusal's id. */
    async refuseToRenew({ authority }: GrantedLicence, applicationId: string, refusal: object): Promise<string> {
      const body = { type: 'refuse-renewal', decidedBy: committeeDecides, ...refusal }
      const url = `/v1/applications/${applicationId}/decision`
      return (await post<{ decision: { id: string } }>(officer(authority), url, body)).decision.id
    },

    /** A decision of one officer. Answers its id. */
    async decide(licence: GrantedLicence, decision: object): Promise<string> {
      const body = { decidedBy: committeeDecides, ...decision }
      const { decision: decided } = await post<{ decision: { id: string } }>(
        officer(licence.authority),
        `/v1/licences/${licence.id}/decisions`,
        body,
        licence.version,
      )
      licence.version += 1
      return decided.id
    },

    /** A decision that gives a licence back: proposed by the officer, approved by the senior officer. */
    async decideTogether(licence: GrantedLicence, decision: object): Promise<void> {
      const body = { decidedBy: officerDecides, ...decision }
      const proposal = await post(
        officer(licence.authority),
        `/v1/licences/${licence.id}/decisions`,
        body,
        licence.version,
      )
      await post(senior(licence.authority), `/v1/proposals/${proposal.id}/approval`)
      licence.version += 1
    },

    /** Answers the appeal's id. */
    async appeal(authority: DemoAuthority, decisionId: string, on: CivilDate): Promise<string> {
      const url = `/v1/decisions/${decisionId}/appeals`
      const lodged = await post<{ appeal: { id: string } }>(officer(authority), url, { on, court: 'magistrates-court' })
      return lodged.appeal.id
    },

    async dismissAppeal(authority: DemoAuthority, appealId: string, on: CivilDate): Promise<void> {
      const step = { type: 'dismissed', on, court: 'magistrates-court' }
      await post(officer(authority), `/v1/appeals/${appealId}/steps`, step)
    },

    async allowAppeal(authority: DemoAuthority, appealId: string, on: CivilDate): Promise<void> {
      const step = { type: 'allowed', on, court: 'magistrates-court' }
      const proposal = await post(officer(authority), `/v1/appeals/${appealId}/steps`, step)
      await post(senior(authority), `/v1/proposals/${proposal.id}/approval`)
    },

    async suspendElsewhere(imposedBy: DemoAuthority, suspension: object): Promise<void> {
      await post(officer(imposedBy), '/v1/temporary-suspensions', { decidedBy: officerDecides, ...suspension })
    },

    /** The first version of its own making: proposed by one senior officer, approved by another. */
    async state(authority: DemoAuthority, standards: object): Promise<void> {
      const proposal = await send('PUT', senior(authority), `/v1/authorities/${authority}/standards`, standards, 1)
      await post(`${authority}.senior-2`, `/v1/proposals/${proposal.id}/approval`)
    },

    /** A fact about the camera of a vehicle of Rotherham. */
    async camera(vehicleId: string, fact: object): Promise<void> {
      await post(officer('rotherham'), `/v1/vehicles/${vehicleId}/cctv-facts`, fact)
    },

    /** A fact about a driver of Rotherham. */
    async driverFact(driverId: string, fact: object): Promise<void> {
      await post(officer('rotherham'), `/v1/drivers/${driverId}/criteria-facts`, fact)
    },

    close: () => app.close(),
  }
}
export type Scribe = Awaited<ReturnType<typeof makeScribe>>

const GRANTED_UNDER: Record<'london' | 'elsewhere', Record<LicenceKind, string>> = {
  elsewhere: {
    'hackney-carriage-driver': 'tpca-1847-s46',
    'private-hire-driver': 'lgmpa-1976-s51',
    'hackney-carriage-vehicle': 'tpca-1847-s37',
    'private-hire-vehicle': 'lgmpa-1976-s48',
    'private-hire-operator': 'lgmpa-1976-s55',
  },
  london: {
    'hackney-carriage-driver': 'mpca-1869-s8',
    'private-hire-driver': 'phvla-1998-s13',
    'hackney-carriage-vehicle': 'mpca-1869-s6',
    'private-hire-vehicle': 'phvla-1998-s7',
    'private-hire-operator': 'phvla-1998-s3',
  },
}
