/**
 * Every reason the registry says no to a well-formed request: data, never thrown by the domain.
 * `src/platform/http/problem.ts` maps each code to a status and a title; its table fails to compile while a code is missing.
 */
export type RefusalCode =
  // dates
  | 'date-not-valid'
  | 'date-in-future'
  | 'date-too-early'
  | 'notified-before-decided'
  | 'bank-holidays-unknown'
  // what a decision must and must not carry
  | 'field-missing'
  | 'field-not-for-this-decision'
  | 'grounds-missing'
  | 'reasons-missing'
  // what the law allows
  | 'no-legal-basis'
  | 'effect-before-law-allows'
  | 'effect-too-late'
  | 'immediate-effect-unknown-to-law'
  | 'suspension-ends-before-effect'
  | 'temporary-suspension-too-long'
  | 'temporary-suspension-by-issuer'
  | 'temporary-suspension-outside-england'
  | 'period-ends-before-start'
  | 'period-too-long'
  | 'period-over-when-decided'
  | 'period-overlaps'
  // what the history allows
  | 'no-licence'
  | 'licence-already-granted'
  | 'decided-before-grant'
  | 'decided-before-application'
  | 'licence-revoked'
  | 'licence-surrendered'
  | 'licence-expired'
  | 'already-revoked'
  | 'suspension-not-found'
  | 'suspension-already-lifted'
  | 'suspension-already-over'
  | 'lift-before-suspension'
  | 'decision-not-found'
  | 'decision-already-corrected'
  | 'correction-of-another-type'
  | 'correction-strands-dependants'
  | 'imposed-by-another-authority'
  // appeals
  | 'no-right-of-appeal'
  | 'decision-annulled'
  | 'appeal-already-lodged'
  | 'appeal-not-lodged'
  | 'appeal-step-out-of-order'
  | 'appeal-step-before-previous'
  | 'appeal-before-notice'
  // standards of an authority
  | 'standards-in-the-past'
  | 'standards-contradict'
  // facts about cameras and drivers
  | 'fact-not-found'
  | 'fact-already-corrected'
  | 'fact-of-another-type'
  | 'fact-strands-dependants'
  | 'fact-before-its-cause'
  | 'fact-already-followed'
  | 'no-system-fitted'
  | 'system-already-fitted'
  | 'exemption-ground-not-in-standards'
  | 'exemptions-overlap'
  | 'footage-not-granted'

export interface Refusal {
  code: RefusalCode
  /** One sentence for the caller: the rule and its citation, never personal data. */
  detail: string
  /** JSON pointer into the command, e.g. `/takesEffectOn`. */
  pointer?: string
}

export interface Refused {
  ok: false
  refusal: Refusal
}

export function refuse(code: RefusalCode, detail: string, pointer?: string): Refused {
  return { ok: false, refusal: pointer === undefined ? { code, detail } : { code, detail, pointer } }
}
