import { addDays, addMonths, type CivilDate } from './calendar.js'
import type { CountingFact } from './cctv-counting.js'
import type { CctvFinding, CctvReason, CctvReasonCode } from './cctv-reason.js'
import type { CctvDay } from './cctv-vehicle.js'
import { isSameName } from './identity.js'
import { standardsOn, type CctvRule, type Standards } from './standards.js'
import type { CctvCheckItem, VehicleKind } from './words.js'

/** The standards that ask, and what they ask. */
export interface Asking {
  version: Standards
  rule: CctvRule
}

/** Every point of the standards, in the words of the reasons. */
const POINTS = {
  'not-required-yet': ({ requiredFrom }) => `a camera from ${requiredFrom}`,
  'kind-not-covered': ({ appliesTo }) => `a camera in every ${appliesTo.join(', ').replaceAll('-', ' ')}`,
  'in-transition': ({ transitionUntil }) => `vehicles fitted by ${transitionUntil}`,
  'no-system': ({ requiredFrom }) => `a camera from ${requiredFrom}`,
  'system-not-approved': () => 'a system on the list',
  'installer-not-approved': () => 'fitted by an installer on the list',
  'signage-missing': () => 'signs that tell passengers of the camera',
  'audio-not-capable': () => 'sound recorded when triggered',
  'not-yet-inspected': ({ inspectionIntervalMonths: months }) =>
    `inspected every ${months === 1 ? 'month' : `${months} months`}`,
  'inspection-overdue': ({ inspectionIntervalMonths: months }) =>
    `inspected every ${months === 1 ? 'month' : `${months} months`}`,
  'inspection-failed': () => 'every item of an inspection passed',
  'fault-not-repaired': ({ faultRepairDays: days }) => `a fault repaired within ${days} day${days === 1 ? '' : 's'}`,
  'fault-within-repair-time': ({ faultRepairDays: days }) =>
    `a fault repaired within ${days} day${days === 1 ? '' : 's'}`,
  'meets-the-rule': ({ requiredFrom }) => `a camera from ${requiredFrom}`,
} as const satisfies Partial<Record<CctvReasonCode, (rule: CctvRule) => string>>

/** What a system may lack: under a rule on sound, these must be there to be passed. */
export const ITEMS_OF_SOUND: readonly CctvCheckItem[] = ['audio-trigger', 'driver-button', 'passenger-button']

/** Why no camera is asked for by the standards, or whether one is cannot be told. Otherwise, what asks for one. */
export function asked(
  version: Standards | undefined,
  kind: VehicleKind,
  day: CivilDate,
): { asking: Asking; unasked: null } | { asking: null; unasked: CctvFinding } {
  if (!version?.cctv) {
    const reasons = [{ code: 'standard-not-stated' as const, rule: 'no standard is stated', factId: null }]
    return { asking: null, unasked: { status: 'unknown', reasons } }
  }
  const { cctv: rule } = version
  if (!rule.isRequired) {
    const reason = { code: 'standard-asks-for-none' as const, rule: `${inForce(version)}: no camera`, factId: null }
    return { asking: null, unasked: { status: 'not-required', reasons: [reason] } }
  }
  const asking = { version, rule }
  const reasons: CctvReason[] = []
  if (day < rule.requiredFrom) reasons.push(because(asking, 'not-required-yet'))
  if (!rule.appliesTo.includes(kind)) reasons.push(because(asking, 'kind-not-covered'))
  return reasons.length > 0 ? { asking: null, unasked: { status: 'not-required', reasons } } : { asking, unasked: null }
}

/** What the rule says of a vehicle that it asks a camera of. */
export function findByRule(asking: Asking, versions: readonly Standards[], seen: CctvDay, day: CivilDate): CctvFinding {
  const { transitionUntil, inspectionIntervalMonths, faultRepairDays } = asking.rule
  const { system, removal, inspection } = seen
  const faults: CctvReason[] = []
  const doubts: CctvReason[] = []
  const inTime: CctvReason[] = []
  if (system) {
    faults.push(...faultsOfSystem(asking, versions, system, inspection))
    if (day > addMonths((inspection ?? system).on, inspectionIntervalMonths))
      faults.push(because(asking, 'inspection-overdue', inspection ?? system))
    else if (!inspection) doubts.push(because(asking, 'not-yet-inspected', system))
    for (const fault of seen.faults) {
      const isInTime = day <= addDays(fault.on, faultRepairDays)
      if (isInTime) inTime.push(because(asking, 'fault-within-repair-time', fault))
      else faults.push(because(asking, 'fault-not-repaired', fault))
    }
  } else faults.push(because(asking, 'no-system', removal))

  if (faults.length + doubts.length === 0)
    return { status: 'compliant', reasons: [because(asking, 'meets-the-rule', system), ...inTime] }
  if (day <= transitionUntil)
    return { status: 'awaiting-fit', reasons: [...faults, ...doubts, because(asking, 'in-transition')] }
  return faults.length > 0 ? { status: 'non-compliant', reasons: faults } : { status: 'unknown', reasons: doubts }
}

/** A condition knows no lists, no intervals and no transition: a camera that somebody found to work, from its first day. */
export function findByCondition({ system, removal, inspection, faults, conditions }: CctvDay): CctvFinding {
  const reason = (code: CctvReasonCode, fact: { id: string } | null): CctvReason => ({
    code,
    rule: 'condition of the licence',
    factId: fact?.id ?? null,
  })
  const wrong = faults.map((fault) => reason('fault-not-repaired', fault))
  if (inspection && resultsOf(inspection).includes('fail')) wrong.unshift(reason('inspection-failed', inspection))
  if (!system) wrong.unshift(reason('no-system', removal))
  const asks = conditions.map((condition) => reason('required-by-condition', condition))
  if (wrong.length > 0) return { status: 'non-compliant', reasons: [...asks, ...wrong] }
  return inspection
    ? { status: 'compliant', reasons: [...asks, reason('meets-the-rule', system)] }
    : { status: 'unknown', reasons: [...asks, reason('not-yet-inspected', system)] }
}

/** What is wrong with the system itself. */
function faultsOfSystem(
  asking: Asking,
  versions: readonly Standards[],
  system: CountingFact<'installation'>,
  inspection: CountingFact<'inspection'> | null,
): CctvReason[] {
  const { approvedSystems, audio } = asking.rule
  const { make, model, hasSignage, isAudioCapable } = system.content
  const found: CctvReason[] = []
  const isOnList = approvedSystems.some((listed) => isSameName(listed.make, make) && isSameName(listed.model, model))
  if (approvedSystems.length > 0 && !isOnList) found.push(because(asking, 'system-not-approved', system))
  if (!isInstallerApproved(asking, versions, system)) found.push(because(asking, 'installer-not-approved', system))
  // Signs put up after the fitting are known by the inspection that found them.
  if (!hasSignage && inspection?.content.results.signage !== 'pass')
    found.push(because(asking, 'signage-missing', system))
  const isSoundAsked = audio.rule === 'on-trigger'
  if (isSoundAsked && !isAudioCapable) found.push(because(asking, 'audio-not-capable', system))
  if (inspection && isFailed(inspection, isSoundAsked)) found.push(because(asking, 'inspection-failed', inspection))
  return found
}

/** Approved when it fitted the system, or now: who is struck off later leaves good work behind. A version without a rule names nobody. */
function isInstallerApproved(
  { rule }: Asking,
  versions: readonly Standards[],
  { on, content }: CountingFact<'installation'>,
): boolean {
  const then = standardsOn(versions, on)?.cctv
  return [rule, then].some(
    (one) =>
      one?.isRequired &&
      (one.approvedInstallers.length === 0 ||
        one.approvedInstallers.some((listed) => isSameName(listed, content.installer))),
  )
}

function isFailed(inspection: CountingFact<'inspection'>, isSoundAsked: boolean): boolean {
  const { results } = inspection.content
  return (
    resultsOf(inspection).includes('fail') ||
    (isSoundAsked && ITEMS_OF_SOUND.some((item) => results[item] === 'not-applicable'))
  )
}

function resultsOf({ content }: CountingFact<'inspection'>) {
  return Object.values(content.results)
}

function because({ version, rule }: Asking, code: keyof typeof POINTS, fact?: { id: string } | null): CctvReason {
  return { code, rule: `${inForce(version)}: ${POINTS[code](rule)}`, factId: fact?.id ?? null }
}

const inForce = ({ effectiveFrom }: Standards): string => `standards in force from ${effectiveFrom}`
