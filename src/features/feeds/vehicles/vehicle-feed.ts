import type { FeedKind } from '../feed-kind.js'
import { applyVehicles } from './apply-vehicles.action.js'
import { checkVehicles } from './check-vehicles.action.js'
import { compareVehicles } from './compare-vehicles.action.js'
import { readVehicles } from './read-vehicles.js'
import { undoVehicles } from './undo-vehicles.action.js'

/** Files of the national vehicle register: each row a statement of an authority that a vehicle is licensed. */
export const vehicleFeed: FeedKind = {
  class: 'vehicle',
  read: readVehicles,
  check: checkVehicles,
  compare: compareVehicles,
  apply: applyVehicles,
  undo: undoVehicles,
}
