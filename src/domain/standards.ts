import type { CivilDate } from './calendar.js'
import type { CctvAudioRule, CctvAudioTrigger, CctvExemptionGround, CctvVideoRule, VehicleKind } from './words.js'

/** A rule on cameras: which vehicles need one, from when, and what is asked of it. */
export interface CctvRule {
  isRequired: true
  /** First day of the requirement. */
  requiredFrom: CivilDate
  /** Last day on which a vehicle that falls short is still only awaiting its fitting; the day before `requiredFrom`: there is no transition. */
  transitionUntil: CivilDate
  appliesTo: readonly VehicleKind[]
  video: CctvVideoRule
  audio: { rule: CctvAudioRule; triggers: readonly CctvAudioTrigger[] }
  /** Inspected again within so many months of fitting and of the last inspection. */
  inspectionIntervalMonths: number
  /** A fault is repaired at the latest so many days after it was reported. */
  faultRepairDays: number
  /** Empty: any. */
  approvedSystems: readonly { make: string; model: string }[]
  /** Empty: any. */
  approvedInstallers: readonly string[]
  exemptionGrounds: readonly CctvExemptionGround[]
}

/** Null: the authority has not stated whether it asks for cameras. */
export type CctvStandard = CctvRule | { isRequired: false } | null

/** What an authority asks of its drivers beside the licence; null of one: it does not ask for that. */
export interface DriverCriteria {
  /** Since the last check with the update service, or the last certificate. */
  backgroundCheck: { everyMonths: number } | null
  /** Null: once is enough. */
  safeguardingTraining: { everyMonths: number | null } | null
  /** Titles that count, such as a BTEC in taxi driving. */
  qualification: { accepted: readonly string[] } | null
  /** That every vehicle driven meets the rule on cameras. */
  camera: { isRequired: true } | null
}

/** What an authority asks, from one day on, in one version. */
export interface Standards {
  /** 1, 2, 3 … in order of recording. */
  seq: number
  effectiveFrom: CivilDate
  freshnessLimitHours: number
  searchValidityDays: number
  cctv: CctvStandard
  /** Null: not stated. */
  driverCriteria: DriverCriteria | null
}

/** What holds where an authority has stated nothing. */
export const UNSTATED = { freshnessLimitHours: 168, searchValidityDays: 28, cctv: null, driverCriteria: null } as const

/** The version in force on a day: of those that have begun, the one recorded last. Undefined: none had begun. */
export function standardsOn<S extends Pick<Standards, 'seq' | 'effectiveFrom'>>(
  versions: readonly S[],
  day: CivilDate,
): S | undefined {
  return versions
    .filter(({ effectiveFrom }) => effectiveFrom <= day)
    .reduce<S | undefined>((last, version) => (last && last.seq > version.seq ? last : version), undefined)
}
