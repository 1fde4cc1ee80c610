import type { CivilDate, Instant } from './calendar.js'
import type { AppealStepType, CorrectionEffect, DecisionType, Jurisdiction, LicenceKind } from './words.js'

/** What is known of one licence: all that the law needs to say whether it may be used. No person, no grounds, no reasons. */
export interface LicenceHistory {
  kind: LicenceKind
  jurisdiction: Jurisdiction
  /** GSS code of the issuing authority. Given, `decide` also tells Wales from England and the issuer from another authority. */
  issuedBy?: string
  /** In order of `seq`. */
  decisions: readonly DecisionFact[]
  renewalsPending: readonly PendingRenewal[]
}

export interface DecisionFact {
  id: string
  /** 1, 2, 3 ... within the licence: the order of recording. */
  seq: number
  type: DecisionType
  decidedOn: CivilDate
  notifiedOn: CivilDate | null
  /** The decision begins to bite at 00:00 London of this day. Null: at the earliest the law allows. */
  takesEffectOn: CivilDate | null
  /** Last suspended day, inclusive. Null: until lifted. */
  suspensionEndsOn: CivilDate | null
  isImmediate: boolean
  /** A code of `LEGAL_BASES`. */
  legalBasis: string
  /** GSS code of the authority that decided, where it is not the issuer. */
  imposedBy: string | null
  /** Of a grant or renewal; both days inclusive. */
  period: Period | null
  /** Of a lift-suspension: the suspension it ends, or any correction of it. */
  liftsDecisionId: string | null
  correction: Correction | null
  appeal: Appeal | null
  recordedAt: Instant
}

export interface Period {
  startsOn: CivilDate
  endsOn: CivilDate
}

/** `replace` restates the whole decision; `annul` undoes the record it names (a decision, or a correction: then what that had corrected counts again). */
export interface Correction {
  decisionId: string
  effect: CorrectionEffect
}

/** Outcomes are from the holder's side: `allowed` quashes the decision, `dismissed` lets it stand, whoever appealed further. */
export interface Appeal {
  steps: readonly AppealStep[]
}

export interface AppealStep {
  type: AppealStepType
  on: CivilDate
}

export interface PendingRenewal {
  receivedOn: CivilDate
  determinedOn: CivilDate | null
}
