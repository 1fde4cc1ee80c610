import fc from 'fast-check'
import { addDays } from '../../src/domain/calendar.js'
import type { CctvFact, NewCctvFact } from '../../src/domain/cctv-facts.js'
import type { CctvRule, CctvStandard, Standards } from '../../src/domain/standards.js'
import {
  CCTV_CHECK_ITEMS,
  CCTV_EXEMPTION_GROUNDS,
  CCTV_FACT_TYPES,
  VEHICLE_KINDS,
  type CctvFactType,
  type VehicleKind,
} from '../../src/domain/words.js'
import { fitted, inspected, recorded, versions } from './cctv-build.js'

export interface CctvHistory {
  base: string
  kind: VehicleKind
  versions: Standards[]
  facts: CctvFact[]
}

/** Those that bear on compliance come more often. */
const MOSTLY_OF_COMPLIANCE = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('fault', 'repair', 'exemption', 'exemption-end') },
  { weight: 6, arbitrary: fc.constantFrom('installation', 'inspection', 'inspection') },
  { weight: 2, arbitrary: fc.constantFrom(...CCTV_FACT_TYPES) },
) satisfies fc.Arbitrary<CctvFactType>

/** Vehicles of any record, lawful or not, under standards of any order, crowded into a few months so that they meet on the same days. */
export const randomCctv: fc.Arbitrary<CctvHistory> = fc
  .record({
    kind: fc.constantFrom(...VEHICLE_KINDS),
    // the last of a month before a leap day, both changes of the clocks, a turn of the year
    base: fc.constantFrom('2024-01-31', '2025-03-28', '2025-10-24', '2027-12-30'),
    startsFitted: fc.boolean(),
    standards: fc.array(fc.tuple(randomDay(), randomStandard()), { maxLength: 4, size: 'max' }),
    events: fc.array(randomEvent(), { maxLength: 14, size: 'max' }),
  })
  .map(({ kind, base, startsFitted, standards, events }) => {
    const facts: CctvFact[] = startsFitted ? recorded(fitted(addDays(base, -10)), inspected(base)) : []
    events.forEach((event, index) => facts.push(factOf(base, event, facts, `f${index}`)))
    return {
      base,
      kind,
      versions: versions(
        ...standards.map(([on, standard]): [string, CctvStandard] => [addDays(base, on), dated(base, standard)]),
      ),
      facts,
    }
  })

/** What may be offered next to a record: any fact at all. */
export const randomOffers: fc.Arbitrary<{ base: string; offers: Event[] }> = fc.record({
  base: fc.constantFrom('2024-01-31', '2025-10-24'),
  offers: fc.array(randomEvent(fc.constantFrom(...CCTV_FACT_TYPES)), { minLength: 20, maxLength: 40, size: 'max' }),
})

export function offerOf(base: string, event: Event, before: CctvFact[]): NewCctvFact {
  const { type, on, content, correction } = factOf(base, event, before, '')
  return { type, on, content, correction } as NewCctvFact
}

function randomDay() {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(-1, 0, 1, 2, 29, 30, 31) },
    { weight: 3, arbitrary: fc.integer({ min: -5, max: 100 }) },
  )
}

type RandomRule = { required: number; transition: number; rest: Omit<CctvRule, 'requiredFrom' | 'transitionUntil'> }

function randomStandard(): fc.Arbitrary<RandomRule | { isRequired: false } | null> {
  const rule = fc.record({
    required: fc.oneof(
      { weight: 3, arbitrary: fc.constant(-20) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
    ),
    transition: fc.constantFrom(-1, -1, 0, 10, 45),
    rest: fc.record({
      isRequired: fc.constant(true as const),
      appliesTo: fc.oneof(
        { weight: 4, arbitrary: fc.constant([...VEHICLE_KINDS]) },
        {
          weight: 1,
          arbitrary: fc.constantFrom<VehicleKind[]>(['hackney-carriage-vehicle'], ['private-hire-vehicle']),
        },
      ),
      video: fc.constant('whenever-the-engine-runs' as const),
      audio: fc.record({
        rule: fc.constantFrom('not-permitted' as const, 'optional' as const, 'on-trigger' as const),
        triggers: fc.constant([]),
      }),
      inspectionIntervalMonths: fc.constantFrom(1, 1, 2, 12),
      faultRepairDays: fc.constantFrom(0, 1, 14, 30, 30, 60),
      approvedSystems: fc.constantFrom(
        [],
        [],
        [{ make: 'VerifEye', model: 'Mk 7' }],
        [{ make: 'VerifEyeMk', model: '7' }],
      ),
      approvedInstallers: fc.constantFrom([], [], [], ['Don Valley Autos'], ['Sheaf Motors', 'don valley  autos']),
      exemptionGrounds: fc.constant(CCTV_EXEMPTION_GROUNDS),
    }),
  })
  return fc.oneof(
    { weight: 8, arbitrary: rule },
    { weight: 1, arbitrary: fc.constant({ isRequired: false as const }) },
    { weight: 1, arbitrary: fc.constant(null) },
  )
}

function dated(base: string, standard: RandomRule | { isRequired: false } | null): CctvStandard {
  if (standard === null || !('rest' in standard)) return standard
  const requiredFrom = addDays(base, standard.required)
  return { ...standard.rest, requiredFrom, transitionUntil: addDays(requiredFrom, standard.transition) }
}

function randomEvent(type: fc.Arbitrary<CctvFactType> = MOSTLY_OF_COMPLIANCE) {
  return fc.record({
    type,
    on: randomDay(),
    lasts: fc.constantFrom(-1, 0, 1, 10, 40),
    isOpen: fc.boolean(),
    target: fc.nat(9),
    correction: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.constantFrom('replace' as const, 'annul' as const) },
    ),
    make: fc.constantFrom('VerifEye', ' verif EYE', 'VerifEye', 'Other'),
    serial: fc.constantFrom('1', '2', '3'),
    installer: fc.constantFrom(
      'Don Valley Autos',
      'Don Valley Autos',
      'DON VALLEY AUTOS',
      'Sheaf Motors',
      'A man with a van',
    ),
    isWhole: fc.constantFrom(true, true, false),
    isAudioCapable: fc.boolean(),
    hasSignage: fc.boolean(),
    item: fc.constantFrom(...CCTV_CHECK_ITEMS),
    result: fc.oneof(
      { weight: 4, arbitrary: fc.constant('pass' as const) },
      { weight: 1, arbitrary: fc.constantFrom('fail' as const, 'not-applicable' as const) },
    ),
    decision: fc.constantFrom('granted' as const, 'granted-in-part' as const, 'refused' as const),
  })
}

export type Event = ReturnType<typeof randomEvent> extends fc.Arbitrary<infer E> ? E : never

function factOf(base: string, event: Event, before: CctvFact[], id: string): CctvFact {
  const target = event.correction ? correctable(before, event.target) : undefined
  const type = target?.type ?? event.type
  return {
    id,
    seq: before.length + 1,
    type,
    on: addDays(base, event.on),
    content: contentOf(type, base, event, before),
    correction: target && event.correction ? { factId: target.id, effect: event.correction } : null,
  } as CctvFact
}

function correctable(before: CctvFact[], target: number): CctvFact | undefined {
  const corrected = new Set(before.map(({ correction }) => correction?.factId))
  const open = before.filter(({ id }) => !corrected.has(id))
  return open[target % Math.max(1, open.length)]
}

function contentOf(type: CctvFactType, base: string, event: Event, before: CctvFact[]): object {
  const { make, serial, installer, isWhole, isAudioCapable, hasSignage, item, result, decision } = event
  const until = addDays(base, event.on + event.lasts)
  const passed = Object.fromEntries(CCTV_CHECK_ITEMS.map((one) => [one, 'pass']))
  switch (type) {
    case 'installation':
      return {
        make,
        model: 'mk7',
        serial,
        installer,
        camerasIn: 2,
        camerasOut: 0,
        isAudioCapable: isWhole || isAudioCapable,
        hasSignage: isWhole || hasSignage,
      }
    case 'inspection':
      return { by: 'Test centre', results: { ...passed, [item]: result } }
    case 'repair':
      return { faultId: oneOf('fault', event.target, before) }
    case 'condition':
      return { decisionId: 'decision', until: event.isOpen ? null : until }
    case 'exemption':
      return { ground: 'executive-hire', until, decidedBy: 'board' }
    case 'exemption-end':
      return { exemptionId: oneOf('exemption', event.target, before) }
    case 'footage-request':
      return { legalBasis: 'subject-access' }
    case 'footage-decision':
      return { requestId: oneOf('footage-request', event.target, before), decision }
    case 'footage-handover':
      return { requestId: oneOf('footage-request', event.target, before) }
    default:
      return {}
  }
}

/** Any record of the type, corrected or not. */
function oneOf(type: CctvFactType, target: number, before: CctvFact[]): string {
  const all = before.filter((one) => one.type === type)
  return all[target % Math.max(1, all.length)]?.id ?? 'nowhere'
}
