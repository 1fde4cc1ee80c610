import { createHash, type Hash } from 'node:crypto'
import type { FeedCounts } from '../../../domain/feed.js'
import { FEED_SIGNS, type FeedSign } from '../../../domain/words.js'
import type { Difference, HolderPlan } from './holder.js'

/** Counts what plans would do and digests it, without keeping it. */
export interface Tally {
  add(plans: readonly HolderPlan[]): void
  counts(): Record<string, FeedCounts>
  /** Equal only if all differences are, in the order of the walk within each sign. */
  digest(): Buffer
}

const COUNTED: Record<FeedSign, keyof FeedCounts> = {
  added: 'added',
  changed: 'changed',
  missing: 'missing',
  conflict: 'conflicts',
}

export function tally(authoritySlugs: readonly string[]): Tally {
  const counts = new Map<string, FeedCounts>(authoritySlugs.map((slug) => [slug, nothing()]))
  const hashes = new Map<FeedSign, Hash>(FEED_SIGNS.map((sign) => [sign, createHash('sha256')]))
  return {
    add(plans) {
      for (const { authoritySlug, differences, unchanged, standing, files } of plans) {
        const count = counts.get(authoritySlug) ?? nothing()
        counts.set(authoritySlug, count)
        count.unchanged += unchanged
        count.standing += standing
        // What ends because it is missing takes two persons as well, and is counted as missing.
        const missing = new Set(differences.flatMap(({ sign, licenceId }) => (sign === 'missing' ? [licenceId] : [])))
        for (const { licenceId, added } of files)
          if (!missing.has(licenceId)) count.secondPerson += added.filter((one) => one.needsSecondPerson).length
        for (const difference of differences) {
          count[COUNTED[difference.sign]] += 1
          hashes.get(difference.sign)?.update(`${lineOf(difference)}\n`)
        }
      }
    },
    counts: () => Object.fromEntries(counts),
    digest: () => {
      const all = createHash('sha256')
      for (const sign of FEED_SIGNS) all.update(hashes.get(sign)?.copy().digest() ?? '')
      return all.digest()
    },
  }
}

const nothing = (): FeedCounts => ({
  added: 0,
  changed: 0,
  missing: 0,
  unchanged: 0,
  conflicts: 0,
  standing: 0,
  secondPerson: 0,
})

const lineOf = ({ sign, authoritySlug, line, licenceId, why, fields }: Difference): string =>
  JSON.stringify([sign, authoritySlug, line, licenceId, why, fields])
