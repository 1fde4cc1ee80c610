import { refuse, type Refusal, type RefusalCode } from '../../domain/refusal.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, refused, type AnyRefusal, type Outcome } from '../../platform/outcome.js'
import { findGssCode } from '../authorities/index.js'
import { findHolding } from '../licences/index.js'
import type { DecisionInput } from './decision.schema.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import { judge, openHistory, putOnRecord } from './put-on-record.action.js'
import type { RecordTemporarySuspension, TemporarySuspension } from './temporary-suspension.schema.js'

/** One English authority suspends another's licence for a short time. It learns that this was recorded, and nothing else of the licence. */
export async function recordTemporarySuspension(
  tx: Tx,
  act: Acting,
  { issuingAuthority, kind, number, ...rest }: RecordTemporarySuspension,
): Promise<Outcome<TemporarySuspension>> {
  if ((await findGssCode(tx, issuingAuthority)) === undefined) {
    return refused('authority-not-found', 'No licensing authority has this slug.', '/issuingAuthority')
  }
  if (issuingAuthority === act.caller.authoritySlug) {
    return refuse(
      'temporary-suspension-by-issuer',
      'Your authority suspends its own licences under its own powers.',
      '/issuingAuthority',
    )
  }
  const licenceId = await findHolding(tx, { authoritySlug: issuingAuthority, kind, number, at: act.now })
  const history =
    licenceId === undefined ? undefined : await openHistory(tx, { licenceId, applicationId: null }, issuingAuthority)
  if (!history) return NOT_FOUND
  const input: DecisionInput = { ...rest, type: 'temporary-suspension-by-other-authority', conditions: [] }
  const imposedBy = await findGssCode(tx, act.caller.authoritySlug)
  const judged = judge(history, input, todayOf(act), { imposedBy: imposedBy ?? null })
  if (!judged.ok) return { ok: false, refusal: tellable(judged.refusal, rest) }
  const { decision } = await putOnRecord(tx, act, { history, fact: judged.decision, input })
  const { id, takesEffectOn, suspensionEndsOn } = decision
  if (takesEffectOn === null || suspensionEndsOn === null)
    throw new Error('a temporary suspension without its two dates')
  return {
    ok: true,
    body: { decisionId: id, takesEffectOn, suspensionEndsOn },
    object: { kind: 'decision', id },
    location: `/v1/decisions/${id}`,
  }
}

/** What the law answers from the history of another authority's licence: when it was granted, whether it was revoked, surrendered or let go. */
const OF_THE_HISTORY: readonly RefusalCode[] = [
  'no-licence',
  'decided-before-grant',
  'licence-revoked',
  'licence-surrendered',
  'licence-expired',
]

/** A refusal in words that this caller may hear, of fields that it sent: type and imposedBy are none, since who imposes is who calls. */
function tellable(refusal: Refusal, sent: object): AnyRefusal {
  const { pointer, ...rest } = refusal
  if (OF_THE_HISTORY.includes(refusal.code)) {
    return {
      code: 'licence-not-in-force',
      detail: 'The licence could not be suspended as of that day: it was not in force.',
      pointer: '/decidedOn',
    }
  }
  return pointer !== undefined && pointer.slice(1) in sent ? refusal : rest
}
