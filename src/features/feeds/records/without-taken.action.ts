import { inForceDuring } from '../../../domain/standing.js'
import { findHoldersOfNumbers, type Numbered } from '../../licences/index.js'
import type { HolderPlan } from './holder.js'
import { heldKey, replanned, type Holder, type Walk } from './plan-holders.action.js'
import { isOverlapping } from './plan-period.js'

/** What the plans of one walk do to numbers, which the store does not know of yet. */
export interface Claims {
  /** Licences that will be held at other times, by id. */
  ended: Map<string, Numbered['spans']>
  numbers: Map<string, Pick<Numbered, 'subjectId' | 'spans'>[]>
}

/**
 * Plans anew the holders to whom a number would be given that somebody else has at the time. Who loses it later in the same file still has it here: the
 * one is shown as a conflict now, and is given the number by the next file.
 */
export async function withoutTaken(
  walk: Walk,
  claims: Claims,
  holders: readonly Holder[],
  plans: HolderPlan[],
): Promise<HolderPlan[]> {
  noteEnds(claims, plans)
  const giving = plans.flatMap((plan) =>
    plan.files.flatMap((file) => {
      const spans = inForceDuring(file)
      if (file.number === null || spans.length === 0) return []
      const { authoritySlug, class: cls, subjectId } = plan
      return [{ authoritySlug, class: cls, number: file.number, subjectId, spans, kind: file.kind }]
    }),
  )
  const taken = new Set<string>()
  const take = (given: (typeof giving)[number] | undefined) => {
    if (!given) return
    walk.heldByOthers.add(heldKey(given, given.kind, given.number))
    taken.add(given.subjectId)
  }
  if (giving.length > 0)
    for (const { index, licenceId } of await findHoldersOfNumbers(walk.tx, giving)) {
      const ended = claims.ended.get(licenceId)
      const given = giving[index]
      if (given && (!ended || areOverlapping(ended, given.spans))) take(given)
    }
  for (const given of giving) {
    const key = `${given.authoritySlug} ${given.number}`
    const others = claims.numbers.get(key) ?? []
    if (others.some((one) => one.subjectId !== given.subjectId && areOverlapping(one.spans, given.spans))) take(given)
    else if (!taken.has(given.subjectId)) claims.numbers.set(key, [...others, given])
  }
  if (taken.size === 0) return plans
  for (const { files } of plans.filter(({ subjectId }) => taken.has(subjectId)))
    for (const { licenceId } of files) claims.ended.delete(licenceId ?? '')
  const without = await replanned(walk, holders, plans, taken)
  noteEnds(claims, without)
  return without
}

function noteEnds({ ended }: Claims, plans: readonly HolderPlan[]): void {
  for (const { files } of plans)
    for (const file of files) if (file.licenceId !== null && !file.isNew) ended.set(file.licenceId, inForceDuring(file))
}

const areOverlapping = (some: Numbered['spans'], others: Numbered['spans']): boolean =>
  some.some((one) => others.some((other) => isOverlapping(one, other)))
