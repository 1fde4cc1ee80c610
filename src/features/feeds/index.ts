import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { approveFeedUndo } from './approve-feed-undo.route.js'
import { approveFeed } from './approve-feed.route.js'
import { exportFeedErrors } from './export-feed-errors.route.js'
import { getFeed } from './get-feed.route.js'
import { getFeedTemplate } from './get-feed-template.route.js'
import { listFeedDifferences } from './list-feed-differences.route.js'
import { listFeedFreshness } from './list-feed-freshness.route.js'
import { listFeeds } from './list-feeds.route.js'
import { updateTaxiPhvDatabase } from './ntr/update-taxi-phv-database.route.js'
import { refuseFeed } from './refuse-feed.route.js'
import { sendDriverFeed } from './send-driver-feed.route.js'
import { sendOperatorFeed } from './send-operator-feed.route.js'
import { sendVehicleFeed } from './send-vehicle-feed.route.js'
import { undoFeed } from './undo-feed.route.js'
import { watchFeed } from './watch-feed.route.js'
import { stopWork } from './work-on-feed.action.js'

export { feedCommand } from './feed.cli.js'
export { forgetFeeds } from './forget-feeds.action.js'
export { KINDS } from './kinds.js'
export { receiveFeed } from './receive-feed.action.js'
export { resumeFeeds } from './resume-feeds.action.js'
export { untilSettled, workOnFeed } from './work-on-feed.action.js'

/** Files that authorities send of their licences: checked, shown, approved, applied, and undone where they were wrong. */
export function feeds(app: App, deps: Deps): void {
  sendVehicleFeed(app, deps)
  sendDriverFeed(app, deps)
  sendOperatorFeed(app, deps)
  getFeedTemplate(app)
  listFeeds(app, deps)
  listFeedFreshness(app, deps)
  getFeed(app, deps)
  watchFeed(app, deps)
  listFeedDifferences(app, deps)
  exportFeedErrors(app, deps)
  approveFeed(app, deps)
  refuseFeed(app, deps)
  undoFeed(app, deps)
  approveFeedUndo(app, deps)
  updateTaxiPhvDatabase(app, deps)
  // At the beginning of the end, so that a transaction on a whole file is given up while what was asked is still answered.
  app.addHook('preClose', () => stopWork(deps.db))
}
