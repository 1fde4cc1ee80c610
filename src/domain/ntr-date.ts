import type { CivilDate } from './calendar.js'

/** `YYYY-MM-DD`, or with `isBritish` also `DD/MM/YYYY`, of a day that is in the calendar; null: none such. Years 0000 to 9999: the rows' rule on years has its own words. */
export function ntrDate(text: string, isBritish: boolean): CivilDate | null {
  const iso = isBritish && BRITISH.test(text) ? `${text.slice(6)}-${text.slice(3, 5)}-${text.slice(0, 2)}` : text
  if (!ISO.test(iso)) return null
  const month = Number(iso.slice(5, 7))
  const day = Number(iso.slice(8))
  return day >= 1 && day <= lastDayOf(Number(iso.slice(0, 4)), month) ? iso : null
}

const BRITISH = /^\d\d\/\d\d\/\d{4}$/
const ISO = /^\d{4}-\d\d-\d\d$/

/** 0: there is no such month. A `Date` for each cell would cost a fifth of the time that a file takes. */
function lastDayOf(year: number, month: number): number {
  if (month !== 2) return DAYS[month - 1] ?? 0
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
