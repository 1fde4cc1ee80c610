import type { Acting } from '../../platform/acting.js'
import type { Config } from '../../platform/config.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal } from '../../platform/outcome.js'
import { spentSince } from './allowance.store.js'

const HOUR_MS = 3_600_000
/** Changes of one query that one officer may make: typing errors, not trying out. */
export const MOST_CHANGES = 5
/** A search by more names than these counts more than once: a decoy in front would ask for others as its aliases. */
const NAMES_AT_ONCE = 4

/** How many searches one counts as: none for the very same data again, two for a changed query; for every four names begun. */
export const costOf = (search: { isRepeated: boolean; isChanged: boolean; names: number }): number =>
  (search.isRepeated ? 0 : search.isChanged ? 2 : 1) * Math.ceil(search.names / NAMES_AT_ONCE)

/**
 * Whether there is room for one more search. Entries are searched one applicant at a time: who looks for many is stopped, and seen. An officer's
 * searches are counted one after the other; an authority's are not, so that its officers do not wait for each other: what they ask at the same
 * moment may go beyond its limit by as much.
 */
export async function overLimit(
  tx: Tx,
  { caller, now }: Acting,
  cost: number,
  limits: Pick<Config['search'], 'officer' | 'authority'>,
): Promise<AnyRefusal | undefined> {
  if (cost === 0) return undefined
  const { personId, authoritySlug } = caller
  for (const [by, { hour, day }, whose] of [
    [{ personId }, limits.officer, 'you'],
    [{ authoritySlug }, limits.authority, 'your authority'],
  ] as const) {
    for (const [hours, most] of [
      [1, hour],
      [24, day],
    ] as const) {
      const since = new Date(now.getTime() - hours * HOUR_MS)
      const { count, oldest } = await spentSince(tx, by, since)
      if (count + cost <= most) continue
      const seconds = oldest === null ? hours * 3_600 : Math.ceil((oldest.getTime() - since.getTime()) / 1_000)
      return {
        code: 'search-limit-reached',
        detail: `More than ${whose} may search in ${hours === 1 ? 'an hour' : '24 hours'}: ${most}. A changed query counts twice, and so does one by more than ${NAMES_AT_ONCE} names.`,
        headers: { 'retry-after': String(Math.max(1, seconds)) },
      }
    }
  }
  return undefined
}
