import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { answerConcern } from './answer-concern.route.js'
import { getConcern } from './get-concern.route.js'
import { listConcerns } from './list-concerns.route.js'
import { reportConcern } from './report-concern.route.js'

/** What one authority sees of another's drivers, and what that one does about it (2022 Act ss.5, 6). */
export function concerns(app: App, deps: Deps): void {
  reportConcern(app, deps)
  listConcerns(app, deps)
  getConcern(app, deps)
  answerConcern(app, deps)
}
