import { lastOfDaysAfter, type CivilDate } from './calendar.js'
import type { AppealStep } from './history.js'
import type { AppealState, AppealStepType } from './words.js'

/** What a court has made of a decision so far. `contested`: it stood, and is under further appeal. */
export type Judgment = 'none' | 'pending' | 'stands' | 'quashed' | 'contested'

/** The judgment from a day on, until the next one. */
export interface JudgmentSpan {
  from: CivilDate | null
  until: CivilDate | null
  judgment: Judgment
}

/** An order that quashes a decision is given effect although a further appeal is pending (Public Health Act 1936 s.302). */
export function judgmentAfter(judgment: Judgment, step: AppealStepType): Judgment {
  switch (step) {
    case 'lodged':
      return 'pending'
    case 'dismissed':
      return 'stands'
    case 'allowed':
      return 'quashed'
    case 'withdrawn':
      return judgment === 'quashed' ? 'quashed' : 'stands'
    case 'further-appeal':
      return judgment === 'quashed' ? 'quashed' : 'contested'
  }
}

/** A step counts from 00:00 of its day: an appeal lodged on the day a decision would bite holds it off for the whole of that day. */
export function judgmentSpans(steps: readonly AppealStep[]): JudgmentSpan[] {
  const spans: JudgmentSpan[] = []
  let judgment: Judgment = 'none'
  let from: CivilDate | null = null
  for (const step of steps) {
    spans.push({ from, until: step.on, judgment })
    judgment = judgmentAfter(judgment, step.type)
    from = step.on
  }
  return [...spans, { from, until: null, judgment }]
}

/** The notice day is not counted: an appeal lodged on the last day of the period is in time. */
export function lastDayToAppeal(noticeOn: CivilDate, appealDays: number): CivilDate {
  return lastOfDaysAfter(noticeOn, appealDays)
}

/** The state to show for a decision that can be appealed against, on a day. */
export function appealState(
  steps: readonly AppealStep[],
  noticeOn: CivilDate,
  appealDays: number,
  on: CivilDate,
): AppealState {
  const last = steps.filter((step) => step.on <= on).at(-1)
  if (last) return last.type
  return on <= lastDayToAppeal(noticeOn, appealDays) ? 'period-open' : 'not-lodged'
}
