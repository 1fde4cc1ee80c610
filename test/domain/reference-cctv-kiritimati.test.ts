/**
 * @jest-environment <rootDir>/test/domain/zoned-environment.mjs
 * @jest-environment-options {"zone": "Pacific/Kiritimati"}
 */
import { cctvAgreesInZone } from './cctv-agrees-in-zone.js'

cctvAgreesInZone('Pacific/Kiritimati', -840, 2015)
