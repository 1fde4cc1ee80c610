import { lastOfYearsBeginningWith, nthWorkingDay, type BankHolidays, type CivilDate } from './calendar.js'
import type { Refused } from './refusal.js'

const ACT = 'Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022'

/** Duties with a limit in working days. Day 1 is the day named in `from`, or the next working day. */
export const DUTIES = {
  'make-entry': { workingDays: 5, from: 'the person is notified', citation: `${ACT} s.2(5)(a)` },
  'answer-request': { workingDays: 20, from: 'the request is received', citation: `${ACT} s.3(2)(b)` },
  'report-concern': { workingDays: 10, from: 'the authority becomes aware', citation: `${ACT} s.5(2)` },
  'consider-concern': { workingDays: 20, from: 'the authority becomes aware', citation: `${ACT} s.6(2)` },
} as const

export type Duty = keyof typeof DUTIES

/** An entry and the record behind it are kept for so long from the day the entry is first made (s.2(2)(c), s.4(3)(b)). */
const RETENTION_YEARS = 11

/** The last day on which the duty is done in time. */
export function dueOn(duty: Duty, from: CivilDate, holidays: BankHolidays): { ok: true; day: CivilDate } | Refused {
  return nthWorkingDay(from, DUTIES[duty].workingDays, holidays)
}

/** The last day an entry is kept; reinstating it does not restart the count. */
export function retainedUntil(firstMadeOn: CivilDate): CivilDate {
  return lastOfYearsBeginningWith(firstMadeOn, RETENTION_YEARS)
}
