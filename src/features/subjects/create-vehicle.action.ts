import type { Officer } from '../../platform/caller.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { Outcome } from '../../platform/outcome.js'
import { created } from './subject.action.js'
import type { NewVehicle, Vehicle } from './vehicle.schema.js'
import { findVehicle, insertVehicle } from './vehicle.store.js'

export async function createVehicle(tx: Tx, deps: Deps, officer: Officer, body: NewVehicle): Promise<Outcome<Vehicle>> {
  const key = { authoritySlug: officer.authoritySlug, id: deps.newId() }
  await insertVehicle(tx, key, deps.clock.now(), body)
  return created('vehicle', await findVehicle(tx, key))
}
