import type { CivilDate } from '../../domain/calendar.js'
import { apportion } from './apportion.js'
import { driverLines, type Employer } from './driver-lines.js'
import { randomFrom, shuffled } from './random.js'
import { vehicleLines } from './vehicle-lines.js'

export interface Sizes {
  authorities: number
  drivers: number
  vehicles: number
  /** Decisions about drivers, grants among them: at least one to a driver. */
  history: number
  seed: number
}

export interface SimulatedFile {
  employer: Employer
  class: 'vehicle' | 'driver'
  /** Of the national register's CSV, or of ours. Each file is read to its end before the next. */
  text: Iterable<string>
}

/** Of England the first by vehicles, by far. */
const LARGEST = 'wolverhampton'

/** As many as are asked for, the largest first. */
export function chosen(all: readonly Employer[], { authorities, seed }: Sizes): Employer[] {
  const isLargest = ({ slug }: Employer) => slug === LARGEST
  const others = shuffled(
    all.filter((one) => !isLargest(one)),
    randomFrom(seed),
  )
  return [...all.filter(isLargest), ...others].slice(0, authorities)
}

/** The files of all of them: the same employers, sizes and day give the same files. */
export function* simulatedFiles(
  employers: readonly Employer[],
  sizes: Sizes,
  today: CivilDate,
): Generator<SimulatedFile> {
  const below = randomFrom(sizes.seed)
  const drivers = apportion(sizes.drivers, employers.length)
  let [driversBefore, vehiclesBefore] = [0, 0]
  for (const [index, vehicleCount] of apportion(sizes.vehicles, employers.length).entries()) {
    const [employer, driverCount = 0] = [employers[index], drivers[index]]
    if (!employer) continue
    const decisions = sharesUpTo(sizes, driversBefore + driverCount) - sharesUpTo(sizes, driversBefore)
    if (vehicleCount > 0)
      yield { employer, class: 'vehicle', text: vehicleLines(employer, vehicleCount, vehiclesBefore, today, below) }
    if (driverCount > 0)
      yield { employer, class: 'driver', text: driverLines(employer, driverCount, decisions, today, below) }
    driversBefore += driverCount
    vehiclesBefore += vehicleCount
  }
}

/** Decisions about the first `count` of all drivers. */
const sharesUpTo = ({ history, drivers }: Sizes, count: number) => Math.floor((count * history) / drivers)
