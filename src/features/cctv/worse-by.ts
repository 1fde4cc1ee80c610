import { addDays, londonDate, startOfLondonDay, type Instant } from '../../domain/calendar.js'

/** Beginning of the last of so many days after today, in London: by then a status has changed that changes within them. */
export const worseBy = (now: Instant, days: number | undefined): Instant | undefined =>
  days === undefined ? undefined : startOfLondonDay(addDays(londonDate(now), days))
