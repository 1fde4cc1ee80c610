/**
 * @jest-environment <rootDir>/test/domain/zoned-environment.mjs
 * @jest-environment-options {"zone": "Europe/London"}
 */
import { agreesInZone } from './agrees-in-zone.js'

agreesInZone('Europe/London', 0, 1847)
