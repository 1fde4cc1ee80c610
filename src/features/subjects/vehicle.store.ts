import type { Tx } from '../../platform/db.js'
import { inOrder, type RecordKey, type RecordPage, type RecordVersion, type Stored } from './record.store.js'
import type { NewVehicle, Vehicle, VehicleChange, VehicleListed } from './vehicle.schema.js'

const LISTED = { id: true, vrm: true, make: true, model: true, colour: true, isWheelchairAccessible: true } as const

export async function findVehicles(tx: Tx, page: RecordPage): Promise<VehicleListed[]> {
  return tx.vehicle.findMany({ ...inOrder(page), select: LISTED })
}

export async function findVehicle(tx: Tx, { authoritySlug, id }: RecordKey): Promise<Stored<Vehicle> | undefined> {
  const select = { ...LISTED, version: true, createdAt: true, updatedAt: true }
  const row = await tx.vehicle.findUnique({ where: { id, authoritySlug }, select })
  if (!row) return undefined
  const { version, createdAt, updatedAt, ...listed } = row
  const at = { createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() }
  return { version, body: { ...listed, authority: authoritySlug, ...at } }
}

export async function insertVehicle(tx: Tx, key: RecordKey, at: Date, vehicle: NewVehicle): Promise<void> {
  await tx.vehicle.create({ data: { ...vehicle, ...key, createdAt: at, updatedAt: at } })
}

/** False: the record is no longer at that version, and nothing was changed. */
export async function changeVehicle(
  tx: Tx,
  { authoritySlug, id, version }: RecordVersion,
  at: Date,
  change: VehicleChange,
): Promise<boolean> {
  const { count } = await tx.vehicle.updateMany({
    where: { id, authoritySlug, version },
    data: { ...change, version: { increment: 1 }, updatedAt: at },
  })
  return count === 1
}
