/**
 * @jest-environment <rootDir>/test/domain/zoned-environment.mjs
 * @jest-environment-options {"zone": "UTC"}
 */
import { agreesInZone } from './agrees-in-zone.js'

agreesInZone('UTC', 0, 1976)
