import { addDays, addMonths, startOfLondonDay, type CivilDate, type Instant } from './calendar.js'
import type { CctvFact } from './cctv-facts.js'
import type { CctvFinding, CctvReason } from './cctv-reason.js'
import { asked, findByCondition, findByRule } from './cctv-rule.js'
import { cctvDay, cctvRecord, type CctvDay, type CctvRecord } from './cctv-vehicle.js'
import { standardsOn, type Standards } from './standards.js'
import type { CctvStatus, VehicleKind } from './words.js'

export { CCTV_REASON_CODES, type CctvReason, type CctvReasonCode } from './cctv-reason.js'

/** What holds from one instant (included) to another (not included). */
export interface CctvStep extends CctvFinding {
  from: Instant | null
  until: Instant | null
}

/** Earlier than every day: nothing has begun. */
const BEFORE_ALL: CivilDate = '0000-00-00'

/**
 * Whether a vehicle under one kind of licence meets the standard on cameras, for all time, the future included: contiguous, from null to null,
 * neighbours always different. `versions` and `facts` in any order. Source: the authority's own standards; the statutes ask for no camera.
 */
export function cctvTimeLine(
  versions: readonly Standards[],
  kind: VehicleKind,
  facts: readonly CctvFact[],
): CctvStep[] {
  const record = cctvRecord(facts)
  const steps: CctvStep[] = [{ from: null, until: null, ...findOn(versions, kind, record, BEFORE_ALL) }]
  for (const day of bordersOf(versions, record)) {
    const found = findOn(versions, kind, record, day)
    const last = steps.at(-1)
    if (!last || isSame(last, found)) continue
    last.until = startOfLondonDay(day)
    steps.push({ from: last.until, until: null, ...found })
  }
  return steps
}

/** What holds on one civil day. */
export function cctvOn(
  versions: readonly Standards[],
  kind: VehicleKind,
  facts: readonly CctvFact[],
  day: CivilDate,
): CctvFinding {
  return findOn(versions, kind, cctvRecord(facts), day)
}

/** The step that holds at an instant; where a stored time line leaves it out, unknown. */
export function cctvAt(steps: readonly CctvStep[], at: Instant): CctvStep {
  return (
    steps.find(({ until }) => until === null || at < until) ?? {
      from: null,
      until: null,
      status: 'unknown',
      reasons: [],
    }
  )
}

/** Of a vehicle with two licences, the one that promises least is told. */
const PROMISING: readonly CctvStatus[] = [
  'non-compliant',
  'unknown',
  'awaiting-fit',
  'exempt',
  'not-required',
  'compliant',
]
export const leastPromising = (statuses: readonly CctvStatus[]): CctvStatus =>
  PROMISING.find((status) => statuses.includes(status)) ?? 'unknown'

/**
 * A condition asks for a camera whatever the standards say. Where both ask, each is judged, and what promises least is told: a rule that begins with
 * a transition does not excuse a vehicle that was told to have a camera now. An exemption frees of what is asked, and of nothing where nothing is.
 */
function findOn(versions: readonly Standards[], kind: VehicleKind, record: CctvRecord, day: CivilDate): CctvFinding {
  const { asking, unasked } = asked(standardsOn(versions, day), kind, day)
  const seen = cctvDay(record, day)
  const hasCondition = seen.conditions.length > 0
  if (unasked && !hasCondition) return unasked
  if (seen.exemptions.length > 0) return { status: 'exempt', reasons: seen.exemptions.map(exempting) }
  const found = hasCondition ? [findByCondition(seen)] : []
  if (asking) found.push(findByRule(asking, versions, seen, day))
  const status = leastPromising(found.map((one) => one.status))
  return { status, reasons: found.filter((one) => one.status === status).flatMap(({ reasons }) => reasons) }
}

function exempting({ id, content }: CctvDay['exemptions'][number]): CctvReason {
  const rule = `exempt until ${content.until}: ${content.ground.replaceAll('-', ' ')}`
  return { code: 'exemption', rule, factId: id }
}

/** Every day on which something may begin to hold, sorted. One too many costs a little time; one too few would be a change that nobody is told of. */
function bordersOf(versions: readonly Standards[], record: CctvRecord): CivilDate[] {
  const rules = versions.flatMap(({ cctv }) => (cctv?.isRequired ? [cctv] : []))
  const months = new Set(rules.map(({ inspectionIntervalMonths }) => inspectionIntervalMonths))
  const days = new Set(rules.map(({ faultRepairDays }) => faultRepairDays))
  const { fittings, inspections, faults, exemptions, conditions } = record
  const borders = new Set<CivilDate | null>([
    ...versions.map(({ effectiveFrom }) => effectiveFrom),
    ...rules.flatMap(({ requiredFrom, transitionUntil }) => [requiredFrom, addDays(transitionUntil, 1)]),
    ...[...fittings, ...inspections].flatMap(({ on }) => [
      on,
      ...[...months].map((interval) => addDays(addMonths(on, interval), 1)),
    ]),
    ...faults.flatMap(({ fault, repairedOn }) => [
      fault.on,
      repairedOn,
      ...[...days].map((repairDays) => addDays(fault.on, repairDays + 1)),
    ]),
    ...exemptions.flatMap(({ exemption, endsBefore }) => [exemption.on, endsBefore]),
    ...conditions.flatMap(({ condition, endsBefore }) => [condition.on, endsBefore]),
  ])
  return [...borders].filter((day) => day !== null).sort()
}

function isSame(a: CctvFinding, b: CctvFinding): boolean {
  return (
    a.status === b.status &&
    a.reasons.length === b.reasons.length &&
    a.reasons.every(({ code, rule, factId }, index) => {
      const other = b.reasons[index]
      return other?.code === code && other.rule === rule && other.factId === factId
    })
  )
}
