import { refuse, type Refused } from './refusal.js'

/** `YYYY-MM-DD` of the Gregorian calendar, 1900-01-01 to 2199-12-31. Compares as text. */
export type CivilDate = string

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

export const DAY_MS = 86_400_000

/** RFC 3339 in UTC, of an end of a step: null where it has none. */
export const iso = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString())
const HOUR_MS = 3_600_000

export function isCivilDate(text: string): boolean {
  const day = /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/.exec(text)?.[1]
  // Every month has 28 days; files have millions of dates.
  return day !== undefined && (day <= '28' || fromUtc(utcMidnight(text)) === text)
}

/**
 * 00:00 Europe/London of the day. Exact from 1970 on; later changes of the summer time rule are assumed away, earlier days are read as GMT.
 * The clocks change after midnight, so midnight itself is never ambiguous. The process's time zone plays no part.
 */
export function startOfLondonDay(day: CivilDate): Instant {
  return utcMidnight(day) - (isSummerTimeAtMidnight(day) ? HOUR_MS : 0)
}

/** The civil date in London at an instant. */
export function londonDate(at: Instant): CivilDate {
  const ahead = fromUtc(at + HOUR_MS)
  return at >= startOfLondonDay(ahead) ? ahead : fromUtc(at)
}

export function addDays(day: CivilDate, days: number): CivilDate {
  return fromUtc(utcMidnight(day) + days * DAY_MS)
}

/** The same day of the month, or the month's last day where it has no such day. */
export function addMonths(day: CivilDate, months: number): CivilDate {
  const [year, month, dayOfMonth] = parts(day)
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return fromUtc(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastOfMonth)))
}

export function addYears(day: CivilDate, years: number): CivilDate {
  return addMonths(day, years * 12)
}

/** Days from `from` to `to`: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return (utcMidnight(to) - utcMidnight(from)) / DAY_MS
}

/** "N days beginning with the day": that day is the first of them. Answers the last. */
export function lastOfDaysBeginningWith(day: CivilDate, days: number): CivilDate {
  return addDays(day, days - 1)
}

/** "Within N days after the day": the day itself is not counted. Answers the last. */
export function lastOfDaysAfter(day: CivilDate, days: number): CivilDate {
  return addDays(day, days)
}

/** "N years beginning with the day": ends on the eve of the anniversary; from 29 February, with 28 February of a common year. */
export function lastOfYearsBeginningWith(day: CivilDate, years: number): CivilDate {
  const anniversary = addYears(day, years)
  return anniversary.slice(5) === day.slice(5) ? addDays(anniversary, -1) : anniversary
}

/** Bank holidays by year: a year without a list is not known, and no day in it is counted. */
export type BankHolidays = ReadonlyMap<number, ReadonlySet<CivilDate>>

/** The n-th working day, where day 1 is `from` if it is one, else the next one. Refuses a year without bank holidays. */
export function nthWorkingDay(
  from: CivilDate,
  n: number,
  holidays: BankHolidays,
): { ok: true; day: CivilDate } | Refused {
  let day = from
  for (let counted = 0; ; day = addDays(day, 1)) {
    const isWorking = isWorkingDay(day, holidays)
    if (isWorking === undefined) return unknownYear(day)
    if (isWorking && ++counted >= n) return { ok: true, day }
  }
}

/** How many working days there are from `from` to `to`, both included. Refuses a year without bank holidays. */
export function workingDayCount(
  from: CivilDate,
  to: CivilDate,
  holidays: BankHolidays,
): { ok: true; count: number } | Refused {
  let count = 0
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const isWorking = isWorkingDay(day, holidays)
    if (isWorking === undefined) return unknownYear(day)
    if (isWorking) count++
  }
  return { ok: true, count }
}

/** Not Saturday, Sunday, Christmas Day, Good Friday or a bank holiday in England (2022 Act s.8). Undefined: the year is not known. */
function isWorkingDay(day: CivilDate, holidays: BankHolidays): boolean | undefined {
  const ofYear = holidays.get(Number(day.slice(0, 4)))
  if (!ofYear) return undefined
  const weekday = new Date(utcMidnight(day)).getUTCDay()
  // Christmas Day falling on a weekend is listed under its substitute day only; the weekend already excludes it.
  return weekday !== 0 && weekday !== 6 && !ofYear.has(day)
}

function unknownYear(day: CivilDate): Refused {
  return refuse('bank-holidays-unknown', `The bank holidays of ${day.slice(0, 4)} are not known to the registry.`)
}

function isSummerTimeAtMidnight(day: CivilDate): boolean {
  const year = Number(day.slice(0, 4))
  if (year < 1972) return year >= 1970 && day <= '1971-10-31' // British Standard Time, all year round
  const month = day.slice(5, 7)
  // The clocks change in March and October: of all other days the month says enough.
  if (month !== '03' && month !== '10') return month > '03' && month < '10'
  const springs = firstSundayFrom(year, 3, year < 1981 ? 16 : 25)
  const falls = firstSundayFrom(year, 10, year < 1990 ? 23 : year < 1996 ? 22 : 25)
  return springs < day && day <= falls
}

function firstSundayFrom(year: number, month: number, dayOfMonth: number): CivilDate {
  const from = Date.UTC(year, month - 1, dayOfMonth)
  return fromUtc(from + ((7 - new Date(from).getUTCDay()) % 7) * DAY_MS)
}

function parts(day: CivilDate): [year: number, month: number, dayOfMonth: number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

function utcMidnight(day: CivilDate): number {
  const [year, month, dayOfMonth] = parts(day)
  return Date.UTC(year, month - 1, dayOfMonth)
}

function fromUtc(ms: number): CivilDate {
  return new Date(ms).toISOString().slice(0, 10)
}
