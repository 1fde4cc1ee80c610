import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { acknowledgeInformationRequest } from './acknowledge-information-request.route.js'
import { answerInformationRequest } from './answer-information-request.route.js'
import { createInformationRequest } from './create-information-request.route.js'
import { getInformationRequest } from './get-information-request.route.js'
import { listEntryNotices } from './list-entry-notices.route.js'
import { listInformationRequests } from './list-information-requests.route.js'

export { requestStatesOf } from './information-request.store.js'
export { purgeInformation } from './purge-information.job.js'
export { tellRequesters } from './tell-requesters.action.js'

/** What is behind an entry: asked for, given or refused, forgotten in time; and who asked is told of what changes (2022 Act s.3(2) to (4)). */
export function informationRequests(app: App, deps: Deps): void {
  createInformationRequest(app, deps)
  listInformationRequests(app, deps)
  getInformationRequest(app, deps)
  acknowledgeInformationRequest(app, deps)
  answerInformationRequest(app, deps)
  listEntryNotices(app, deps)
}
