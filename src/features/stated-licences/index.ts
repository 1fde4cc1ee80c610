import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { getLicenceInfoHistorical } from './get-licence-info-historical.route.js'
import { getLicenceInfo } from './get-licence-info.route.js'
import { listStatedLicences } from './list-stated-licences.route.js'
import { searchLicencesInfo } from './search-licences-info.route.js'

export { countStatedInForce, weighPlate, type WeighedStatement } from './weigh-stated.action.js'

/** Vehicle licences as the feeds of their authorities state them, and the national register's look-ups. */
export function statedLicences(app: App, deps: Deps): void {
  listStatedLicences(app, deps)
  getLicenceInfo(app, deps)
  searchLicencesInfo(app, deps)
  getLicenceInfoHistorical(app, deps)
}
