import { lastOfYearsBeginningWith, type CivilDate } from './calendar.js'
import type { CctvFact } from './cctv-facts.js'
import { cctvRecord, type CctvRecord } from './cctv-vehicle.js'
import { refuse, type Refused } from './refusal.js'
import { standardsOn, type Standards } from './standards.js'

type Held = CctvRecord['exemptions'][number]

/**
 * Whether the exemptions may hold as they do in `after`; undefined: they may. What was so `before` is not judged again: whatever is new, brought back, or
 * longer is. One ended on its first day holds on none.
 * @param candidate id of the fact that makes the difference.
 */
export function checkExemptions(
  before: readonly CctvFact[],
  after: readonly CctvFact[],
  candidate: string,
  versions: readonly Standards[],
  today: CivilDate,
): Refused | undefined {
  const held = heldIn(after)
  const earlier = new Map(heldIn(before).map(({ exemption, endsBefore }) => [exemption.id, endsBefore]))
  const judged = held.filter(({ exemption, endsBefore }) => (earlier.get(exemption.id) ?? '') < endsBefore)
  for (const one of judged) {
    const isOwn = one.exemption.id === candidate
    const refusal = checkLength(one, isOwn) ?? checkGround(one, isOwn, versions, today)
    if (refusal) return refusal
  }
  const isOverlap = held.some(({ endsBefore }, index) => (held[index + 1]?.exemption.on ?? endsBefore) < endsBefore)
  if (!isOverlap || judged.length === 0) return undefined
  const pointer = after.find(({ id }) => id === candidate)?.correction ? CORRECTED : '/on'
  return refuse('exemptions-overlap', 'Two exemptions would hold on one day.', pointer)
}

const CORRECTED = '/correction/factId'

const heldIn = (facts: readonly CctvFact[]): Held[] =>
  cctvRecord(facts).exemptions.filter(({ exemption, endsBefore }) => exemption.on < endsBefore)

/** Our own rule: nobody is free of it for good without somebody looking again. */
function checkLength({ exemption: { on, content } }: Held, isOwn: boolean): Refused | undefined {
  const last = lastOfYearsBeginningWith(on, 1)
  const detail = `At most 12 months, until ${last}: then it is decided anew.`
  return content.until > last ? refuse('period-too-long', detail, isOwn ? '/content/until' : CORRECTED) : undefined
}

/** One that lasts is judged by the standards of today too: those of its first day may be of long ago. */
function checkGround(
  { exemption: { on, content }, endsBefore }: Held,
  isOwn: boolean,
  versions: readonly Standards[],
  today: CivilDate,
): Refused | undefined {
  for (const day of today < endsBefore ? [on, today] : [on]) {
    const rule = standardsOn(versions, day)?.cctv
    const grounds = rule?.isRequired ? rule.exemptionGrounds : []
    if (grounds.includes(content.ground)) continue
    const detail = `The standards in force on ${day} know ${grounds.length > 0 ? grounds.join(', ') : 'no exemptions'}.`
    return refuse('exemption-ground-not-in-standards', detail, isOwn ? '/content/ground' : CORRECTED)
  }
  return undefined
}
