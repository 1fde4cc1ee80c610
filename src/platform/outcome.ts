import type { Refusal, RefusalCode } from '../domain/refusal.js'
import type { AuditObject } from './audit.js'

/** Why the web side says no, beside the law's own reasons (src/domain/refusal.ts). */
export type RequestRefusalCode =
  | 'invalid-request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'not-acceptable'
  | 'request-timeout'
  | 'body-too-large'
  | 'uri-too-long'
  | 'unsupported-media-type'
  | 'too-many-requests'
  | 'headers-too-large'
  | 'unavailable'
  | 'internal-error'
  | 'idempotency-key-missing'
  | 'idempotency-key-reused'
  | 'request-in-flight'
  | 'if-match-missing'
  | 'history-moved'
  | 'record-changed'
  | 'number-in-force'
  | 'number-held-by-another'
  | 'licence-of-kind-in-force'
  | 'driver-already-recorded'
  | 'vehicle-already-recorded'
  | 'vehicle-licensed'
  | 'addresses-overlap'
  | 'driver-too-young'
  | 'list-full'
  | 'application-already-determined'
  | 'application-not-for-this-decision'
  | 'subject-not-found'
  | 'licence-not-found'
  | 'licence-not-in-force'
  | 'authority-not-found'
  | 'instant-out-of-range'
  | 'same-person'
  | 'proposal-closed'
  | 'appeal-already-recorded'
  // statutory entries
  | 'entry-not-for-this-decision'
  | 'entry-made-with-decision'
  | 'entry-already-made'
  | 'entry-not-imported'
  | 'entry-state'
  | 'entry-already-mirrored'
  // searches
  | 'identifier-missing'
  | 'search-limit-reached'
  | 'second-officer-needed'
  | 'search-missing'
  | 'search-not-for-this-decision'
  | 'search-not-found'
  | 'search-for-another'
  | 'search-before-application'
  | 'search-after-decision'
  | 'search-too-old'
  | 'search-inconclusive'
  | 'entry-made-since-search'
  | 'candidates-not-reviewed'
  | 'information-not-requested'
  | 'information-outstanding'
  | 'reference-expired'
  // information requests and concerns
  | 'candidate-not-confirmed'
  | 'request-to-own-authority'
  | 'request-already-sent'
  | 'request-already-received'
  | 'request-already-answered'
  | 'concern-already-answered'
  | 'concern-about-own-licence'
  // standards
  | 'standards-moved'
  // cameras and driver criteria
  | 'vehicle-not-found'
  // feeds
  | 'feed-not-valid'
  | 'feed-already-open'
  | 'feed-already-sent'
  | 'feed-not-for-your-authority'
  | 'feed-authority-not-joined'
  | 'feed-incomplete'
  | 'feed-empty'
  | 'feed-state'
  | 'feed-preview-moved'
  | 'feed-already-approved'
  | 'feed-has-dependants'
  | 'feed-withdrawn'

export type ProblemCode = RefusalCode | RequestRefusalCode

/** Whatever the registry refuses, by the law or by the rules of the interface. */
export interface AnyRefusal extends Omit<Refusal, 'code'> {
  code: ProblemCode
  /** Every fault of an invalid request, by field. */
  errors?: { pointer: string; detail: string }[]
  headers?: Record<string, string>
}

/** What an action answers: what it wrote, or why it wrote nothing. */
export type Outcome<B> =
  | {
      ok: true
      body: B
      object: AuditObject
      /** 201 unless said otherwise. */
      status?: number
      /** Of the record as it now stands: the caller's next If-Match. */
      version?: number
      location?: string
    }
  | { ok: false; refusal: AnyRefusal }

/** The same answer for an absent object and for another authority's. */
export const NOT_FOUND = {
  ok: false,
  refusal: { code: 'not-found', detail: 'There is nothing here that you may see.' },
} as const

/** What an action answers that writes nothing: `pointer` names the field, as a JSON pointer into the body. The law's own refusals are made by `refuse` of src/domain/refusal.ts. */
export const refused = (code: ProblemCode, detail: string, pointer?: string): { ok: false; refusal: AnyRefusal } => ({
  ok: false,
  refusal: pointer === undefined ? { code, detail } : { code, detail, pointer },
})
