import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { getAuthority } from './get-authority.route.js'
import { listAuthorities } from './list-authorities.route.js'

export { authorityCommand } from './authority.cli.js'
export { findGssCode } from './authority-code.store.js'
export { findLineOf } from './authority.store.js'
export { joinAuthority } from './join.action.js'
export { listedAuthorities } from './listed-authorities.js'
export { findKeepers, findSources, type Keeper } from './keeper.store.js'
export { seedAuthorities } from './seed.store.js'
export { FRESHNESS_TOLD, tellFreshness } from './tell-freshness.js'

/** The licensing authorities of the United Kingdom, past and present: public facts. */
export function authorities(app: App, deps: Deps): void {
  listAuthorities(app, deps)
  getAuthority(app, deps)
}
