import {
  addDays,
  daysBetween,
  lastOfYearsBeginningWith,
  nthWorkingDay,
  type BankHolidays,
  type CivilDate,
} from './calendar.js'
import type { DutyKind, DutyState } from './words.js'

interface DutyRule {
  /** What is to be done, for whoever must. */
  toDo: string
  /** Null: the Act counts no working days. */
  workingDays: number | null
  limit: string
  /** The event whose day is day 1, if it is a working day; else the next one is. */
  from: string
  basis: string
}

/** Every clock of the Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022. It binds English authorities only. */
export const DUTIES: Record<DutyKind, DutyRule> = {
  'make-entry': rule('make the entry', 5, 'the person is notified', 's.2(5)(a)'),
  'update-entry': rule('keep the entry up to date', 'as soon as practicable', 'the change', 's.2(2)(b), s.2(5)(b)'),
  'search-entries': rule('search the entries', 'before the decision', 'the application', 's.3(1)'),
  'answer-request': rule('answer the request', 20, 'the request is received', 's.3(2)(b)'),
  'tell-requesters': rule('tell earlier requesters of the change', 'with the change', 'the change', 's.3(4)'),
  'report-concern': rule('report the concern', 10, 'the authority becomes aware', 's.5(2)'),
  'consider-concern': rule('consider suspending or revoking', 20, 'the authority becomes aware', 's.6(2)'),
  'remove-entry': rule(
    'remove the entry, which is kept for 11 years',
    'the day after the 11 years',
    'the entry is first made',
    's.2(2)(c), s.4(3)(b)',
  ),
}

function rule(toDo: string, limit: number | string, from: string, section: string): DutyRule {
  const basis = `Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022 ${section}`
  const isCounted = typeof limit === 'number'
  return {
    toDo,
    workingDays: isCounted ? limit : null,
    limit: isCounted ? `${limit} working days` : limit,
    from,
    basis,
  }
}

/** An entry and the record behind it are kept for so long from the day the entry is first made (s.2(2)(c), s.4(3)(b)). */
const RETENTION_YEARS = 11

/** The last day an entry is kept; reinstating it does not restart the count. */
export function retainedUntil(firstMadeOn: CivilDate): CivilDate {
  return lastOfYearsBeginningWith(firstMadeOn, RETENTION_YEARS)
}

/** The last day on which the duty is done in time. Null: the Act names no day, or the bank holidays of its year are not known, and then nobody guesses. */
export function dueOn(kind: DutyKind, from: CivilDate, holidays: BankHolidays): CivilDate | null {
  if (kind === 'remove-entry') return addDays(retainedUntil(from), 1)
  const { workingDays } = DUTIES[kind]
  const last = workingDays === null ? undefined : nthWorkingDay(from, workingDays, holidays)
  return last?.ok ? last.day : null
}

/** How a duty stands on a day. `daysLate` counts calendar days after the due date, to the day it was done or, until then, to today. */
export function dutyState(
  duty: { dueOn: CivilDate | null; doneOn: CivilDate | null },
  today: CivilDate,
): { state: DutyState; daysLate: number } {
  const daysLate = duty.dueOn === null ? 0 : Math.max(0, daysBetween(duty.dueOn, duty.doneOn ?? today))
  if (duty.doneOn === null) return { state: daysLate > 0 ? 'overdue' : 'open', daysLate }
  return { state: daysLate > 0 ? 'done-late' : 'done', daysLate }
}
