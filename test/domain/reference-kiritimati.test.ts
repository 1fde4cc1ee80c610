/**
 * @jest-environment <rootDir>/test/domain/zoned-environment.mjs
 * @jest-environment-options {"zone": "Pacific/Kiritimati"}
 */
import { agreesInZone } from './agrees-in-zone.js'

agreesInZone('Pacific/Kiritimati', -840, 2022)
