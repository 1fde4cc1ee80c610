import type { LightMyRequestResponse } from 'fastify'
import { CCTV_CHECK_ITEMS } from '../../src/domain/words.js'
import { CCTV_RULE, newStandards } from './standards.js'
import { office } from './office.js'
import type { Person, Registry } from './registry.js'

/** Bodies of facts about a camera that meets CCTV_RULE, all of Monday 2 March 2026 unless `overrides` says otherwise. Nobody and nothing here exists. */
const fact =
  (type: string, fields: object = {}) =>
  (overrides: object = {}) => ({ type, on: '2026-03-02', ...fields, ...overrides })

export const installation = fact('installation', {
  make: 'Imaginary Optics',
  model: 'Guardian 4',
  serial: 'G4-000123',
  installer: 'Fictional Fitters Ltd',
  camerasIn: 2,
  camerasOut: 1,
  isAudioCapable: true,
  hasSignage: true,
  dataController: 'Fictional Cars Ltd',
})
export const removal = fact('removal')
export const PASSED = Object.fromEntries(CCTV_CHECK_ITEMS.map((item) => [item, 'pass']))
export const inspection = fact('inspection', { by: 'Fictional Testing Station', results: PASSED })
export const fault = fact('fault', { description: 'No picture: said by Farah Fictional.' })
export const repair = (faultId: string, overrides: object = {}) => fact('repair', { faultId })(overrides)
export const condition = (decisionId: string, overrides: object = {}) => fact('condition', { decisionId })(overrides)
export const exemption = fact('exemption', {
  ground: 'executive-hire',
  until: '2026-09-01',
  decidedBy: 'Licensing Manager',
  reasons: 'Hired by Farah Fictional only.',
})
export const exemptionEnd = (exemptionId: string, overrides: object = {}) =>
  fact('exemption-end', { exemptionId })(overrides)
export const footageRequest = fact('footage-request', {
  legalBasis: 'crime-or-taxation',
  requester: 'PC Farah Fictional',
  why: 'Fare dispute of 1 March.',
})
export const footageDecision = (requestId: string, overrides: object = {}) =>
  fact('footage-decision', { requestId, decision: 'granted', reasons: 'Proportionate, says Farah.' })(overrides)
export const footageHandover = (requestId: string, overrides: object = {}) =>
  fact('footage-handover', { requestId, recipient: 'PC Farah Fictional' })(overrides)

export const annulment = (type: string, factId: string) => ({
  type,
  correction: { factId, effect: 'annul', why: 'Recorded on the wrong vehicle, says Farah.' },
})
export const replacing = (factId: string, body: object) => ({
  ...body,
  correction: { factId, effect: 'replace', why: 'The invoice says otherwise, says Farah.' },
})

/** The camera of one vehicle, through the front door. */
export function camera(registry: Registry, vehicleId: string, authority = 'rotherham') {
  const { officer, made, approve } = office(registry, authority)
  const url = `/v1/vehicles/${vehicleId}/cctv-facts`
  const send = (body: object, headers?: Record<string, string>, by: Person = officer) => by.post(url, body, headers)
  /** Of what one officer records alone. Answers the fact and the compliance. */
  const record = async (body: object) => made(await send(body))
  /** Of what needs two persons. Answers the id of the fact. */
  const agree = async (body: object): Promise<string> => {
    const proposed: LightMyRequestResponse = await send(body)
    if (proposed.statusCode !== 202) throw new Error(`${proposed.statusCode} ${proposed.body}`)
    return made(await approve(proposed)).proposal.outcome.resultId
  }
  const facts = async () => (await officer.get(url)).json().items
  const compliance = async (at?: string) =>
    (await officer.get(`/v1/vehicles/${vehicleId}/cctv-compliance${at ? `?at=${encodeURIComponent(at)}` : ''}`)).json()
  /** Status now, under each licence. */
  const statuses = async (at?: string): Promise<string[]> =>
    (await compliance(at)).licences.map(({ holds }: { holds: { status: string } }) => holds.status)
  return { url, send, record, agree, facts, compliance, statuses }
}

/** States CCTV_RULE as the policy that the authority has had since 2015. */
export const askForCameras = (registry: Registry, authority = 'rotherham', rule: object = {}) =>
  newStandards(registry, authority, { effectiveFrom: '2015-07-06', cctv: { ...CCTV_RULE, ...rule } })
