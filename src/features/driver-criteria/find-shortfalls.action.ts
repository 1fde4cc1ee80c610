import { shortOf } from '../../domain/driver-criteria.js'
import type { DriverCriterion } from '../../domain/words.js'
import type { Deps } from '../../platform/deps.js'
import type { Shortfall } from './criteria.schema.js'
import { askedAt, licensedDrivers } from './find-criteria.action.js'

/** Batches read for one page: where hardly anybody falls short, a page is not worth the whole register. */
const MOST_BATCHES = 20

/**
 * Licensed drivers who are not shown to meet all that is asked, or the one criterion, in order of id.
 * @returns `next`: id after which the next page begins; null: there is none.
 */
export async function findShortfalls(
  deps: Pick<Deps, 'db' | 'clock'>,
  authoritySlug: string,
  { criterion, after, take }: { criterion?: DriverCriterion | undefined; after?: string | undefined; take: number },
): Promise<{ items: Shortfall[]; next: string | null }> {
  const question = await askedAt(deps, authoritySlug, deps.clock.now().getTime())
  const asked = question.asked.filter((each) => criterion === undefined || each === criterion)
  const items: Shortfall[] = []
  if (asked.length === 0) return { items, next: null }
  let read = 0
  for await (const { drivers, next } of licensedDrivers(deps, question, after)) {
    for (const { id, name, badgeNumbers, findings } of drivers) {
      const short = shortOf(asked, findings)
      if (short.length === 0) continue
      items.push({
        driverId: id,
        name,
        badgeNumbers,
        shortOf: short.map((each) => ({ criterion: each, ...findings[each] })),
      })
      if (items.length === take) return { items, next: id }
    }
    if (++read === MOST_BATCHES) return { items, next }
  }
  return { items, next: null }
}
