import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { getRefusalStatistics } from './get-refusal-statistics.route.js'
import { listDuties } from './list-duties.route.js'

export { countDuties } from './duty.store.js'
export { finishDuty, startDuties, startDuty } from './duty.action.js'

/** The clocks of the 2022 Act, and what all authorities together did by them. */
export function duties(app: App, deps: Deps): void {
  listDuties(app, deps)
  getRefusalStatistics(app, deps)
}
