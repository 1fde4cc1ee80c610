import { startOfLondonDay, type CivilDate, type Instant } from './calendar.js'
import { claims, type Claim } from './claim.js'
import { matters } from './correction.js'
import type { LicenceHistory } from './history.js'
import type { Situation, Verdict } from './words.js'

/** What holds from one instant (included) to another (not included). */
export interface StandingStep {
  from: Instant | null
  until: Instant | null
  verdict: Verdict
  situation: Situation
  /** Citation of the law that makes it so. */
  basis: string
  /** Last day of the period in force; null unless the verdict is yes. */
  validUntil: CivilDate | null
}

const VERDICT_OF: Record<Situation, Verdict> = {
  'not-yet-in-force': 'no',
  'in-force': 'yes',
  'notice-running': 'yes',
  'held-off-by-appeal': 'yes',
  suspended: 'no',
  'temporarily-suspended': 'no',
  revoked: 'no',
  surrendered: 'no',
  expired: 'no',
  'refused-renewal-under-appeal': 'unknown',
  'appeal-unsettled': 'unknown',
  'renewal-pending-unsettled': 'unknown',
}

/**
 * Which claim speaks when several are made of one day, the weightiest first: no beats unknown beats yes.
 * The two unknowns of renewal stand above `expired` because they are made of expired days only, and of no other.
 */
const WEIGHT: readonly Situation[] = [
  'revoked',
  'surrendered',
  'suspended',
  'temporarily-suspended',
  'refused-renewal-under-appeal',
  'renewal-pending-unsettled',
  'not-yet-in-force',
  'expired',
  'appeal-unsettled',
  'held-off-by-appeal',
  'notice-running',
  'in-force',
]

/** "May this licence be used?" for all time, the future included: contiguous, from null to null, neighbours always different. */
export function standing(history: LicenceHistory): StandingStep[] {
  const made = claims(history, matters(history.decisions))
  return join(
    spans(made).map(({ from, until, holding }) => {
      const { situation, basis } = weightiest(holding)
      const verdict = VERDICT_OF[situation]
      const period = holding.find((claim) => claim.validUntil !== undefined)
      return {
        from: from === null ? null : startOfLondonDay(from),
        until: until === null ? null : startOfLondonDay(until),
        verdict,
        situation,
        basis,
        validUntil: verdict === 'yes' ? (period?.validUntil ?? null) : null,
      }
    }),
  )
}

/** The step that holds at an instant. The steps of `standing` leave none out; where a stored list does, the answer is unknown, never yes. */
export function standingAt(steps: readonly StandingStep[], at: Instant): StandingStep {
  const step = steps.find(({ until }) => until === null || at < until)
  return (
    step ?? { from: null, until: null, verdict: 'unknown', situation: 'not-yet-in-force', basis: '', validUntil: null }
  )
}

/**
 * When the licence holds its number, so that no other can: its periods, less the time it is revoked or surrendered.
 * A suspended licence holds it, and so does one whose revocation is held off or unsettled. Given back by a court, it is held again.
 */
export function inForceDuring(history: LicenceHistory): { from: Instant; until: Instant | null }[] {
  const made = claims(history, matters(history.decisions))
  const held: { from: Instant; until: Instant | null }[] = []
  for (const { from, until, holding } of spans(made)) {
    const isHeld = holding.some(({ situation }) => situation === 'in-force') && !holding.some(freesTheNumber)
    if (!isHeld || from === null) continue
    const span = { from: startOfLondonDay(from), until: until === null ? null : startOfLondonDay(until) }
    const last = held.at(-1)
    if (last?.until === span.from) last.until = span.until
    else held.push(span)
  }
  return held
}

function freesTheNumber({ situation }: Claim): boolean {
  return situation === 'revoked' || situation === 'surrendered'
}

interface Span {
  from: CivilDate | null
  until: CivilDate | null
  holding: Claim[]
}

/** All time cut at every border of a claim, with the claims that hold throughout each piece. */
function spans(made: readonly Claim[]): Span[] {
  const days = new Set(made.flatMap(({ from, until }) => [from, until]).filter((day) => day !== null))
  const borders = [null, ...[...days].sort()]
  return borders.map((from, index) => {
    const until = borders[index + 1] ?? null
    const isHolding = (claim: Claim) => startsBy(claim.from, from) && endsAfter(claim.until, from)
    return { from, until, holding: made.filter(isHolding) }
  })
}

function startsBy(start: CivilDate | null, day: CivilDate | null): boolean {
  return start === null || (day !== null && start <= day)
}

function endsAfter(end: CivilDate | null, day: CivilDate | null): boolean {
  return end === null || day === null || end > day
}

/** Never of nothing: the claims about the term leave no day out. Of equals, the one made first. */
function weightiest(holding: readonly Claim[]): Claim {
  return holding.reduce((found, claim) =>
    WEIGHT.indexOf(claim.situation) < WEIGHT.indexOf(found.situation) ? claim : found,
  )
}

function join(steps: StandingStep[]): StandingStep[] {
  const joined: StandingStep[] = []
  for (const step of steps) {
    const last = joined.at(-1)
    if (last && isSame(last, step)) last.until = step.until
    else joined.push(step)
  }
  return joined
}

function isSame(a: StandingStep, b: StandingStep): boolean {
  return a.situation === b.situation && a.basis === b.basis && a.validUntil === b.validUntil
}
