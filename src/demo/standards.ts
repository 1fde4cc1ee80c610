import type { Scribe } from './scribe.js'

// As each went by when it joined: what begins in the past may not change them.
const AS_JOINED = { freshnessLimitHours: 168, searchValidityDays: 28 }

const BTEC = 'BTEC Level 2 Certificate: The Introduction to the Role of the Professional Taxi and Private Hire Driver'

/**
 * What four neighbours ask. Rotherham's dates and its rules on picture and sound are those of its policy of 6 July 2015; intervals, lists and everything of
 * the other three are invented.
 */
export async function loadStandards(scribe: Scribe): Promise<void> {
  const { ago } = scribe
  await scribe.state('rotherham', {
    ...AS_JOINED,
    effectiveFrom: '2015-07-06',
    cctv: {
      isRequired: true,
      requiredFrom: '2015-07-06',
      transitionUntil: '2016-07-06',
      appliesTo: ['hackney-carriage-vehicle', 'private-hire-vehicle'],
      video: 'whenever-used-as-a-taxi',
      audio: { rule: 'on-trigger', triggers: ['unaccompanied-child', 'vulnerable-adult', 'dispute'] },
      inspectionIntervalMonths: 12,
      faultRepairDays: 7,
      approvedSystems: [{ make: 'Invented Vision', model: 'IV-3' }],
      approvedInstallers: ['Fictional Fitters Ltd'],
      exemptionGrounds: ['temporary-replacement-vehicle', 'system-unavailable'],
    },
    driverCriteria: {
      backgroundCheck: { everyMonths: 6 },
      safeguardingTraining: { everyMonths: 36 },
      qualification: { accepted: [BTEC] },
      camera: { isRequired: true },
    },
  })
  await scribe.state('sheffield', {
    ...AS_JOINED,
    effectiveFrom: ago(700),
    cctv: { isRequired: false },
    driverCriteria: {
      backgroundCheck: { everyMonths: 6 },
      safeguardingTraining: { everyMonths: null },
      qualification: null,
      camera: null,
    },
  })
  await scribe.state('barnsley', {
    ...AS_JOINED,
    effectiveFrom: ago(400),
    cctv: { isRequired: false },
    driverCriteria: {
      backgroundCheck: { everyMonths: 12 },
      safeguardingTraining: null,
      qualification: null,
      camera: null,
    },
  })
  await scribe.state('doncaster', {
    ...AS_JOINED,
    effectiveFrom: ago(60),
    cctv: {
      isRequired: true,
      requiredFrom: ago(60),
      transitionUntil: ago(-300),
      appliesTo: ['private-hire-vehicle'],
      video: 'whenever-the-engine-runs',
      audio: { rule: 'not-permitted', triggers: [] },
      inspectionIntervalMonths: 24,
      faultRepairDays: 14,
      approvedSystems: [],
      approvedInstallers: [],
      exemptionGrounds: ['executive-hire'],
    },
    driverCriteria: null,
  })
}

/** A driver who shows all that Rotherham asks. */
export async function loadCriteria(scribe: Scribe, driverId: string, vehicleId: string): Promise<void> {
  const { ago } = scribe
  await scribe.driverFact(driverId, { type: 'background-check', on: ago(800), kind: 'enhanced-dbs' })
  await scribe.driverFact(driverId, { type: 'background-check', on: ago(60), kind: 'update-service' })
  await scribe.driverFact(driverId, {
    type: 'safeguarding-training',
    on: ago(300),
    provider: 'Fictional Training Centre',
  })
  await scribe.driverFact(driverId, { type: 'qualification', on: ago(900), title: BTEC })
  await scribe.driverFact(driverId, { type: 'vehicle-driven', on: ago(90), vehicleId })
}
