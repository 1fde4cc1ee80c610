/**
 * The closed lists of the registry: one word for each thing, in the vocabulary of the licensing statutes.
 * Each list also stands in the database as an enum; a test holds the two together.
 */

/** Nations whose licensing law differs. */
export const NATIONS = ['england', 'wales', 'scotland', 'northern-ireland'] as const
export type Nation = (typeof NATIONS)[number]

/** Bodies of licensing law. One authority lives under exactly one of them. */
export const JURISDICTIONS = ['england-and-wales', 'london', 'plymouth', 'scotland', 'northern-ireland'] as const
export type Jurisdiction = (typeof JURISDICTIONS)[number]

export const LICENCE_KINDS = [
  'hackney-carriage-driver',
  'private-hire-driver',
  'hackney-carriage-vehicle',
  'private-hire-vehicle',
  'private-hire-operator',
] as const
export type LicenceKind = (typeof LICENCE_KINDS)[number]

/** What a licence is held for. Numbers are unique within a class: a badge (driver), a plate (vehicle), an operator licence number. */
export const LICENCE_CLASSES = ['driver', 'vehicle', 'operator'] as const
export type LicenceClass = (typeof LICENCE_CLASSES)[number]

export const CLASS_OF_KIND: Record<LicenceKind, LicenceClass> = {
  'hackney-carriage-driver': 'driver',
  'private-hire-driver': 'driver',
  'hackney-carriage-vehicle': 'vehicle',
  'private-hire-vehicle': 'vehicle',
  'private-hire-operator': 'operator',
}

export const DECISION_TYPES = [
  'grant',
  'renew',
  'refuse-application',
  'refuse-renewal',
  'suspend',
  'lift-suspension',
  'revoke',
  'vary-conditions',
  'surrender',
  'temporary-suspension-by-other-authority',
  'warning',
] as const
export type DecisionType = (typeof DECISION_TYPES)[number]

/** Who took the decision. `commissioner`: Rotherham, February 2015 to 13 December 2016. */
export const CAPACITIES = [
  'officer-delegated',
  'sub-committee',
  'committee',
  'commissioner',
  'magistrates-court',
  'crown-court',
  'sheriff',
] as const
export type Capacity = (typeof CAPACITIES)[number]

/** Relevant information: Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022 s.1(1)(a)-(i). */
export const RELEVANT_INFORMATION = [
  'sexual-offence',
  'harassment',
  'physical-or-psychological-harm',
  'risk-of-harm-offence',
  'equality-act-offence',
  'unlawful-discrimination',
  'threatening-abusive-insulting',
  'road-safety-risk',
  'unsuitable-other',
] as const
export type RelevantInformation = (typeof RELEVANT_INFORMATION)[number]

/** Coded grounds of an adverse decision (LGMPA 1976 ss.60, 61, 62 and their counterparts); `reasons` is the restricted text. */
export const GROUNDS = [
  'offence-dishonesty-indecency-violence',
  'immigration-offence-or-penalty',
  'failure-to-comply-with-act',
  'not-fit-and-proper',
  'medical-fitness',
  'driving-standards',
  'vehicle-unfit',
  'condition-breached',
  'documents-missing-or-false',
  'fee-unpaid',
  'any-other-reasonable-cause',
] as const
export type Ground = (typeof GROUNDS)[number]

export const APPLICATION_TYPES = ['new', 'renewal'] as const
export type ApplicationType = (typeof APPLICATION_TYPES)[number]

export const APPEAL_STEP_TYPES = ['lodged', 'dismissed', 'allowed', 'withdrawn', 'further-appeal'] as const
export type AppealStepType = (typeof APPEAL_STEP_TYPES)[number]

/** Derived states of the right of appeal; `period-open` and `not-lodged` exist without any recorded step. */
export const APPEAL_STATES = [
  'period-open',
  'not-lodged',
  'lodged',
  'dismissed',
  'allowed',
  'withdrawn',
  'further-appeal',
] as const
export type AppealState = (typeof APPEAL_STATES)[number]

export const APPEAL_COURTS = [
  'magistrates-court',
  'crown-court',
  'sheriff',
  'sheriff-appeal-court',
  'county-court-ni',
] as const
export type AppealCourt = (typeof APPEAL_COURTS)[number]

/** The answer to "may this licence be used at instant t?". `unknown` means: ask the authority. Never read it as yes. */
export const VERDICTS = ['yes', 'no', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Why a verdict holds, in the rows of the truth table. */
export const SITUATIONS = [
  'not-yet-in-force',
  'in-force',
  'notice-running',
  'held-off-by-appeal',
  'suspended',
  'temporarily-suspended',
  'revoked',
  'surrendered',
  'expired',
  'refused-renewal-under-appeal',
  'appeal-unsettled',
  'renewal-pending-unsettled',
] as const
export type Situation = (typeof SITUATIONS)[number]

export const TRIPLE_LOCK = ['satisfied', 'broken', 'not-applicable', 'not-checked'] as const
export type TripleLock = (typeof TRIPLE_LOCK)[number]

/** Roles of the people and systems that call the registry. `public` is a caller without a token and is never stored. */
export const ROLES = [
  'licensing-officer',
  'senior-officer',
  'back-office',
  'feed-sender',
  'operator-system',
  'auditor',
] as const
export type Role = (typeof ROLES)[number]

export const PRINCIPAL_KINDS = ['person', 'client'] as const
export type PrincipalKind = (typeof PRINCIPAL_KINDS)[number]

export const NAME_TYPES = ['former', 'alias'] as const
export type NameType = (typeof NAME_TYPES)[number]

/** Great Britain (DVLA, 16 characters), Northern Ireland (DVA, 8 digits), or a Community licence. */
export const DRIVING_LICENCE_ISSUERS = ['gb', 'ni', 'community'] as const
export type DrivingLicenceIssuer = (typeof DRIVING_LICENCE_ISSUERS)[number]

export const PROPOSAL_KINDS = [
  'decision',
  'appeal-step',
  'entry-import',
  'entry-removal',
  'entry-reinstatement',
  'standards',
  'cctv-fact',
  'driver-fact',
] as const
export type ProposalKind = (typeof PROPOSAL_KINDS)[number]

export const PROPOSAL_STATES = ['open', 'approved', 'rejected'] as const
export type ProposalState = (typeof PROPOSAL_STATES)[number]

/** Where an authority's facts of one class come from: recorded here by its officers, or sent by feed from another system. */
export const SOURCE_MODES = ['registry', 'feed'] as const
export type SourceMode = (typeof SOURCE_MODES)[number]

/** Decisions that make a statutory entry if relevant information was relied on (2022 Act s.2(1)). */
export const ENTRY_DECISION_TYPES = ['refuse-application', 'refuse-renewal', 'suspend', 'revoke'] as const
export type EntryDecisionType = (typeof ENTRY_DECISION_TYPES)[number]

/** How an entry came here: with a decision recorded here, or from the authority's file of earlier ones. */
export const ENTRY_ORIGINS = ['decision', 'import'] as const
export type EntryOrigin = (typeof ENTRY_ORIGINS)[number]

/** `expired`: the eleven years are over, and of the person nothing is left. Removed and expired entries are never found by a search. */
export const ENTRY_STATES = ['active', 'amended', 'removed', 'reinstated', 'expired'] as const
export type EntryState = (typeof ENTRY_STATES)[number]

/** Those of an entry that searches find. */
export const LIVE_ENTRY_STATES = ['active', 'amended', 'reinstated'] as const satisfies readonly EntryState[]

/** Why an entry was made or changed: what earlier requesters are told (2022 Act s.3(4)). */
export const ENTRY_CAUSES = [
  'decision',
  'import',
  'suspension-lifted',
  'appeal-allowed',
  'appeal-not-allowed',
  'decision-corrected',
  'decision-annulled',
  'no-relevant-information',
  'licence-granted-since',
  'person-amended',
  'made-in-error',
  'retention-over',
] as const
export type EntryCause = (typeof ENTRY_CAUSES)[number]

/** What an officer may search the entries for (2022 Act s.3(1), s.4(3)(c)). */
export const SEARCH_PURPOSES = ['new-application', 'renewal', 'review-of-licence'] as const
export type SearchPurpose = (typeof SEARCH_PURPOSES)[number]

export const SEARCH_OUTCOMES = ['none', 'possible', 'strong', 'exact', 'too-many'] as const
export type SearchOutcome = (typeof SEARCH_OUTCOMES)[number]

/** What scrutiny looks at: an officer who searched for a person of the officer's own name, or family name; a changed query on one reference; one without identifiers. */
export const SEARCH_FLAGS = ['self-search', 'same-surname', 'changed-query', 'no-identifier'] as const
export type SearchFlag = (typeof SEARCH_FLAGS)[number]

/** How sure it is that two descriptions are of one person. */
export const MATCH_BANDS = ['exact', 'strong', 'possible'] as const
export type MatchBand = (typeof MATCH_BANDS)[number]

export const REVIEW_VERDICTS = ['confirmed', 'rejected'] as const
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number]

/** Of a request for the information behind an entry (2022 Act s.3(2)). The clock runs from the day it arrives, received by an officer or not. */
export const REQUEST_STATES = ['sent', 'received', 'provided', 'refused', 'overdue'] as const
export type RequestState = (typeof REQUEST_STATES)[number]

export const REQUEST_OUTCOMES = ['provided', 'refused'] as const
export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number]

/** What the issuing authority did about a concern (2022 Act s.6(2)). */
export const CONCERN_ACTIONS = ['suspended', 'revoked', 'warned', 'conditions-varied', 'no-action'] as const
export type ConcernAction = (typeof CONCERN_ACTIONS)[number]

export const CONCERN_STATES = ['open', 'overdue', 'answered'] as const
export type ConcernState = (typeof CONCERN_STATES)[number]

export const DUTY_KINDS = [
  'make-entry',
  'update-entry',
  'search-entries',
  'answer-request',
  'tell-requesters',
  'report-concern',
  'consider-concern',
  'remove-entry',
] as const
export type DutyKind = (typeof DUTY_KINDS)[number]

/** Derived: `open` in time, `overdue` past its day; `done` in time, `done-late`. */
export const DUTY_STATES = ['open', 'overdue', 'done', 'done-late'] as const
export type DutyState = (typeof DUTY_STATES)[number]

/** What an authority makes of an alert. None of them closes it for the other. */
export const ALERT_VIEWS = ['same-person', 'different-person', 'considered'] as const
export type AlertView = (typeof ALERT_VIEWS)[number]

/** Derived. For an authority, `open` until it has recorded a view since the entry was made or reinstated; for scrutiny, until both have. */
export const ALERT_STATES = ['open', 'acknowledged'] as const
export type AlertState = (typeof ALERT_STATES)[number]

/** Which of the two came later; also, which of the two is an authority's own. */
export const ALERT_CAUSES = ['entry', 'licence'] as const
export type AlertCause = (typeof ALERT_CAUSES)[number]

export const VEHICLE_KINDS = [
  'hackney-carriage-vehicle',
  'private-hire-vehicle',
] as const satisfies readonly LicenceKind[]
export type VehicleKind = (typeof VEHICLE_KINDS)[number]

/** Whether a vehicle meets its authority's rule on cameras. `awaiting-fit`: inside the rule's transition period. `unknown`: ask the authority. */
export const CCTV_STATUSES = [
  'compliant',
  'non-compliant',
  'awaiting-fit',
  'exempt',
  'not-required',
  'unknown',
] as const
export type CctvStatus = (typeof CCTV_STATUSES)[number]

/** What is recorded of the camera of a vehicle. `condition`: of its licence, whatever the policy says. */
export const CCTV_FACT_TYPES = [
  'installation',
  'removal',
  'inspection',
  'fault',
  'repair',
  'condition',
  'exemption',
  'exemption-end',
  'footage-request',
  'footage-decision',
  'footage-handover',
] as const
export type CctvFactType = (typeof CCTV_FACT_TYPES)[number]

export const CCTV_CHECK_ITEMS = [
  'picture',
  'indicator',
  'driver-button',
  'passenger-button',
  'audio-trigger',
  'encryption',
  'clock',
  'signage',
] as const
export type CctvCheckItem = (typeof CCTV_CHECK_ITEMS)[number]

export const CCTV_CHECK_RESULTS = ['pass', 'fail', 'not-applicable'] as const
export type CctvCheckResult = (typeof CCTV_CHECK_RESULTS)[number]

export const CCTV_VIDEO_RULES = ['whenever-used-as-a-taxi', 'whenever-the-engine-runs', 'on-trigger'] as const
export type CctvVideoRule = (typeof CCTV_VIDEO_RULES)[number]

/** Continuous audio is unlawful (Information Commissioner, Southampton 2012, upheld), so there is no word for it. */
export const CCTV_AUDIO_RULES = ['not-permitted', 'optional', 'on-trigger'] as const
export type CctvAudioRule = (typeof CCTV_AUDIO_RULES)[number]

export const CCTV_AUDIO_TRIGGERS = ['unaccompanied-child', 'vulnerable-adult', 'dispute'] as const
export type CctvAudioTrigger = (typeof CCTV_AUDIO_TRIGGERS)[number]

export const CCTV_EXEMPTION_GROUNDS = [
  'executive-hire',
  'contract-work-only',
  'temporary-replacement-vehicle',
  'vehicle-unsuitable',
  'system-unavailable',
] as const
export type CctvExemptionGround = (typeof CCTV_EXEMPTION_GROUNDS)[number]

/** On what footage may be asked for: Data Protection Act 2018 Sch. 2 paras 2 and 5, UK GDPR art. 15, and the authority's own functions (art. 6(1)(e)). */
export const FOOTAGE_LEGAL_BASES = [
  'crime-or-taxation',
  'legal-proceedings',
  'subject-access',
  'licensing-function',
] as const
export type FootageLegalBasis = (typeof FOOTAGE_LEGAL_BASES)[number]

export const FOOTAGE_DECISIONS = ['granted', 'granted-in-part', 'refused'] as const
export type FootageDecision = (typeof FOOTAGE_DECISIONS)[number]

/** What Rotherham audited of each driver from 2015. */
export const DRIVER_CRITERIA = ['background-check', 'safeguarding-training', 'qualification', 'camera'] as const
export type DriverCriterion = (typeof DRIVER_CRITERIA)[number]

/** `not-asked`: the authority's standards do not ask for it. */
export const CRITERION_STATUSES = ['met', 'not-met', 'unknown', 'not-asked'] as const
export type CriterionStatus = (typeof CRITERION_STATUSES)[number]

export const DRIVER_FACT_TYPES = [
  'background-check',
  'safeguarding-training',
  'qualification',
  'vehicle-driven',
  'vehicle-left',
] as const
export type DriverFactType = (typeof DRIVER_FACT_TYPES)[number]

/** How the background of a driver was checked: by a new enhanced certificate, or by asking whether the last one still stands. */
export const BACKGROUND_CHECK_KINDS = ['enhanced-dbs', 'update-service'] as const
export type BackgroundCheckKind = (typeof BACKGROUND_CHECK_KINDS)[number]

/** What a correction does to the fact that it names. */
export const CORRECTION_EFFECTS = ['replace', 'annul'] as const
export type CorrectionEffect = (typeof CORRECTION_EFFECTS)[number]

/** How a file is written: the national vehicle register's two forms, and our own two for drivers and operators. */
export const FEED_FORMATS = ['ntr-csv', 'ntr-json', 'csv', 'ndjson'] as const
export type FeedFormat = (typeof FEED_FORMATS)[number]

/** Where a file stands. Its moves are in src/domain/feed.ts. */
export const FEED_STATES = ['received', 'validated', 'previewed', 'approved', 'applied', 'refused', 'undone'] as const
export type FeedState = (typeof FEED_STATES)[number]

/** What the registry is doing with it. */
export const FEED_PHASES = ['receiving', 'validating', 'comparing', 'waiting', 'applying', 'undoing', 'done'] as const
export type FeedPhase = (typeof FEED_PHASES)[number]

/** What is written down of its life. `confirmed`: the same bytes came again. */
export const FEED_STEPS = [...FEED_STATES, 'confirmed', 'undo-asked', 'undo-approved', 'undo-blocked'] as const
export type FeedStep = (typeof FEED_STEPS)[number]

/** + ~ - ! of a preview; what is unchanged (=) is only counted. */
export const FEED_SIGNS = ['added', 'changed', 'missing', 'conflict'] as const
export type FeedSign = (typeof FEED_SIGNS)[number]

/** Why a row is not applied: what was decided here stands, until the sender or an officer resolves it. */
export const FEED_CONFLICTS = [
  'decided-here',
  'recorded-differently',
  'number-held-by-another',
  'person-recorded-twice',
  'not-lawful',
] as const
export type FeedConflict = (typeof FEED_CONFLICTS)[number]

export const FEED_UNDO_REASONS = ['wrong-file', 'wrong-authority', 'truncated', 'faulty-export', 'other'] as const
export type FeedUndoReason = (typeof FEED_UNDO_REASONS)[number]

export const FEED_ACTS = ['applied', 'undone'] as const
export type FeedAct = (typeof FEED_ACTS)[number]
