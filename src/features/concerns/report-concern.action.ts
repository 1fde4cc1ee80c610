import { refuse } from '../../domain/refusal.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, refused, type Outcome } from '../../platform/outcome.js'
import { findGssCode } from '../authorities/index.js'
import { finishDuty, startDuty } from '../duties/index.js'
import { findHolding } from '../licences/index.js'
import type { Concern, ReportConcern } from './concern.schema.js'
import { findConcern } from './concern.store.js'
import { insertConcern } from './report.store.js'

/**
 * Reports relevant information about a driver to the authority that issued the licence (2022 Act s.5(2)). The report ends the reporter's 10 working
 * days and starts the issuer's 20, since it is aware from that day (s.6(2)). An authority outside England may report and be told; no clock binds it.
 */
export async function reportConcern(
  tx: Tx,
  act: Acting,
  { issuingAuthority, ...concern }: ReportConcern,
): Promise<Outcome<Concern>> {
  const { caller, now, secrets } = act
  const fromSlug = caller.authoritySlug
  const today = todayOf(act)
  if ((await findGssCode(tx, issuingAuthority)) === undefined)
    return refused('authority-not-found', 'No licensing authority has this slug.', '/issuingAuthority')
  if (issuingAuthority === fromSlug)
    return refused(
      'concern-about-own-licence',
      'Your authority decides on its own licences itself.',
      '/issuingAuthority',
    )
  if (concern.awareOn > today) return refuse('date-in-future', 'Nobody is aware of something before it is.', '/awareOn')
  const { kind, number } = concern
  const licenceId = await findHolding(tx, { authoritySlug: issuingAuthority, kind, number, at: now })
  if (licenceId === undefined) return NOT_FOUND

  const id = act.newId()
  await insertConcern(tx, secrets, {
    ...concern,
    id,
    fromSlug,
    toSlug: issuingAuthority,
    licenceId,
    reportedOn: today,
    recordedAt: now,
    recordedByClientId: caller.clientId,
    recordedByPersonId: caller.personId,
  })
  const object = { kind: 'concern', id }
  await startDuty(tx, act, { kind: 'report-concern', authoritySlug: fromSlug, object, from: concern.awareOn })
  await finishDuty(tx, act, { kind: 'report-concern', objectId: id })
  await startDuty(tx, act, { kind: 'consider-concern', authoritySlug: issuingAuthority, object, from: today })
  const body = await findConcern(tx, id, fromSlug, today)
  if (!body) throw new Error('a concern just reported is not found')
  return { ok: true, body, object, location: `/v1/concerns/${id}` }
}
