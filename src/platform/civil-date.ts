import type { CivilDate } from '../domain/calendar.js'

/** Prisma reads and writes `date` columns as midnight UTC; only these two functions know. */
export const toDate = (date: CivilDate): Date => new Date(`${date}T00:00:00Z`)
export const fromDate = (date: Date): CivilDate => date.toISOString().slice(0, 10)

export const toDateOrNull = (date: CivilDate | null | undefined): Date | null => (date == null ? null : toDate(date))
export const fromDateOrNull = (date: Date | null): CivilDate | null => (date === null ? null : fromDate(date))
