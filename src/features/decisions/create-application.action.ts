import { refuse } from '../../domain/refusal.js'
import { CLASS_OF_KIND } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import type { Outcome } from '../../platform/outcome.js'
import { startDuty } from '../duties/index.js'
import { findLicence, lockLicence, rewriteStanding } from '../licences/index.js'
import type { Application, CreateApplication } from './application.schema.js'
import { findApplication, insertApplication } from './application.store.js'
import { todayOf, type Acting } from '../../platform/acting.js'

/** Records an application. One to renew changes what is said of the days after expiry where the law leaves them open, so it rewrites the standing. */
export async function createApplication(tx: Tx, act: Acting, input: CreateApplication): Promise<Outcome<Application>> {
  const { authoritySlug } = act.caller
  if (input.receivedOn > todayOf(act))
    return refuse('date-in-future', 'An application cannot be recorded before it is received.', '/receivedOn')
  const id = act.newId()
  const common = {
    id,
    authoritySlug,
    receivedOn: input.receivedOn,
    reference: input.reference ?? null,
    createdAt: act.now,
  }
  if (input.type === 'new') {
    await insertApplication(tx, {
      ...common,
      type: 'new',
      kind: input.kind,
      subjectId: input.subjectId,
      licenceId: null,
    })
  } else {
    const { licenceId } = input
    const licence = (await lockLicence(tx, licenceId, authoritySlug))
      ? await findLicence(tx, licenceId, authoritySlug, act.now)
      : undefined
    if (!licence)
      return {
        ok: false,
        refusal: { code: 'licence-not-found', detail: 'Your authority has no such licence.', pointer: '/licenceId' },
      }
    await insertApplication(tx, {
      ...common,
      type: 'renewal',
      kind: licence.kind,
      subjectId: licence.holder.id,
      licenceId,
    })
    await rewriteStanding(tx, licenceId)
  }
  const application = await findApplication(tx, id, authoritySlug)
  if (!application) throw new Error('an application just recorded is not found')
  if (CLASS_OF_KIND[application.kind] === 'driver') {
    const object = { kind: 'application', id }
    await startDuty(tx, act, { kind: 'search-entries', authoritySlug, object, from: input.receivedOn })
  }
  return { ok: true, body: application, object: { kind: 'application', id }, location: `/v1/applications/${id}` }
}
