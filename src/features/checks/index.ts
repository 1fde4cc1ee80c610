import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { checkBookingRoute } from './check-booking.route.js'
import { getBookingCheck } from './get-booking-check.route.js'

/** May this driver take this booking? For the booking systems of operators. */
export function checks(app: App, deps: Deps): void {
  checkBookingRoute(app, deps)
  getBookingCheck(app, deps)
}
