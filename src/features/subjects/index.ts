import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { createDriverRoute } from './create-driver.route.js'
import { createOperatorRoute } from './create-operator.route.js'
import { createVehicleRoute } from './create-vehicle.route.js'
import { getDriver } from './get-driver.route.js'
import { getOperator } from './get-operator.route.js'
import { getVehicle } from './get-vehicle.route.js'
import { listDrivers } from './list-drivers.route.js'
import { listOperators } from './list-operators.route.js'
import { listVehicles } from './list-vehicles.route.js'
import { updateDriverRoute } from './update-driver.route.js'
import { updateOperatorRoute } from './update-operator.route.js'
import { updateVehicleRoute } from './update-vehicle.route.js'

export { findDriversByIdentifier, identifierIndexes, insertDrivers, insertOperators } from './bulk.store.js'
export { MAX_ADDRESSES, MAX_NAMES, type Driver, type DriverChange } from './driver.schema.js'
export { findDriversById } from './driver.store.js'
export { MAX_PREMISES, type Operator, type OperatorChange } from './operator.schema.js'
export { findOperatorsById } from './operator.store.js'
export type { Stored } from './record.store.js'
export { updateDriver } from './update-driver.action.js'
export { updateOperator } from './update-operator.action.js'

/** Whom and what licences are held by: the drivers, vehicles and operators on the register of one authority. */
export function subjects(app: App, deps: Deps): void {
  createDriverRoute(app, deps)
  listDrivers(app, deps)
  getDriver(app, deps)
  updateDriverRoute(app, deps)
  createVehicleRoute(app, deps)
  listVehicles(app, deps)
  getVehicle(app, deps)
  updateVehicleRoute(app, deps)
  createOperatorRoute(app, deps)
  listOperators(app, deps)
  getOperator(app, deps)
  updateOperatorRoute(app, deps)
}
