import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { getAuditHead } from './get-audit-head.route.js'
import { listAuditEvents } from './list-audit-events.route.js'

export { auditCommand } from './audit.cli.js'

/** What scrutiny reads: it writes nothing but the record of its own reading. */
export function audit(app: App, deps: Deps): void {
  listAuditEvents(app, deps)
  getAuditHead(app, deps)
}
