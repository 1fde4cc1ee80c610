import { londonDate, type CivilDate, type Instant } from '../../domain/calendar.js'
import { criteriaAsked, driverCriteriaOn, type DriverFindings } from '../../domain/driver-criteria.js'
import type { DriverFact } from '../../domain/driver-facts.js'
import { standardsOn, type DriverCriteria, type Standards } from '../../domain/standards.js'
import type { DriverCriterion } from '../../domain/words.js'
import type { Deps } from '../../platform/deps.js'
import { BEFORE_ALL, letOthersIn } from '../../platform/sweep.js'
import { findVersions } from '../standards/index.js'
import { readCameras, readDrivers, type DriverRead } from './criteria.store.js'

/** What an authority asks of its drivers at an instant. */
export interface Asked {
  authoritySlug: string
  at: Instant
  day: CivilDate
  /** The version in force; undefined: none had begun. */
  version: Standards | undefined
  /** Null: not stated. */
  criteria: DriverCriteria | null
  asked: DriverCriterion[]
  /** Latest version of all. */
  standardsSeq: number
}

export async function askedAt({ db }: Pick<Deps, 'db'>, authoritySlug: string, at: Instant): Promise<Asked> {
  const versions = await findVersions(db.prisma, authoritySlug)
  const day = londonDate(at)
  const version = standardsOn(versions, day)
  const criteria = version?.driverCriteria ?? null
  const standardsSeq = versions.at(-1)?.seq ?? 0
  return { authoritySlug, at, day, version, criteria, asked: criteriaAsked(criteria), standardsSeq }
}

/** What is found of each driver, beside what was read of each. */
export async function withFindings<D extends { facts: DriverFact[] }>(
  { db }: Pick<Deps, 'db'>,
  asked: Asked,
  drivers: readonly D[],
): Promise<(D & { findings: DriverFindings })[]> {
  const { criteria, day } = asked
  // Of an annulment the content is empty.
  const named = drivers.flatMap(({ facts }) =>
    facts.flatMap(({ type, content }) =>
      type === 'vehicle-driven' && 'vehicleId' in content ? [content.vehicleId] : [],
    ),
  )
  const vehicleIds = criteria?.camera ? named : []
  const camerasOf = await readCameras(db, { ...asked, vehicleIds })
  return drivers.map((driver) => ({
    ...driver,
    findings: driverCriteriaOn(criteria, driver.facts, camerasOf, day),
  }))
}

/** Few enough that the embedded database, which works for one at a time, is free again in a tenth of a second. */
const BATCH = 500

type FoundDriver = DriverRead & { findings: DriverFindings }

/**
 * Drivers who may drive at the instant, with what is found of each, a batch at a time and each batch in statements of its own: a whole register is no
 * snapshot, but nobody waits for it either. `next`: id after which the next batch begins; null: there is none.
 */
export async function* licensedDrivers(
  deps: Pick<Deps, 'db'>,
  asked: Asked,
  after = BEFORE_ALL,
): AsyncGenerator<{ drivers: FoundDriver[]; next: string | null }> {
  for (let next: string | null = after; next !== null;) {
    const read: DriverRead[] = await readDrivers(deps.db, { ...asked, after: next, take: BATCH })
    next = read.length < BATCH ? null : (read.at(-1)?.id ?? null)
    const licensed = read.filter(({ badgeNumbers }) => badgeNumbers.length > 0)
    yield { drivers: await withFindings(deps, asked, licensed), next }
    await letOthersIn()
  }
}
