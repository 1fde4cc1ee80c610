import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { limitByAddress } from '../../platform/plugins/protection.js'
import { searchPublicRegister } from './search-public-register.route.js'
import { showRegister } from './show-register.route.js'

/** The register that anybody may inspect (LGMPA 1976 s.51(3)). */
export function publicRegister(app: App, deps: Deps): void {
  // One count for both: neither is a way round the other.
  const limit = limitByAddress(app, deps.config.rateLimit.register)
  searchPublicRegister(app, deps, limit)
  showRegister(app, deps, limit)
}
