import type { Role } from './words.js'

/** `public`: no token is needed, and one that is sent is not read. */
export type Audience = Role | 'public'

/**
 * Whose objects an operation may touch. `own-authority`, `own-operator`: another's object is answered like an absent one. `any`: facts that every
 * caller of these roles may see. The features' stores filter by it; the table says what they must hold to, and a test asks each route.
 */
export type Tenancy = 'own-authority' | 'own-operator' | 'other-authority' | 'any'

interface Permission {
  audiences: readonly Audience[]
  tenancy: Tenancy
}

const OFFICERS = ['licensing-officer', 'senior-officer'] as const
const officers: Permission = { audiences: OFFICERS, tenancy: 'own-authority' }
const seniors: Permission = { audiences: ['senior-officer'], tenancy: 'own-authority' }
/** Officers see what is their own authority's; scrutiny sees all of it, without names. */
const officersAndScrutiny: Permission = { audiences: [...OFFICERS, 'auditor'], tenancy: 'own-authority' }
/** A system of the authority may send for itself; only an officer may say yes to what a file would end. */
const feeders: Permission = { audiences: [...OFFICERS, 'feed-sender'], tenancy: 'own-authority' }
/** Whoever has to know whether a given vehicle is licensed: the look-ups of the national register. */
const vehicleCallers: Permission = {
  audiences: [...OFFICERS, 'feed-sender', 'operator-system', 'auditor'],
  tenancy: 'any',
}
const everyone: Permission = { audiences: ['public'], tenancy: 'any' }
const scrutiny: Permission = { audiences: ['auditor'], tenancy: 'any' }

/** Who may do what. Deny by default: an operation without a row stops the start. The back office alone may only exchange for an officer's token. */
export const PERMISSIONS = {
  // service
  getLiveness: everyone,
  getReadiness: everyone,
  getMetrics: everyone,
  getOpenApi: everyone,
  getDocumentation: everyone,
  getProblemType: everyone,
  // access
  issueToken: everyone,
  getKeys: everyone,
  getServerMetadata: everyone,
  // authorities
  listAuthorities: everyone,
  getAuthority: everyone,
  // subjects
  createDriver: officers,
  listDrivers: officers,
  getDriver: officers,
  updateDriver: officers,
  createVehicle: officers,
  listVehicles: officers,
  getVehicle: officers,
  updateVehicle: officers,
  createOperator: officers,
  listOperators: officers,
  getOperator: officers,
  updateOperator: officers,
  // licences and decisions
  listLicences: officers,
  getLicence: officers,
  getStanding: officers,
  listDecisions: officers,
  getDecision: officers,
  recordDecision: officers,
  createApplication: officers,
  listApplications: officers,
  getApplication: officers,
  determineApplication: officers,
  recordTemporarySuspension: { audiences: OFFICERS, tenancy: 'other-authority' },
  lodgeAppeal: officers,
  getAppeal: officers,
  recordAppealStep: officers,
  listProposals: officers,
  getProposal: officers,
  approveProposal: seniors,
  rejectProposal: officers,
  // checks
  checkBooking: { audiences: ['operator-system'], tenancy: 'any' },
  getBookingCheck: { audiences: ['operator-system', 'auditor'], tenancy: 'own-operator' },
  // statutory entries (2022 Act s.2)
  listEntries: officers,
  getEntry: officers,
  makeEntry: officers,
  importEntries: officers,
  removeEntry: officers,
  reinstateEntry: officers,
  listOutbox: officers,
  exportOutbox: officers,
  recordMirroring: officers,
  // searches (s.3(1))
  searchEntries: officers,
  listEntrySearches: officersAndScrutiny,
  getEntrySearch: officersAndScrutiny,
  reviewCandidate: officers,
  // information behind an entry (s.3(2) to (4))
  createInformationRequest: officers,
  listInformationRequests: officersAndScrutiny,
  getInformationRequest: officers,
  acknowledgeInformationRequest: officers,
  answerInformationRequest: officers,
  listEntryNotices: officers,
  // concerns (ss.5, 6)
  reportConcern: { audiences: OFFICERS, tenancy: 'other-authority' },
  listConcerns: officersAndScrutiny,
  getConcern: officersAndScrutiny,
  answerConcern: officers,
  // refused here, licensed there
  listAlerts: officersAndScrutiny,
  getAlert: officersAndScrutiny,
  acknowledgeAlert: officers,
  // duties
  listDuties: officersAndScrutiny,
  getRefusalStatistics: officersAndScrutiny,
  // standards of an authority: public policy
  getStandards: everyone,
  listStandards: everyone,
  compareStandards: everyone,
  proposeStandards: seniors,
  // cameras
  recordCctvFact: officers,
  listCctvFacts: officers,
  getVehicleCctv: officers,
  listCctvCompliance: officersAndScrutiny,
  exportCctvCompliance: officers,
  getCctvHistory: officersAndScrutiny,
  // driver criteria
  recordDriverFact: officers,
  listDriverFacts: officers,
  getDriverCriteria: officers,
  getDriverCriteriaShares: everyone,
  listDriverShortfalls: officers,
  // public register and statistics
  searchPublicRegister: everyone,
  getLicensingStatistics: everyone,
  exportLicensingStatistics: everyone,
  showRegister: everyone,
  showStatistics: everyone,
  showStatisticsChart: everyone,
  getPageAsset: everyone,
  // feeds
  sendVehicleFeed: feeders,
  sendDriverFeed: feeders,
  sendOperatorFeed: feeders,
  listFeeds: { audiences: [...OFFICERS, 'feed-sender', 'auditor'], tenancy: 'own-authority' },
  getFeed: { audiences: [...OFFICERS, 'feed-sender', 'auditor'], tenancy: 'own-authority' },
  watchFeed: feeders,
  exportFeedErrors: feeders,
  listFeedDifferences: officers,
  approveFeed: officers,
  refuseFeed: officers,
  undoFeed: officers,
  approveFeedUndo: officers,
  listFeedFreshness: { audiences: [...OFFICERS, 'feed-sender', 'operator-system', 'auditor'], tenancy: 'any' },
  getFeedTemplate: everyone,
  listStatedLicences: officers,
  // the national vehicle register's own interface
  updateTaxiPhvDatabase: feeders,
  getLicenceInfo: vehicleCallers,
  searchLicencesInfo: vehicleCallers,
  getLicenceInfoHistorical: vehicleCallers,
  // scrutiny
  listAuditEvents: scrutiny,
  getAuditHead: scrutiny,
} as const satisfies Record<string, Permission>

export const permissionOf = (operation: string): Permission | undefined =>
  (PERMISSIONS as Record<string, Permission>)[operation]

export const mayCall = (audience: Audience, operation: string): boolean =>
  permissionOf(operation)?.audiences.includes(audience) ?? false
