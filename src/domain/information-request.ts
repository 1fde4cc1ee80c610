import { appealState, lastDayToAppeal } from './appeal.js'
import {
  lastOfDaysAfter,
  lastOfDaysBeginningWith,
  lastOfYearsBeginningWith,
  londonDate,
  type CivilDate,
  type Instant,
} from './calendar.js'
import { APPEALABLE } from './effect-rules.js'
import type { AppealStep } from './history.js'
import type { DecisionType, EntryCause, RequestOutcome, RequestState } from './words.js'

export interface RequestFacts {
  /** The day it was sent: it arrives at once, and an authority cannot stop its clock by leaving it unread. */
  receivedOn: CivilDate
  /** Last of the 20 working days (2022 Act s.3(2)(b)); null: no clock binds the authority, or the bank holidays of the year are not known. */
  dueOn: CivilDate | null
  isAcknowledged: boolean
  outcome: RequestOutcome | null
}

/** Where the registry knows no due date, the asker still does not wait for ever: in so many days there are always 20 working days. */
export const LONGEST_WAIT_DAYS = 35

export function requestState(
  { receivedOn, dueOn, isAcknowledged, outcome }: RequestFacts,
  today: CivilDate,
): RequestState {
  if (outcome !== null) return outcome
  if (today > (dueOn ?? lastOfDaysBeginningWith(receivedOn, LONGEST_WAIT_DAYS))) return 'overdue'
  return isAcknowledged ? 'received' : 'sent'
}

/** The decision on the application for which information was given, as it counts now. */
export interface Determination {
  type: DecisionType
  noticeOn: CivilDate
  recordedAt: Instant
  appealDays: number
  appealSteps: readonly AppealStep[]
}

/** What arrives after the determination can be read for so long: a licence given without it may have to be looked at again. */
const LATE_INFORMATION_KEPT_DAYS = 28

/**
 * Whether information given for an application may still be held. It is for that application only (2022 Act s.4(3)): until it is determined and no
 * court can look at the determination again. `determination` null: none here, or annulled; then a year from the day it was given.
 */
export function mayHoldInformation(givenAt: Instant, determination: Determination | null, now: Instant): boolean {
  const [givenOn, today] = [londonDate(givenAt), londonDate(now)]
  if (determination === null) return today <= lastOfYearsBeginningWith(givenOn, 1)
  const isLate = givenAt > determination.recordedAt
  return (
    isContestable(determination, today) || (isLate && today <= lastOfDaysAfter(givenOn, LATE_INFORMATION_KEPT_DAYS))
  )
}

function isContestable({ type, noticeOn, appealDays, appealSteps }: Determination, today: CivilDate): boolean {
  if (!APPEALABLE.includes(type)) return false
  const state = appealState(appealSteps, noticeOn, appealDays, today)
  const last = appealSteps.at(-1)
  // Either side may take an order to a higher court, in as many days again (Public Health Act 1936 s.301).
  if (last && (state === 'dismissed' || state === 'allowed')) return today <= lastDayToAppeal(last.on, appealDays)
  return state === 'period-open' || state === 'lodged' || state === 'further-appeal'
}

/** Why an entry changed, as an earlier requester is told (2022 Act s.3(4)). */
export const CAUSE_IN_WORDS: Record<EntryCause, string> = {
  decision: 'a decision was entered',
  import: 'an earlier decision was entered',
  'suspension-lifted': 'the suspension was lifted',
  'appeal-allowed': 'an appeal was allowed: the decision is quashed',
  'appeal-not-allowed': 'an appeal did not succeed in the end: the decision stands',
  'decision-corrected': 'the record of the decision was corrected',
  'decision-annulled': 'the record of the decision was struck out',
  'no-relevant-information': 'the decision, as corrected, did not rely on relevant information',
  'licence-granted-since': 'the same authority has granted a licence since',
  'person-amended': 'what is recorded of the person was amended',
  'made-in-error': 'the entry was made in error',
  'retention-over': 'the eleven years for which it is kept are over',
}
