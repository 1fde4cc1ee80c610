import type { Instant } from './calendar.js'
import type { SourceMode } from './words.js'

/** Where an authority's facts of one class come from, and for how long a feed may be believed. */
export interface Source {
  mode: SourceMode
  /** When the feed last delivered; null: never. */
  updatedAt: Instant | null
  limitHours: number
}

const HOUR_MS = 3_600_000

/**
 * Whether the facts are too old to answer from: then a check says `unknown`, never `yes`.
 * What officers record here is never stale: there is no other copy for it to lag behind. Exactly at the limit is still fresh.
 */
export function isStale(source: Source, at: Instant): boolean {
  if (source.mode === 'registry') return false
  return source.updatedAt === null || at - source.updatedAt > source.limitHours * HOUR_MS
}
