import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { findHolding } from '../licences/index.js'
import { findGssCode } from './authority-code.store.js'
import type { DecisionInput } from './decision.schema.js'
import { judge, openHistory, putOnRecord, todayOf, type Acting } from './put-on-record.action.js'
import type { RecordTemporarySuspension, TemporarySuspension } from './temporary-suspension.schema.js'

/** One English authority suspends another's licence for a short time. It learns that this was recorded, and nothing else of the licence. */
export async function recordTemporarySuspension(
  tx: Tx,
  act: Acting,
  { issuingAuthority, kind, number, ...rest }: RecordTemporarySuspension,
): Promise<Outcome<TemporarySuspension>> {
  if ((await findGssCode(tx, issuingAuthority)) === undefined) {
    return {
      ok: false,
      refusal: {
        code: 'authority-not-found',
        detail: 'No licensing authority has this slug.',
        pointer: '/issuingAuthority',
      },
    }
  }
  const licenceId = await findHolding(tx, { authoritySlug: issuingAuthority, kind, number, at: act.now })
  const history =
    licenceId === undefined ? undefined : await openHistory(tx, { licenceId, applicationId: null }, issuingAuthority)
  if (!history) return NOT_FOUND
  const input: DecisionInput = { ...rest, type: 'temporary-suspension-by-other-authority', conditions: [] }
  const imposedBy = await findGssCode(tx, act.caller.authoritySlug)
  const judged = judge(history, input, todayOf(act), imposedBy)
  if (!judged.ok) {
    // What the law calls type or imposedBy are no fields of this body: who imposes is who calls.
    const { pointer, ...refusal } = judged.refusal
    return { ok: false, refusal: pointer !== undefined && pointer.slice(1) in rest ? judged.refusal : refusal }
  }
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
