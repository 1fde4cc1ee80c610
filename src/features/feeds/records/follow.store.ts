import type { Tx } from '../../../platform/db.js'

/** In order of id, before the register of entries is: an officer who changes a record holds it while waiting for the register. */
export async function lockRecords(tx: Tx, cls: 'driver' | 'operator', ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  if (cls === 'driver')
    await tx.$queryRaw`SELECT id FROM driver WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
  else await tx.$queryRaw`SELECT id FROM operator WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
}

/** Whether one of these drivers has an entry that follows its record. */
export async function hasEntries(tx: Tx, driverIds: readonly string[]): Promise<boolean> {
  if (driverIds.length === 0) return false
  return (await tx.entry.findFirst({ where: { driverId: { in: [...driverIds] } }, select: { id: true } })) !== null
}

/** Drivers' licences that the feed recorded something of and that are in force now or will be, by authority. */
export async function findLicencesOfFeed(
  tx: Tx,
  feedId: string,
  now: Date,
): Promise<Map<string, { id: string; driverId: string }[]>> {
  const rows = await tx.$queryRaw<{ id: string; driverId: string; slug: string }[]>`
    SELECT id, driver_id AS "driverId", authority_slug AS slug FROM licence
    WHERE id IN (SELECT licence_id FROM decision WHERE feed_id = ${feedId}::uuid)
      AND in_force_during && tstzmultirange(tstzrange(${now}::timestamptz, NULL)) ORDER BY id`
  const found = new Map<string, { id: string; driverId: string }[]>()
  for (const { slug, ...licence } of rows) {
    const licences = found.get(slug) ?? []
    if (licences.push(licence) === 1) found.set(slug, licences)
  }
  return found
}
