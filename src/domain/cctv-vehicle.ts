import { addDays, type CivilDate } from './calendar.js'
import { countingFacts, ofType, type CountingFact } from './cctv-counting.js'
import type { CctvFact } from './cctv-facts.js'

/** The counting facts of one vehicle, sorted once for all the days that are asked about. */
export interface CctvRecord {
  /** Installations and removals. Of several on one day, the one recorded last is the last. */
  fittings: (CountingFact<'installation'> | CountingFact<'removal'>)[]
  inspections: CountingFact<'inspection'>[]
  faults: { fault: CountingFact<'fault'>; repairedOn: CivilDate | null }[]
  /** `endsBefore`: the first day no longer exempt. */
  exemptions: { exemption: CountingFact<'exemption'>; endsBefore: CivilDate }[]
  /** `endsBefore`: the first day it no longer runs; null: it runs for good. */
  conditions: { condition: CountingFact<'condition'>; endsBefore: CivilDate | null }[]
}

/** What the record says of one day. */
export interface CctvDay {
  /** Fitted, and not taken out since. */
  system: CountingFact<'installation'> | null
  /** Taken out, and none fitted since. */
  removal: CountingFact<'removal'> | null
  /** The last since the system was fitted, on the day of fitting by the order of recording: what was found of another system says nothing of this one. */
  inspection: CountingFact<'inspection'> | null
  /** Reported since the system was fitted, and not repaired. */
  faults: CountingFact<'fault'>[]
  exemptions: CountingFact<'exemption'>[]
  conditions: CountingFact<'condition'>[]
}

export function cctvRecord(facts: readonly CctvFact[]): CctvRecord {
  const counting = countingFacts(facts)
  const firstDayOf = (following: readonly CountingFact[], id: string) =>
    following.find(({ followsId }) => followsId === id)?.on ?? null
  const repairs = ofType(counting, 'repair')
  const ends = ofType(counting, 'exemption-end')
  return {
    fittings: counting.filter((fact) => fact.type === 'installation' || fact.type === 'removal'),
    inspections: ofType(counting, 'inspection'),
    faults: ofType(counting, 'fault').map((fault) => ({ fault, repairedOn: firstDayOf(repairs, fault.id) })),
    exemptions: ofType(counting, 'exemption').map((exemption) => {
      const over = addDays(exemption.content.until, 1)
      const ended = firstDayOf(ends, exemption.id)
      return { exemption, endsBefore: ended !== null && ended < over ? ended : over }
    }),
    conditions: ofType(counting, 'condition').map((condition) => {
      const { until } = condition.content
      return { condition, endsBefore: until === null ? null : addDays(until, 1) }
    }),
  }
}

export function cctvDay(
  { fittings, inspections, faults, exemptions, conditions }: CctvRecord,
  day: CivilDate,
): CctvDay {
  const fitting = fittings.findLast(({ on }) => on <= day)
  const system = fitting?.type === 'installation' ? fitting : null
  const isOfSystem = ({ on }: CctvFact) => system !== null && system.on <= on && on <= day
  const isAfter = ({ on, seq }: CctvFact, system: CctvFact | null) =>
    system !== null && (system.on < on || system.seq < seq)
  const isRunning = ({ on }: CctvFact, endsBefore: CivilDate | null) =>
    on <= day && (endsBefore === null || day < endsBefore)
  return {
    system,
    removal: fitting?.type === 'removal' ? fitting : null,
    inspection: inspections.findLast((one) => isOfSystem(one) && isAfter(one, system)) ?? null,
    faults: faults
      .filter(({ fault, repairedOn }) => isOfSystem(fault) && (repairedOn === null || day < repairedOn))
      .map(({ fault }) => fault),
    exemptions: exemptions
      .filter(({ exemption, endsBefore }) => isRunning(exemption, endsBefore))
      .map(({ exemption }) => exemption),
    conditions: conditions
      .filter(({ condition, endsBefore }) => isRunning(condition, endsBefore))
      .map(({ condition }) => condition),
  }
}
