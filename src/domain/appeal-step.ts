import { isCivilDate, type CivilDate } from './calendar.js'
import { matters } from './correction.js'
import { noticeDay } from './effect.js'
import { APPEALABLE } from './effect-rules.js'
import type { AppealStep, LicenceHistory } from './history.js'
import { refuse, type Refused } from './refusal.js'
import type { AppealStepType } from './words.js'

type AppealStepDecided = { ok: true; step: AppealStep; needsSecondPerson: boolean } | Refused

/**
 * What may follow what. A further appeal withdrawn leaves the earlier outcome standing, and ends the matter like any withdrawal.
 */
const NEXT: Record<AppealStepType | 'none', readonly AppealStepType[]> = {
  none: ['lodged'],
  lodged: ['dismissed', 'allowed', 'withdrawn'],
  dismissed: ['further-appeal'],
  allowed: ['further-appeal'],
  withdrawn: [],
  'further-appeal': ['dismissed', 'allowed', 'withdrawn'],
}

/** Whether the step may be recorded. A late appeal may: it is a fact of the court's, though it holds nothing off. */
export function decideAppealStep(
  history: LicenceHistory,
  decisionId: string,
  step: AppealStep,
  today: CivilDate,
): AppealStepDecided {
  const matter = matters(history.decisions).find(({ ids }) => ids.has(decisionId))
  if (!matter) return refuse('decision-not-found', 'No decision on this licence has that id.')
  const { decision, appealSteps, appealedId } = matter
  if (!decision) return refuse('decision-annulled', 'The decision was annulled: there is nothing to appeal against.')
  if (!APPEALABLE.includes(decision.type)) {
    return refuse('no-right-of-appeal', `There is no appeal against a decision of type ${decision.type}.`)
  }
  const rightId = appealedId ?? decision.id
  if (decisionId !== rightId) return refuse('decision-already-corrected', `The appeal belongs to decision ${rightId}.`)
  if (!isCivilDate(step.on)) return refuse('date-not-valid', 'Not a date of the calendar (YYYY-MM-DD).', '/on')
  if (step.on > today) return refuse('date-in-future', 'A step cannot be recorded before it is taken.', '/on')
  if (step.on < noticeDay(decision)) return refuse('appeal-before-notice', 'Notice comes first.', '/on')
  return checkOrder(appealSteps, step) ?? { ok: true, step, needsSecondPerson: step.type === 'allowed' }
}

function checkOrder(steps: readonly AppealStep[], step: AppealStep): Refused | null {
  const last = steps.at(-1)
  if (step.type === 'lodged' && last)
    return refuse('appeal-already-lodged', 'A decision is appealed against once.', '/type')
  if (step.type !== 'lodged' && !last) return refuse('appeal-not-lodged', 'No appeal has been lodged.', '/type')
  if (!NEXT[last?.type ?? 'none'].includes(step.type)) {
    return refuse('appeal-step-out-of-order', `${step.type} does not follow ${last?.type}.`, '/type')
  }
  if (last && step.on < last.on) {
    return refuse('appeal-step-before-previous', `The step before it was on ${last.on}.`, '/on')
  }
  return null
}
