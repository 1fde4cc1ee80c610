import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { exportCctvCompliance } from './export-cctv-compliance.route.js'
import { getCctvHistory } from './get-cctv-history.route.js'
import { getVehicleCctv } from './get-vehicle-cctv.route.js'
import { listCctvCompliance } from './list-cctv-compliance.route.js'
import { listCctvFacts } from './list-cctv-facts.route.js'
import { recordCctvFact } from './record-cctv-fact.route.js'

export { approveCctvFact } from './approve-cctv-fact.action.js'
export { cctvCommand } from './cctv.cli.js'
export { followLicence, followStandards, recomputeCompliance } from './compliance.action.js'
export { countByStatus } from './compliance-count.store.js'

/** Cameras in vehicles: what is recorded of them, and whether the rule of the authority is met. */
export function cctv(app: App, deps: Deps): void {
  recordCctvFact(app, deps)
  listCctvFacts(app, deps)
  getVehicleCctv(app, deps)
  listCctvCompliance(app, deps)
  exportCctvCompliance(app, deps)
  getCctvHistory(app, deps)
}
