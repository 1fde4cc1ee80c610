/**
 * Which figures may be published. A count of 1 to 4 could single somebody out, so it is neither shown nor left to be worked out. 0 says something of nobody,
 * and is shown.
 */

const STEP = 5

/**
 * A count as it may be shown: 0 as it is; 1 to 4 null; any other rounded down to a multiple of 5, so that 5 means 5 to 9. Every count and every total goes
 * through this, by itself: then sums and differences of what is shown are as vague as the figures are, whatever they have in common.
 * Down, not to the nearest: 4 and 4 are 8, and beside two counts of 1 to 4 a total of "10" (8 to 12) would tell both. A total of "5" (5 to 9) does not.
 */
export const published = (count: number): number | null => (isSmall(count) ? null : count - (count % STEP))

/** The share of a part, of the figures that are shown: 0 to 1. Null: one of them is not shown, or there is nothing. */
export const publishedShare = (part: number | null, whole: number | null): number | null =>
  part === null || whole === null || whole === 0 ? null : Math.min(1, Math.round((part / whole) * 1_000) / 1_000)

const MOST_HIDDEN = 4

const isSmall = (count: number): boolean => count > 0 && count <= MOST_HIDDEN
