import { addDays, startOfLondonDay, type CivilDate, type Instant } from './calendar.js'
import { TERM_RULES } from './effect-rules.js'
import { compact } from './identity.js'
import { citationOf, LEGAL_BASIS_CODES, supports } from './legal-basis.js'
import { standingAt, type StandingStep } from './standing.js'
import type { Jurisdiction, VehicleKind, Verdict } from './words.js'

/** A vehicle licence as its authority’s feed states it: held from the first day to the last, both included. Who decided that, and what else, it does not say. */
export interface StatedLicence {
  kind: VehicleKind
  vrm: string
  /** As the file has it: in whatever case and spacing. */
  number: string
  startsOn: CivilDate
  endsOn: CivilDate
}

/** A vehicle licence recorded here, of the same authority. */
export interface RecordedLicence {
  kind: VehicleKind
  vrm: string
  number: string
  standing: readonly StandingStep[]
}

/** The time line of what a feed states: as `standing` of a licence that was granted for that period, and of which nothing else is recorded. */
export function statedStanding(
  { kind, startsOn, endsOn }: Pick<StatedLicence, 'kind' | 'startsOn' | 'endsOn'>,
  jurisdiction: Jurisdiction,
): StandingStep[] {
  const power = LEGAL_BASIS_CODES.find((code) => supports(code, jurisdiction, kind, 'grant')) ?? ''
  const [from, until] = [startOfLondonDay(startsOn), startOfLondonDay(addDays(endsOn, 1))]
  const out = { verdict: 'no', basis: TERM_RULES[jurisdiction].citation, validUntil: null } as const
  return [
    { from: null, until: from, situation: 'not-yet-in-force', ...out },
    { from, until, situation: 'in-force', verdict: 'yes', basis: citationOf(power), validUntil: endsOn },
    { from: until, until: null, situation: 'expired', ...out },
  ]
}

/**
 * What holds of a stated licence at an instant. What was decided here comes first: while a licence recorded here that speaks of it is suspended, revoked,
 * surrendered or unsettled, the statement is worth no more than that one. One recorded here that has run out, or has not begun, stands in nobody's way:
 * a feed may tell of the next. @param recorded any of the authority's; those that do not speak of it are passed over.
 */
export function statedAt(
  stated: StatedLicence,
  jurisdiction: Jurisdiction,
  recorded: readonly RecordedLicence[],
  at: Instant,
): StandingStep {
  const own = standingAt(statedStanding(stated, jurisdiction), at)
  return recorded
    .filter((each) => speaksOf(each, stated))
    .map((each) => standingAt(each.standing, at))
    .filter(isAdverse)
    .reduce((found, each) => (WORTH[each.verdict] <= WORTH[found.verdict] ? each : found), own)
}

/** Whether a licence in force here says the same already: a statement beside it is no second licence. */
export function isRecorded(stated: StatedLicence, recorded: readonly RecordedLicence[], at: Instant): boolean {
  return recorded.some(
    (each) => each.kind === stated.kind && speaksOf(each, stated) && standingAt(each.standing, at).verdict === 'yes',
  )
}

/**
 * Whether a licence recorded here is about what a statement is about: the vehicle, or the plate. The plate of whatever kind, since a number in force has
 * one holder for both (constraint `licence_number_one_holder`): asked by plate, a check could not tell the suspended one from the other.
 */
export function speaksOf(recorded: RecordedLicence, stated: StatedLicence): boolean {
  return recorded.vrm === stated.vrm || recorded.number === compact(stated.number)
}

/** Of the steps that are no yes, those that are no mere lack of a period. A step that no time line has is among them. */
export function isAdverse({ verdict, situation }: StandingStep): boolean {
  return verdict === 'unknown' || (verdict === 'no' && situation !== 'expired' && situation !== 'not-yet-in-force')
}

const WORTH: Record<Verdict, number> = { no: 0, unknown: 1, yes: 2 }
