/**
 * @jest-environment <rootDir>/test/domain/zoned-environment.mjs
 * @jest-environment-options {"zone": "America/Los_Angeles"}
 */
import { cctvAgreesInZone } from './cctv-agrees-in-zone.js'

cctvAgreesInZone('America/Los_Angeles', 480, 2016)
