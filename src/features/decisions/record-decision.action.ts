import { refuse } from '../../domain/refusal.js'
import type { DecisionType } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { requireSearchOfCorrection } from './correction-search.action.js'
import type { RecordDecision } from './decision.schema.js'
import type { Proposal } from '../proposals/index.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import { HISTORY_MOVED, judge, openHistory, recordOrPropose } from './put-on-record.action.js'
import type { RecordedDecision } from './recorded.js'

/** Where a decision of these types is first recorded; here it can only be corrected. */
const RECORDED_ELSEWHERE: Partial<Record<DecisionType, string>> = {
  grant: 'POST /v1/applications/{id}/decision',
  renew: 'POST /v1/applications/{id}/decision',
  'refuse-renewal': 'POST /v1/applications/{id}/decision',
}

/** `version`: of the licence, as the officer read it before deciding. */
export async function recordDecision(
  tx: Tx,
  act: Acting,
  { licenceId, version }: { licenceId: string; version: number },
  input: RecordDecision,
): Promise<Outcome<RecordedDecision | Proposal>> {
  const history = await openHistory(tx, { licenceId, applicationId: null }, act.caller.authoritySlug)
  if (!history) return NOT_FOUND
  if (history.version !== version) return HISTORY_MOVED
  if (input.type === 'temporary-suspension-by-other-authority') {
    const detail = 'Only another authority imposes it: POST /v1/temporary-suspensions. It ends by itself.'
    return refuse('imposed-by-another-authority', detail, '/type')
  }
  const elsewhere = RECORDED_ELSEWHERE[input.type]
  if (elsewhere && !input.correction) {
    return refuse(
      'field-missing',
      `A decision of type ${input.type} is recorded by ${elsewhere}; here it can be corrected.`,
      '/correction',
    )
  }
  const judged = judge(history, input, todayOf(act))
  if (!judged.ok) return judged
  const about = { history, fact: judged.decision, searchId: input.searchId, decisionId: null }
  const missing = await requireSearchOfCorrection(tx, act, about)
  return missing ? { ok: false, refusal: missing } : recordOrPropose(tx, act, judged, { history, input })
}
