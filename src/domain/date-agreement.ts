import type { DateLevel } from './match-weights.js'
import { within } from './text-distance.js'

/** Best first: what makes a match surer comes before what makes it less so, if only by telling of a parent. */
const CLOSEST = [
  'exact',
  'first-of-january',
  'day-month-swapped',
  'encoded',
  'one-digit',
  'two-parts',
  'two-digits',
  'different',
  'generation',
] as const satisfies DateLevel[]

export const closestDate = (levels: readonly DateLevel[]): DateLevel | null =>
  CLOSEST.find((level) => levels.includes(level)) ?? null

/** How two dates of birth agree, each as YYYYMMDD. */
export function compareDates(one: string, other: string): DateLevel {
  if (one === other) return one.endsWith('0101') ? 'first-of-january' : 'exact'
  const [years, months, days] = [one.slice(0, 4), one.slice(4, 6), one.slice(6)]
  const [otherYears, otherMonths, otherDays] = [other.slice(0, 4), other.slice(4, 6), other.slice(6)]
  if (years === otherYears && months === otherDays && days === otherMonths) return 'day-month-swapped'
  if (within(1, one, other)) return 'one-digit'
  if (Number(years === otherYears) + Number(months === otherMonths) + Number(days === otherDays) === 2)
    return 'two-parts'
  if (within(2, one, other)) return 'two-digits'
  const apart = Math.abs(Number(years) - Number(otherYears))
  return apart >= 16 && apart <= 45 ? 'generation' : 'different'
}
