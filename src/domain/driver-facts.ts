import type { CivilDate } from './calendar.js'
import { chains, type Chain } from './correction-chain.js'
import type { BackgroundCheckKind, CorrectionEffect, DriverFactType } from './words.js'

/** What each type of fact says beside its day, without free text about the person. */
export interface DriverContent {
  /** Made on its day, and satisfactory: what a check disclosed is never held here. */
  'background-check': { kind: BackgroundCheckKind }
  /** Completed on its day. */
  'safeguarding-training': { provider: string | null }
  /** Awarded on its day. */
  qualification: { title: string }
  /** Driven from its day on. */
  'vehicle-driven': { vehicleId: string }
  /** No longer driven from its day on; `factId`: the `vehicle-driven` that it ends. */
  'vehicle-left': { factId: string }
}

/** One fact about a driver, of one type. */
export interface DriverFactOf<T extends DriverFactType> {
  id: string
  /** 1, 2, 3 … of the driver, in order of recording. */
  seq: number
  type: T
  /** Day from which it is so. */
  on: CivilDate
  content: DriverContent[T]
  correction: { factId: string; effect: CorrectionEffect } | null
}
export type DriverFact = { [T in DriverFactType]: DriverFactOf<T> }[DriverFactType]

/** A fact before it is recorded. Of an annulment neither the day nor the content is read. */
export type NewDriverFact = { [T in DriverFactType]: Omit<DriverFactOf<T>, 'id' | 'seq'> }[DriverFactType]

export type DriverMatter = Chain<DriverFact>

/** Each fact followed through its corrections. */
export const driverMatters = (facts: readonly DriverFact[]): DriverMatter[] =>
  chains(facts, ({ correction }) => correction?.factId)
