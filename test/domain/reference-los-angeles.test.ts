/**
 * @jest-environment <rootDir>/test/domain/zoned-environment.mjs
 * @jest-environment-options {"zone": "America/Los_Angeles"}
 */
import { agreesInZone } from './agrees-in-zone.js'

agreesInZone('America/Los_Angeles', 480, 1998)
