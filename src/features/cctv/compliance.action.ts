import { setTimeout as sleep } from 'node:timers/promises'
import { cctvTimeLine } from '../../domain/cctv.js'
import { inTransaction, type Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { BEFORE_ALL } from '../../platform/sweep.js'
import { findVersions } from '../standards/index.js'
import { loadFacts, lockVehicle, type Vehicle } from './cctv-fact.store.js'
import {
  findBehind,
  findLicencesOf,
  findUnderived,
  findVehicleOf,
  lockBehind,
  lockThose,
  writeLines,
  type Lines,
} from './compliance.store.js'

/** A vehicle licence was granted: from now on it has a time line of compliance. Nothing for other licences. */
export async function followLicence(tx: Tx, licenceId: string): Promise<void> {
  const vehicle = await findVehicleOf(tx, licenceId)
  if (!vehicle) return
  await lockVehicle(tx, vehicle)
  await rewriteCompliance(tx, vehicle.authoritySlug, [vehicle.vehicleId])
}

/**
 * Writes what is derived from the facts of these vehicles and the standards of their authority. The vehicles are locked, so that nobody adds a fact, or
 * writes an older line over this one. The standards are not: a version recorded meanwhile is not among those that the line names, so it is not believed,
 * and derived again.
 */
export async function rewriteCompliance(tx: Tx, authoritySlug: string, vehicleIds: readonly string[]): Promise<void> {
  await writeLines(tx, await deriveLines(tx, authoritySlug, vehicleIds))
}

/** What the facts of these vehicles and the standards of their authority say now, of each licence. */
export async function deriveLines(tx: Tx, authoritySlug: string, vehicleIds: readonly string[]): Promise<Lines> {
  const versions = await findVersions(tx, authoritySlug)
  const facts = await loadFacts(tx, vehicleIds)
  const licences = await findLicencesOf(tx, vehicleIds)
  const lines = licences.map(({ licenceId, vehicleId, kind }) => ({
    licenceId,
    vehicleId,
    timeLine: cctvTimeLine(versions, kind, facts.get(vehicleId) ?? []),
  }))
  return { authoritySlug, standardsSeq: versions.at(-1)?.seq ?? 0, lines }
}

/** Vehicles a transaction: short enough for an officer, or on the embedded database everybody, to wait for it. */
export const AT_ONCE = 200
const LOOKED_AT_ONCE = 2_000

/**
 * Derives anew whatever was derived with earlier standards than the latest. Can be cut short at any moment, since each batch is a transaction of its own
 * and is found by what is not done yet; several processes share the work.
 */
export async function followStandards({ db, log }: Means, over?: AbortSignal): Promise<void> {
  for (const authoritySlug of await findBehind(db.prisma))
    await apart(log, authoritySlug, async () => {
      while (!over?.aborted && (await deriveLocked(db, authoritySlug, (tx) => lockBehind(tx, authoritySlug, AT_ONCE))));
    })
}

/** The same, and whatever was never derived: licences older than the time lines of cameras. */
export async function recomputeCompliance({ db, log }: Means, over?: AbortSignal): Promise<void> {
  for (let after: string | undefined = BEFORE_ALL; after !== undefined && !over?.aborted;) {
    const { last, vehicles } = await findUnderived(db.prisma, after, LOOKED_AT_ONCE)
    for (const [authoritySlug, ids] of byAuthority(vehicles))
      await apart(log, authoritySlug, async () => {
        for (let done = 0; done < ids.length; done += AT_ONCE)
          await deriveLocked(db, authoritySlug, (tx) => lockThose(tx, ids.slice(done, done + AT_ONCE)))
      })
    after = last
  }
  await followStandards({ db, log }, over)
}

type Means = Pick<Deps, 'db' | 'log'>

/** What goes wrong with the vehicles of one authority keeps those of no other waiting. It is tried again when the job next comes round. */
async function apart(log: Deps['log'], authoritySlug: string, work: () => Promise<void>): Promise<void> {
  await work().catch((error: unknown) =>
    log.error({ event: 'compliance-not-derived', authority: authoritySlug, err: error }),
  )
}

/** The embedded database works in this very thread: without a pause between batches nothing else would be heard until the last. */
const PAUSE_MS = 10

/** One batch. Answers how many vehicles it derived: those that `lock` got hold of. */
async function deriveLocked(
  db: Deps['db'],
  authoritySlug: string,
  lock: (tx: Tx) => Promise<string[]>,
): Promise<number> {
  const count = await inTransaction(db, async (tx) => {
    const vehicleIds = await lock(tx)
    if (vehicleIds.length > 0) await rewriteCompliance(tx, authoritySlug, vehicleIds)
    return vehicleIds.length
  })
  await sleep(PAUSE_MS)
  return count
}

export function byAuthority(vehicles: readonly Vehicle[]): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const { authoritySlug, vehicleId } of vehicles)
    ids.set(authoritySlug, [...(ids.get(authoritySlug) ?? []), vehicleId])
  return ids
}
