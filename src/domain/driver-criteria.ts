import { addMonths, type CivilDate } from './calendar.js'
import { driverMatters, type DriverFact, type DriverFactOf, type DriverMatter } from './driver-facts.js'
import { isSameName } from './identity.js'
import type { DriverCriteria } from './standards.js'
import {
  DRIVER_CRITERIA,
  type CctvStatus,
  type CriterionStatus,
  type DriverCriterion,
  type DriverFactType,
} from './words.js'

/** Why a criterion is met, not met or unknown. */
export const CRITERION_REASONS = [
  'standard-not-stated',
  'standard-asks-for-none',
  'no-enhanced-certificate',
  'check-overdue',
  'checked-in-time',
  'not-trained',
  'training-overdue',
  'trained',
  'no-accepted-qualification',
  'qualified',
  'no-vehicle-recorded',
  'vehicle-falls-short',
  'vehicle-unknown',
  'vehicles-meet-the-rule',
] as const
export type CriterionReason = (typeof CRITERION_REASONS)[number]

/** What is found of one criterion. */
export interface CriterionFinding {
  status: CriterionStatus
  reason: CriterionReason
  /** Facts that it rests on; none: on the absence of them, or on the standards alone. */
  factIds: string[]
  /** Last day on which what was recorded is enough, in the past where it no longer is; null: it does not lapse, or there is nothing. */
  until: CivilDate | null
}

export type DriverFindings = Record<DriverCriterion, CriterionFinding>

/**
 * What the criteria find of a driver on a day.
 * @param criteria of the standards in force on that day; null: not stated.
 * @param camerasOf whether a vehicle meets the rule on cameras on that day (src/domain/cctv.ts).
 */
export function driverCriteriaOn(
  criteria: DriverCriteria | null,
  facts: readonly DriverFact[],
  camerasOf: (vehicleId: string) => CctvStatus,
  day: CivilDate,
): DriverFindings {
  const matters = driverMatters(facts)
  const of = <T extends DriverFactType>(type: T) => recorded(matters, type, day)
  return {
    'background-check': ifAsked(criteria, criteria?.backgroundCheck, (rule) => backgroundCheck(rule, of, day)),
    'safeguarding-training': ifAsked(criteria, criteria?.safeguardingTraining, (rule) => training(rule, of, day)),
    qualification: ifAsked(criteria, criteria?.qualification, (rule) => qualification(rule, of)),
    camera: ifAsked(criteria, criteria?.camera, () => camera(drivenOn(matters, day), camerasOf)),
  }
}

/** `vehicle-driven` facts of which the vehicle is driven on the day. */
function drivenOn(matters: readonly DriverMatter[], day: CivilDate): DriverFactOf<'vehicle-driven'>[] {
  const ends = new Set(recorded(matters, 'vehicle-left', day).map(({ content }) => content.factId))
  const running = matters.filter(({ ids }) => ![...ids].some((id) => ends.has(id)))
  return recorded(running, 'vehicle-driven', day)
}

/** Facts of a type that count on the day, the latest last. */
function recorded<T extends DriverFactType>(
  matters: readonly DriverMatter[],
  type: T,
  day: CivilDate,
): DriverFactOf<T>[] {
  return matters
    .flatMap(({ counting: fact }) => (fact?.type === type && fact.on <= day ? [fact as DriverFactOf<T>] : []))
    .sort((a, b) => (a.on === b.on ? a.seq - b.seq : a.on < b.on ? -1 : 1))
}

type Recorded = <T extends DriverFactType>(type: T) => DriverFactOf<T>[]

function ifAsked<R>(
  criteria: DriverCriteria | null,
  rule: R | null | undefined,
  find: (rule: R) => CriterionFinding,
): CriterionFinding {
  if (criteria === null) return finding('unknown', 'standard-not-stated')
  return rule == null ? finding('not-asked', 'standard-asks-for-none') : find(rule)
}

/** An enhanced certificate at some time, and the last check of either kind recent enough. */
function backgroundCheck({ everyMonths }: { everyMonths: number }, of: Recorded, day: CivilDate): CriterionFinding {
  const checks = of('background-check')
  const [last, certificate] = [checks.at(-1), checks.findLast(({ content }) => content.kind === 'enhanced-dbs')]
  if (!last || !certificate) return finding('not-met', 'no-enhanced-certificate')
  const until = addMonths(last.on, everyMonths)
  return day <= until
    ? finding('met', 'checked-in-time', [certificate, last], until)
    : finding('not-met', 'check-overdue', [last], until)
}

function training({ everyMonths }: { everyMonths: number | null }, of: Recorded, day: CivilDate): CriterionFinding {
  const last = of('safeguarding-training').at(-1)
  if (!last) return finding('not-met', 'not-trained')
  const until = everyMonths === null ? null : addMonths(last.on, everyMonths)
  return until === null || day <= until
    ? finding('met', 'trained', [last], until)
    : finding('not-met', 'training-overdue', [last], until)
}

function qualification({ accepted }: { accepted: readonly string[] }, of: Recorded): CriterionFinding {
  const held = of('qualification').find(({ content }) => accepted.some((title) => isSameName(title, content.title)))
  return held ? finding('met', 'qualified', [held]) : finding('not-met', 'no-accepted-qualification')
}

/** One vehicle that falls short is enough; what is not known of one is not made good by another. */
function camera(
  driven: readonly DriverFactOf<'vehicle-driven'>[],
  camerasOf: (vehicleId: string) => CctvStatus,
): CriterionFinding {
  const which = (...statuses: CctvStatus[]) =>
    driven.filter(({ content }) => statuses.includes(camerasOf(content.vehicleId)))
  const [short, unknown] = [which('non-compliant', 'awaiting-fit'), which('unknown')]
  if (driven.length === 0) return finding('unknown', 'no-vehicle-recorded')
  if (short.length > 0) return finding('not-met', 'vehicle-falls-short', short)
  if (unknown.length > 0) return finding('unknown', 'vehicle-unknown', unknown)
  return finding('met', 'vehicles-meet-the-rule', driven)
}

const finding = (
  status: CriterionStatus,
  reason: CriterionReason,
  facts: readonly DriverFact[] = [],
  until: CivilDate | null = null,
): CriterionFinding => ({ status, reason, factIds: [...new Set(facts.map(({ id }) => id))], until })

/** Which of the criteria the standards ask for: none as well where they state nothing. */
export const criteriaAsked = (criteria: DriverCriteria | null): DriverCriterion[] =>
  DRIVER_CRITERIA.filter((criterion) => criteria !== null && criteria[RULE_OF[criterion]] !== null)

const RULE_OF = {
  'background-check': 'backgroundCheck',
  'safeguarding-training': 'safeguardingTraining',
  qualification: 'qualification',
  camera: 'camera',
} as const satisfies Record<DriverCriterion, keyof DriverCriteria>

/** Of what is asked, that which is not shown to be met. */
export const shortOf = (asked: readonly DriverCriterion[], findings: DriverFindings): DriverCriterion[] =>
  asked.filter((criterion) => findings[criterion].status !== 'met')
