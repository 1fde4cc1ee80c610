import { BEFORE_ALL, letOthersIn } from '../../../platform/sweep.js'
import { findFedHolders, findLicensing } from './fed-subject.store.js'
import type { HolderPlan, Resolved } from './holder.js'
import { heldPlans, planAll, type Holder, type Walk } from './plan-holders.action.js'
import { BEFORE_THE_FIRST, findStagedHolders, type Position } from './staged-holder.store.js'
import { withoutTaken, type Claims } from './without-taken.action.js'

/** Absent holders planned for at once. */
const AT_ONCE = 300

/**
 * What a file would do, some hundred holders at a time: first those of whom it says nothing any more, whose numbers become free; then its own, in order
 * of authority and reference. It is the same whether the plans are written as they come or not: what one does to the numbers of another is remembered.
 * @param isLocking whether the licences to be changed are held until the transaction ends.
 */
export async function* walkFile(
  walk: Walk,
  { isLocking = false } = {},
): AsyncGenerator<{ plans: HolderPlan[]; rows: number }> {
  const { tx, sort, job, tools, resolution } = walk
  const licensing = await findLicensing(tx, job.authoritySlugs)
  const claims: Claims = { ended: new Map(), numbers: new Map() }
  const planned = async (holders: readonly Holder[]) => {
    const plans = await planAll(walk, holders)
    return withoutTaken(walk, claims, holders, isLocking ? await heldPlans(walk, holders, plans) : plans)
  }

  for (const authority of licensing.values()) {
    let after: string | undefined = BEFORE_ALL
    while (after !== undefined) {
      const of = { authoritySlug: authority.slug, today: tools.today }
      const found = await findFedHolders(tx, sort.class, of, after)
      const absent = found.subjectIds.filter((id) => !resolution.isMeant(id))
      for (let at = 0; at < absent.length; at += AT_ONCE) {
        const some = absent.slice(at, at + AT_ONCE)
        const plans = await planned(
          some.map((subjectId) => ({ authority, staged: null, resolved: recordOf(subjectId) })),
        )
        yield { plans, rows: 0 }
        await letOthersIn()
      }
      after = found.last
    }
  }
  let after: Position | undefined = BEFORE_THE_FIRST
  while (after) {
    const { holders, rows, last } = await findStagedHolders(tx, tools.secrets, job.id, after)
    const plans = await planned(
      holders.flatMap((staged) => {
        const authority = licensing.get(staged.authoritySlug)
        return authority ? [{ authority, staged, resolved: resolution.of(staged) }] : []
      }),
    )
    yield { plans, rows }
    await letOthersIn()
    after = last
  }
}

const recordOf = (subjectId: string): Resolved => ({
  subjectId,
  isNew: false,
  isNewReference: false,
  isTwice: false,
  isTaken: false,
})
