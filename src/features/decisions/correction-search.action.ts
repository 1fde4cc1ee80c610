import type { DecidedFact } from '../../domain/command.js'
import { matters } from '../../domain/correction.js'
import type { DecisionFact } from '../../domain/history.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal } from '../../platform/outcome.js'
import { requireSearch } from '../entry-searches/index.js'
import type { RecordedHistory } from '../licences/index.js'

/**
 * A correction that makes a licence last longer gives what a grant gives, and rests on a search like one: else a licence granted for a day would be
 * corrected to three years. It gives on the day on which it is recorded, whichever day it restates.
 * @param decisionId of the correction on record; null: it is only proposed.
 */
export async function requireSearchOfCorrection(
  tx: Tx,
  act: Acting,
  about: { history: RecordedHistory; fact: DecidedFact; searchId: string | undefined; decisionId: string | null },
): Promise<AnyRefusal | undefined> {
  const { history, fact, searchId, decisionId } = about
  const corrected = history.decisions.find(({ id }) => id === fact.correction?.decisionId)
  if (!corrected?.applicationId || !givesTime(history, fact, act.now))
    return searchId === undefined ? undefined : NOT_TAKEN
  const { applicationId } = corrected
  return requireSearch(tx, act, { applicationId, decisionId, decidedOn: todayOf(act), searchId })
}

const NOT_TAKEN: AnyRefusal = {
  code: 'search-not-for-this-decision',
  detail: 'Of corrections only one after which a driver’s licence lasts longer rests on a search.',
  pointer: '/searchId',
}

/** Whether the grant or renewal lasts longer by it, or counts again. An annulment can do so too: of an annulment, or of what made it shorter. */
function givesTime({ decisions }: RecordedHistory, fact: DecidedFact, now: Date): boolean {
  const correctedId = fact.correction?.decisionId
  if (correctedId === undefined || (fact.type !== 'grant' && fact.type !== 'renew')) return false
  const seq = (decisions.at(-1)?.seq ?? 0) + 1
  const correction = { ...fact, id: 'correction', seq, recordedAt: now.getTime(), appeal: null }
  const endOf = (all: readonly DecisionFact[]) =>
    matters(all).find(({ ids }) => ids.has(correctedId))?.decision?.period?.endsOn
  const [before = '', after = ''] = [endOf(decisions), endOf([...decisions, correction])]
  return after > before
}
