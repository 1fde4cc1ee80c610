import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, refused, type Outcome } from '../../platform/outcome.js'
import type { AcknowledgeAlert, Alert } from './alert.schema.js'
import { findAlert } from './alert.store.js'
import { insertView, nextSeq } from './view.store.js'

const MOST_VIEWS = 50

/** Puts what the authority makes of an alert on record, beside what it made of it before. The other authority's view is its own. */
export async function acknowledgeAlert(
  tx: Tx,
  { caller, now, newId }: Acting,
  alertId: string,
  body: AcknowledgeAlert,
): Promise<Outcome<Alert>> {
  const { authoritySlug, clientId, personId } = caller
  const reader = { ownSlug: authoritySlug, now }
  if (!(await findAlert(tx, reader, alertId))) return NOT_FOUND
  const seq = await nextSeq(tx, alertId, authoritySlug)
  if (seq > MOST_VIEWS) return refused('list-full', `An authority records at most ${MOST_VIEWS} views.`)
  const id = newId()
  const by = { recordedAt: now, recordedByClientId: clientId, recordedByPersonId: personId }
  await insertView(tx, { ...body, ...by, id, alertId, authoritySlug, seq })
  const alert = await findAlert(tx, reader, alertId)
  if (!alert) throw new Error('an alert is never deleted')
  return { ok: true, body: alert, object: { kind: 'alert-view', id }, location: `/v1/alerts/${alertId}` }
}
