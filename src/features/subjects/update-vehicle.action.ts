import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import type { RecordVersion } from './record.store.js'
import { changed, RECORD_CHANGED } from './subject.action.js'
import type { Vehicle, VehicleChange } from './vehicle.schema.js'
import { changeVehicle, findVehicle } from './vehicle.store.js'

export async function updateVehicle(
  tx: Tx,
  deps: Deps,
  record: RecordVersion,
  change: VehicleChange,
): Promise<Outcome<Vehicle>> {
  const isChanged = await changeVehicle(tx, record, deps.clock.now(), change)
  const stored = await findVehicle(tx, record)
  if (!stored) return NOT_FOUND
  return isChanged ? changed('vehicle', stored) : RECORD_CHANGED
}
