import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { makeAnswers } from './answers.js'
import { exportLicensingStatistics } from './export-licensing-statistics.route.js'
import { getLicensingStatistics } from './get-licensing-statistics.route.js'
import { showStatisticsChart } from './show-statistics-chart.route.js'
import { showStatistics } from './show-statistics.route.js'

/** Figures of licensing for everybody, in which no person can be singled out. */
export function statistics(app: App, deps: Deps): void {
  const answers = makeAnswers(deps)
  getLicensingStatistics(app, deps, answers)
  exportLicensingStatistics(app, deps, answers)
  showStatistics(app, deps, answers)
  showStatisticsChart(app, deps, answers)
}
