import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { getDriverCriteriaShares } from './get-driver-criteria-shares.route.js'
import { getDriverCriteria } from './get-driver-criteria.route.js'
import { listDriverFacts } from './list-driver-facts.route.js'
import { listDriverShortfalls } from './list-driver-shortfalls.route.js'
import { recordDriverFact } from './record-driver-fact.route.js'

export { approveDriverFact } from './approve-driver-fact.action.js'
export { sharesOf } from './shares.action.js'

/** What the standards of an authority ask of its drivers beside the licence, and who falls short. */
export function driverCriteria(app: App, deps: Deps): void {
  recordDriverFact(app, deps)
  listDriverFacts(app, deps)
  getDriverCriteria(app, deps)
  getDriverCriteriaShares(app, deps)
  listDriverShortfalls(app, deps)
}
