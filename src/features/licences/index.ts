import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { getLicence } from './get-licence.route.js'
import { getStanding } from './get-standing.route.js'
import { listLicences } from './list-licences.route.js'

export { findHoldersOfNumbers, insertLicences, lockLicences, rewriteStandings, type Numbered } from './bulk.store.js'
export {
  findLicencesOfHolders,
  findRefusedOfHolders,
  loadApplicationHistory,
  loadHistories,
  loadHistoriesOfDriver,
  loadHistory,
  lockLicence,
  type RecordedFact,
  type RecordedHistory,
} from './history.store.js'
export { Licence } from './licence.schema.js'
export { findHolding, findLicence, insertLicence } from './licence.store.js'
export { standingCommand } from './standing.cli.js'
export { queueForHolder, rewriteStanding } from './standing.store.js'

/** What is licensed, to whom, and whether it may be used. Decisions, which make it so, are a feature of their own. */
export function licences(app: App, deps: Deps): void {
  listLicences(app, deps)
  getLicence(app, deps)
  getStanding(app, deps)
}
