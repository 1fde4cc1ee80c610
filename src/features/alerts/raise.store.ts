import type { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'

/** Licences of these drivers that are in force now or will be: suspended ones too. */
export async function findHeld(
  tx: Tx,
  driverIds: string[],
  now: Date,
): Promise<{ id: string; authoritySlug: string; driverId: string }[]> {
  if (driverIds.length === 0) return []
  return tx.$queryRaw`
    SELECT id, authority_slug AS "authoritySlug", driver_id AS "driverId" FROM licence
    WHERE driver_id = ANY (${driverIds}::uuid[]) AND in_force_during && tstzmultirange(tstzrange(${now}::timestamptz, NULL)) ORDER BY id`
}

/** Of an entry and a licence there is one alert, however often they are found to match. */
export async function insertAlerts(tx: Tx, alerts: Prisma.AlertCreateManyInput[]): Promise<void> {
  if (alerts.length > 0) await tx.alert.createMany({ data: alerts, skipDuplicates: true })
}
