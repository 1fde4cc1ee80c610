import type { Acting } from '../../platform/acting.js'
import type { Config } from '../../platform/config.js'
import type { Tx } from '../../platform/db.js'
import type { AnyRefusal } from '../../platform/outcome.js'
import { spentSince } from './allowance.store.js'

const HOUR_MS = 3_600_000
/** Changes of one query that one officer may make: typing errors, not trying out. */
export const MOST_CHANGES = 5

/**
 * Whether one more person may be searched. Entries are searched one applicant at a time: who looks for many is stopped, and seen. The same data
 * again is nobody new.
 */
export async function overLimit(
  tx: Tx,
  { caller, now }: Acting,
  search: { personDigest: Uint8Array; isChanged: boolean },
  limits: Pick<Config['search'], 'officer' | 'authority'>,
): Promise<AnyRefusal | undefined> {
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
      const { count, ofPerson, oldest } = await spentSince(tx, by, since, search.personDigest)
      const cost = search.isChanged ? (ofPerson < 2 ? 2 - ofPerson : 2) : ofPerson === 0 ? 1 : 0
      if (cost === 0 || count + cost <= most) continue
      const seconds = oldest === null ? hours * 3_600 : Math.ceil((oldest.getTime() - since.getTime()) / 1_000)
      return {
        code: 'search-limit-reached',
        detail: `More persons than ${whose} may search in ${hours === 1 ? 'an hour' : '24 hours'}: ${most}. A query changed on the same reference counts twice.`,
        headers: { 'retry-after': String(Math.max(1, seconds)) },
      }
    }
  }
  return undefined
}
