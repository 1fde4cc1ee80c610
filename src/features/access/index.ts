import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { getKeys } from './get-keys.route.js'
import { getServerMetadata } from './get-server-metadata.route.js'
import { issueToken } from './issue-token.route.js'

export { accessCommands } from './access.cli.js'
export { listenForCommands } from './command-socket.js'
export { makeAuthenticate } from './authenticate.js'
export { tokenForEvaluation } from './evaluation-token.action.js'

/** Who calls, and how they prove it: OAuth 2.0 for clients and, through them, for named officers. */
export function access(app: App, deps: Deps): void {
  issueToken(app, deps)
  getKeys(app, deps)
  getServerMetadata(app, deps)
}
