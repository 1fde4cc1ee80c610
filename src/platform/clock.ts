/** The only source of "now". Tests pass their own. */
export interface Clock {
  now(): Date
  /** Whether it means to show the same time as the database's. A test's own does not. */
  isShared?: boolean
}
export const systemClock: Clock = { now: () => new Date(), isShared: true }
