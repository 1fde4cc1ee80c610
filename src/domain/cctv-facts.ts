import type { CivilDate } from './calendar.js'
import type {
  CctvCheckItem,
  CctvCheckResult,
  CctvExemptionGround,
  CctvFactType,
  CorrectionEffect,
  FootageDecision,
  FootageLegalBasis,
} from './words.js'

/** What each type of fact says beside its day, without free text. Days are inclusive civil dates. */
export interface CctvContent {
  /** Fitted on its day. */
  installation: {
    make: string
    model: string
    serial: string
    installer: string
    camerasIn: number
    camerasOut: number
    isAudioCapable: boolean
    hasSignage: boolean
  }
  /** Taken out on its day. */
  removal: Record<string, never>
  /** Inspected on its day. */
  inspection: { by: string; results: Record<CctvCheckItem, CctvCheckResult> }
  /** Reported on its day. */
  fault: Record<string, never>
  repair: { faultId: string }
  /** A condition of the licence asks for a camera from its day, whatever the policy says. */
  condition: { decisionId: string; until: CivilDate | null }
  /** Free of the rule from its day. */
  exemption: { ground: CctvExemptionGround; until: CivilDate; decidedBy: string }
  /** The first day on which the exemption no longer holds. */
  'exemption-end': { exemptionId: string }
  'footage-request': { legalBasis: FootageLegalBasis }
  'footage-decision': { requestId: string; decision: FootageDecision }
  'footage-handover': { requestId: string }
}

/** One fact about the camera of a vehicle, of one type. */
export interface CctvFactOf<T extends CctvFactType> {
  id: string
  /** 1, 2, 3 … of the vehicle, in order of recording. */
  seq: number
  type: T
  /** Day from which it is so. */
  on: CivilDate
  content: CctvContent[T]
  correction: { factId: string; effect: CorrectionEffect } | null
}
export type CctvFact = { [T in CctvFactType]: CctvFactOf<T> }[CctvFactType]

/** A fact before it is recorded. Of an annulment neither the day nor the content is read. */
export type NewCctvFact = { [T in CctvFactType]: Omit<CctvFactOf<T>, 'id' | 'seq'> }[CctvFactType]
