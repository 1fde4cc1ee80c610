import type { CivilDate } from './calendar.js'
import type { Correction, DecisionFact, Period } from './history.js'
import type { DecisionType, Ground, RelevantInformation } from './words.js'

/** A decision as the caller gives it. Which fields belong to which type is `decide`'s to say. */
export interface DecisionCommand {
  type: DecisionType
  decidedOn: CivilDate
  legalBasis: string
  notifiedOn?: CivilDate | null | undefined
  /** Left out: the earliest day the law allows. */
  takesEffectOn?: CivilDate | null | undefined
  suspensionEndsOn?: CivilDate | null | undefined
  isImmediate?: boolean | undefined
  imposedBy?: string | null | undefined
  period?: Period | null | undefined
  liftsDecisionId?: string | null | undefined
  /** Of what determines an application: the day it was received. */
  applicationReceivedOn?: CivilDate | null | undefined
  correction?: (Correction & { why: string }) | null | undefined
  grounds?: readonly Ground[] | undefined
  relevantInformation?: readonly RelevantInformation[] | undefined
  reasons?: string | null | undefined
}

/** What `decide` puts on record; the store adds identity and order. */
export type DecidedFact = Omit<DecisionFact, 'id' | 'seq' | 'recordedAt' | 'appeal'>
