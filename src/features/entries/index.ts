import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { exportOutbox } from './export-outbox.route.js'
import { getEntry } from './get-entry.route.js'
import { importEntries } from './import-entries.route.js'
import { listEntries } from './list-entries.route.js'
import { listOutbox } from './list-outbox.route.js'
import { makeEntry } from './make-entry.route.js'
import { recordMirroring } from './record-mirroring.route.js'
import { reinstateEntry } from './reinstate-entry.route.js'
import { removeEntry } from './remove-entry.route.js'

export { approveEntryProposal } from './approve-entry-proposal.action.js'
export { followDecision, followQueued } from './follow-decision.action.js'
export { followDriver } from './follow-driver.action.js'
export { matchingCommand } from './matching.cli.js'
export { purgeEntries } from './purge-entries.action.js'
export { lockRegister, readRegisterVersion } from './register.store.js'

/** Statutory entries (2022 Act s.2): made by what is decided, kept for eleven years, and told to the designated database. */
export function entries(app: App, deps: Deps): void {
  listEntries(app, deps)
  getEntry(app, deps)
  makeEntry(app, deps)
  importEntries(app, deps)
  removeEntry(app, deps)
  reinstateEntry(app, deps)
  listOutbox(app, deps)
  exportOutbox(app, deps)
  recordMirroring(app, deps)
}
