import type { CivilDate } from './calendar.js'
import type { Capacity, DecisionType, DrivingLicenceIssuer, Ground, LicenceKind, RelevantInformation } from './words.js'

/** A driver as a file describes one. The same reference has the same description on every row of a file. */
export interface FedDriver {
  /** The sender's own key of the person. */
  reference: string
  familyName: string
  givenNames: string
  dateOfBirth: CivilDate
  niNumber: string | null
  drivingLicence: { issuer: DrivingLicenceIssuer; number: string } | null
  address: { line1: string; line2: string | null; town: string; postcode: string } | null
}

export interface FedOperator {
  reference: string
  name: string
  tradingNames: string[]
  premises: { line1: string; line2: string | null; town: string; postcode: string } | null
}

/** One period of a licence, as it was granted or renewed. */
export interface FedPeriod {
  row: 'licence'
  kind: LicenceKind
  number: string
  startsOn: CivilDate
  endsOn: CivilDate
  /** Day of the grant or renewal; where the sender does not know it, the first day of the period. */
  decidedOn: CivilDate
}

/** What a file may state beside periods. A grant or renewal is a period; the rest is recorded by officers here. */
export const FED_DECISION_TYPES = [
  'refuse-application',
  'refuse-renewal',
  'suspend',
  'lift-suspension',
  'revoke',
  'surrender',
] as const satisfies readonly DecisionType[]
export type FedDecisionType = (typeof FED_DECISION_TYPES)[number]

/** A decision of the sender's, taken in another system. */
export interface FedDecision {
  row: 'decision'
  kind: LicenceKind
  /** Null: a refused application, which gave no number. */
  number: string | null
  type: FedDecisionType
  decidedOn: CivilDate
  notifiedOn: CivilDate | null
  takesEffectOn: CivilDate | null
  suspensionEndsOn: CivilDate | null
  isImmediate: boolean
  /** Code of the power (src/domain/legal-basis.ts). */
  legalBasis: string
  grounds: Ground[]
  relevantInformation: RelevantInformation[]
  decidedBy: { capacity: Capacity; name: string }
  /** Of a refused application: when it was received; the day of the decision where the sender does not know. */
  receivedOn: CivilDate | null
}

/** A row of a file, read and found well formed: the `content` of a staged row. */
export interface FedRow<Holder extends FedDriver | FedOperator = FedDriver | FedOperator> {
  authoritySlug: string
  holder: Holder
  fact: FedPeriod | FedDecision
}
