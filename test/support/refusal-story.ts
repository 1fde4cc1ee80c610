import type { LightMyRequestResponse } from 'fastify'
import type { PERMISSIONS } from '../../src/domain/permission.js'
import { aRow, fileOf, sendFile } from './import.js'
import { office, personOf } from './office.js'
import { aDriver } from './people.js'
import type { Registry } from './registry.js'

export type Write = (
  operation: keyof typeof PERMISSIONS,
  act: () => Promise<LightMyRequestResponse>,
) => Promise<LightMyRequestResponse>

/**
 * Refused in Rotherham, licensed in Sheffield after search, request and answer; a concern about him, and entries made by hand and from a file: every
 * act on entries at least once, each through `write` under its name.
 */
export async function refusedThereAndLicensedHere(registry: Registry, write: Write): Promise<void> {
  const [rotherham, sheffield] = [office(registry), office(registry, 'sheffield')]
  const person = aDriver()
  const { driverId } = await rotherham.refuse(person)
  const [event] = (await rotherham.officer.get('/v1/entries/outbox')).json().items
  const mirrored = { eventId: event.eventId, reference: 'NR3S-1' }
  await write('recordMirroring', () => rotherham.officer.post('/v1/entries/outbox/mirrorings', mirrored))

  const applicant = rotherham.made(await sheffield.officer.post('/v1/drivers', person))
  const applicationReference = await sheffield.apply('private-hire-driver', applicant.id)
  const question = { purpose: 'new-application', applicationReference, person: personOf(person) }
  const search = (await write('searchEntries', () => sheffield.officer.post('/v1/entry-searches', question))).json()
  const [{ reference: candidate }] = search.candidates
  await write('reviewCandidate', () => sheffield.review(search, candidate, 'confirmed'))
  const ask = () => sheffield.officer.post('/v1/information-requests', { candidate })
  const url = `/v1/information-requests/${(await write('createInformationRequest', ask)).json().id}`
  await write('acknowledgeInformationRequest', () => rotherham.officer.post(`${url}/receipt`))
  const provided = { outcome: 'provided', text: 'Fictional.' }
  await write('answerInformationRequest', () => rotherham.officer.post(`${url}/answer`, provided))
  const grant = { ...sheffield.grantBody('private-hire-driver', { number: 'STORY-1' }), searchId: search.id }
  await write('determineApplication', () =>
    sheffield.officer.post(`/v1/applications/${applicationReference}/decision`, grant),
  )

  const [alert] = (await sheffield.officer.get('/v1/alerts')).json().items
  const view = { view: 'same-person', why: 'Fictional.' }
  await write('acknowledgeAlert', () => sheffield.officer.post(`/v1/alerts/${alert.id}/views`, view))
  // An amended entry: whoever asked before is told.
  const newName = { familyName: 'Renamed-Fictional' }
  const ofFirst = { 'if-match': '"1"' }
  await write('updateDriver', () => rotherham.officer.patch(`/v1/drivers/${driverId}`, newName, ofFirst))
  const seen = {
    issuingAuthority: 'sheffield',
    kind: 'private-hire-driver',
    number: 'STORY-1',
    awareOn: '2026-03-02',
    text: 'Fictional.',
    relevantInformation: ['harassment'],
  }
  const concern = (await write('reportConcern', () => rotherham.officer.post('/v1/concerns', seen))).json()
  const answer = { action: 'no-action', reasons: 'Fictional.' }
  await write('answerConcern', () => sheffield.officer.post(`/v1/concerns/${concern.id}/answer`, answer))

  const { decisionId } = await office(registry, 'cardiff').refuse(aDriver())
  await write('makeEntry', () => registry.as('cardiff.officer').post('/v1/entries', { decisionId }))
  const sent = await write('importEntries', () => sendFile(rotherham.officer, fileOf([aRow()])))
  await write('approveProposal', () => rotherham.approve(sent))
  const imported = (await rotherham.officer.get('/v1/entries')).json().items.at(-1)
  for (const [operation, noun, cause] of [
    ['removeEntry', 'removal', 'made-in-error'],
    ['reinstateEntry', 'reinstatement', 'appeal-not-allowed'],
  ] as const) {
    const change = { changedOn: '2026-03-02', cause, why: 'Fictional.' }
    const proposed = await write(operation, () => rotherham.officer.post(`/v1/entries/${imported.id}/${noun}`, change))
    await write('approveProposal', () => rotherham.approve(proposed))
  }
}
