import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { acknowledgeAlert } from './acknowledge-alert.route.js'
import { getAlert } from './get-alert.route.js'
import { listAlerts } from './list-alerts.route.js'

export { countOpenAlerts } from './alert.store.js'
export { findAlerts, raiseForEntries, raiseForEntry, raiseForLicence, type NewAlert } from './raise.action.js'
export { insertAlerts } from './raise.store.js'

/** Refused here, licensed there: an entry and a licence of two authorities that are very likely about one person. */
export function alerts(app: App, deps: Deps): void {
  listAlerts(app, deps)
  getAlert(app, deps)
  acknowledgeAlert(app, deps)
}
