import type { CctvStatus } from './words.js'

/** Why a status holds. */
export interface CctvReason {
  code: CctvReasonCode
  /** The rule that makes it so, in words: of which version of the standards, or that no rule was stated. */
  rule: string
  /** The fact that it rests on; null: on the absence of one, or on the standards alone. */
  factId: string | null
}
export const CCTV_REASON_CODES = [
  'standard-not-stated',
  'standard-asks-for-none',
  'not-required-yet',
  'kind-not-covered',
  'exemption',
  'in-transition',
  'no-system',
  'system-not-approved',
  'installer-not-approved',
  'signage-missing',
  'audio-not-capable',
  'not-yet-inspected',
  'inspection-overdue',
  'inspection-failed',
  'fault-not-repaired',
  'fault-within-repair-time',
  'required-by-condition',
  'meets-the-rule',
] as const
export type CctvReasonCode = (typeof CCTV_REASON_CODES)[number]

/** What is found of one day. */
export interface CctvFinding {
  status: CctvStatus
  reasons: CctvReason[]
}
