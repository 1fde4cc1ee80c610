import { isCivilDate, type CivilDate } from './calendar.js'
import { matters } from './correction.js'
import type { DecidedFact, DecisionCommand } from './command.js'
import type { DecisionFact, LicenceHistory } from './history.js'
import { refuse, type Refused } from './refusal.js'

/** The history a correction is judged against: without what it corrects. Of an annulment also what goes on record. */
type Corrected = { history: LicenceHistory; annulment?: DecidedFact }

export function checkCorrection(
  history: LicenceHistory,
  command: DecisionCommand,
  today: CivilDate,
): Corrected | Refused {
  const { correction } = command
  if (!correction) return { history }
  const pointer = '/correction/decisionId'
  const corrected = history.decisions.find(({ id }) => id === correction.decisionId)
  const matter = matters(history.decisions).find(({ ids }) => ids.has(correction.decisionId))
  if (!corrected || !matter) return refuse('decision-not-found', 'No decision on this licence has that id.', pointer)
  if (matter.latest.id !== correction.decisionId) {
    return refuse('decision-already-corrected', `Name its latest correction, ${matter.latest.id}.`, pointer)
  }
  if (corrected.type !== command.type) {
    return refuse('correction-of-another-type', `The decision named is of type ${corrected.type}.`, '/type')
  }
  if (corrected.type === 'temporary-suspension-by-other-authority') {
    return refuse('imposed-by-another-authority', 'It is not the issuer’s to undo: it ends by itself.', pointer)
  }
  if (!correction.why.trim()) return refuse('reasons-missing', 'A correction says why it is made.', '/correction/why')
  const without = { ...history, decisions: history.decisions.filter(({ id }) => !matter.ids.has(id)) }
  return correction.effect === 'annul' ? annulment(without, command, corrected, today) : { history: without }
}

/** An annulment carries nothing but the day it was decided: all else it takes or leaves with the record it undoes. */
function annulment(
  history: LicenceHistory,
  { decidedOn, correction }: DecisionCommand,
  { type, legalBasis, imposedBy }: DecisionFact,
  today: CivilDate,
): Corrected | Refused {
  if (!isCivilDate(decidedOn)) return refuse('date-not-valid', 'Not a date of the calendar (YYYY-MM-DD).', '/decidedOn')
  if (decidedOn > today)
    return refuse('date-in-future', 'A decision cannot be recorded before it is made.', '/decidedOn')
  return {
    history,
    annulment: {
      type,
      decidedOn,
      notifiedOn: null,
      takesEffectOn: null,
      suspensionEndsOn: null,
      isImmediate: false,
      legalBasis,
      imposedBy,
      period: null,
      liftsDecisionId: null,
      correction: correction ? { decisionId: correction.decisionId, effect: correction.effect } : null,
    },
  }
}
