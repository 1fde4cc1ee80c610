import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { approveProposal } from './approve-proposal.route.js'
import { createApplication } from './create-application.route.js'
import { determineApplication } from './determine-application.route.js'
import { getAppeal } from './get-appeal.route.js'
import { getApplication } from './get-application.route.js'
import { getDecision } from './get-decision.route.js'
import { listApplications } from './list-applications.route.js'
import { listDecisions } from './list-decisions.route.js'
import { lodgeAppeal } from './lodge-appeal.route.js'
import { recordAppealStep } from './record-appeal-step.route.js'
import { recordDecision } from './record-decision.route.js'
import { recordTemporarySuspension } from './record-temporary-suspension.route.js'

export { findProvenance, insertFedApplications, insertFedDecisions, replacePeriods } from './bulk.store.js'

/** Applications, the decisions on them and on licences, appeals, and the second person where the law of the house wants one. */
export function decisions(app: App, deps: Deps): void {
  createApplication(app, deps)
  listApplications(app, deps)
  getApplication(app, deps)
  determineApplication(app, deps)
  recordDecision(app, deps)
  listDecisions(app, deps)
  getDecision(app, deps)
  recordTemporarySuspension(app, deps)
  lodgeAppeal(app, deps)
  getAppeal(app, deps)
  recordAppealStep(app, deps)
  approveProposal(app, deps)
}
