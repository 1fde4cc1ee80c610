import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { compareStandards } from './compare-standards.route.js'
import { getStandards } from './get-standards.route.js'
import { listStandards } from './list-standards.route.js'
import { proposeStandards } from './propose-standards.route.js'

export { approveStandards } from './approve-standards.action.js'
export { findStandardsOn, findVersions, insertFirst, VERSION_VIOLATIONS } from './standards.store.js'

/** What an authority asks, from one day on: of cameras, of drivers, of its own data and searches. Public policy, in versions that are never edited. */
export function standards(app: App, deps: Deps): void {
  getStandards(app, deps)
  listStandards(app, deps)
  proposeStandards(app, deps)
  compareStandards(app, deps)
}
