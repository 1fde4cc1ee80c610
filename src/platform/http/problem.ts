import { z } from 'zod'
import { NOT_FOUND, type AnyRefusal, type ProblemCode } from '../outcome.js'

/** RFC 9457 problem details; `errors` as in its example of validation. */
export const Problem = z
  .object({
    type: z.string().meta({ description: 'URI of the refusal; its last part is the code.' }),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z
      .array(z.object({ pointer: z.string().meta({ description: 'JSON pointer to the field.' }), detail: z.string() }))
      .optional(),
    requestId: z.string(),
  })
  .meta({
    id: 'Problem',
    description: 'Why the registry said no (RFC 9457).',
    example: {
      type: '/problems/effect-before-law-allows',
      title: 'The decision would take effect before the law allows',
      status: 422,
      detail: 'Notice on 2026-03-02 takes effect on 2026-03-23 at the earliest (LGMPA 1976 s.61(2A))',
      errors: [
        {
          pointer: '/takesEffectOn',
          detail: 'Notice on 2026-03-02 takes effect on 2026-03-23 at the earliest (LGMPA 1976 s.61(2A))',
        },
      ],
      requestId: 'req-1',
    },
  })
export type Problem = z.infer<typeof Problem>

/** Thrown by routes and plugins; the error handler turns it into a problem. The domain and the actions return refusals instead. */
export class RefusedRequest extends Error {
  readonly refusal: AnyRefusal
  /** Whether the audit has its row: then the error handler adds none. */
  readonly isRecorded: boolean

  constructor(refusal: AnyRefusal, { isRecorded = false } = {}) {
    super(refusal.code)
    this.refusal = refusal
    this.isRecorded = isRecorded
  }
}
export const notFound = () => new RefusedRequest(NOT_FOUND.refusal)

/** Every code with its status and title, for the page behind each `type`. */
export const problemTypeOf = (code: string): { status: number; title: string } | undefined =>
  Object.hasOwn(STATUS, code) ? STATUS[code as ProblemCode] : undefined

export function problemOf(refusal: AnyRefusal, requestId: string): Problem {
  const { status, title } = STATUS[refusal.code]
  const errors =
    refusal.errors ??
    (refusal.pointer === undefined ? undefined : [{ pointer: refusal.pointer, detail: refusal.detail }])
  return {
    type: `/problems/${refusal.code}`,
    title,
    status,
    detail: refusal.detail,
    ...(errors ? { errors } : {}),
    requestId,
  }
}

const s = (status: number, title: string) => ({ status, title })

/** The one place where a refusal becomes a status and a title. Titles never carry data. */
const STATUS: Record<ProblemCode, { status: number; title: string }> = {
  'invalid-request': s(400, 'The request is not valid'),
  unauthenticated: s(401, 'No valid access token'),
  forbidden: s(403, 'Your role may not do this'),
  'not-found': s(404, 'Not found'),
  'method-not-allowed': s(405, 'Method not allowed'),
  'not-acceptable': s(406, 'Not acceptable'),
  'request-timeout': s(408, 'The request took too long to arrive'),
  'body-too-large': s(413, 'The body is too large'),
  'uri-too-long': s(414, 'The address is too long'),
  'unsupported-media-type': s(415, 'Unsupported media type'),
  'too-many-requests': s(429, 'Too many requests'),
  'headers-too-large': s(431, 'The headers are too large'),
  unavailable: s(503, 'The registry cannot answer now'),
  'internal-error': s(500, 'Internal error'),
  'idempotency-key-missing': s(400, 'Idempotency-Key is required'),
  'idempotency-key-reused': s(422, 'This Idempotency-Key was used for another request'),
  'request-in-flight': s(409, 'The same request is being worked on'),
  'if-match-missing': s(428, 'If-Match is required'),
  'history-moved': s(412, 'The history has moved on since it was read'),
  'record-changed': s(412, 'The record was changed since it was read'),
  'number-in-force': s(409, 'The number is in force on another licence'),
  'number-held-by-another': s(409, 'The number is in force for another holder'),
  'licence-of-kind-in-force': s(409, 'The holder has a licence of this kind in force'),
  'driver-already-recorded': s(409, 'The driver is already recorded'),
  'vehicle-licensed': s(409, 'A licensed vehicle keeps its mark, make and model'),
  'vehicle-already-recorded': s(409, 'The vehicle is already recorded'),
  'addresses-overlap': s(422, 'Addresses overlap in time'),
  'driver-too-young': s(422, 'A driver is at least 16 years old'),
  'list-full': s(409, 'The record holds no more of these'),
  'application-already-determined': s(409, 'The application is already determined'),
  'application-not-for-this-decision': s(422, 'The application is not of the type that this decision determines'),
  'subject-not-found': s(422, 'The subject is not on your register'),
  'licence-not-found': s(422, 'The licence is not on your register'),
  'licence-not-in-force': s(409, 'The licence was not in force'),
  'authority-not-found': s(422, 'The authority is not known'),
  'instant-out-of-range': s(422, 'The instant is outside what can be answered'),
  'same-person': s(409, 'A second person must approve'),
  'proposal-closed': s(409, 'The proposal is already decided'),
  'appeal-already-recorded': s(409, 'An appeal is already recorded'),
  'entry-not-for-this-decision': s(422, 'The decision makes no entry'),
  'entry-made-with-decision': s(422, 'The entry is made with the decision'),
  'entry-already-made': s(409, 'The entry is already made'),
  'entry-not-imported': s(422, 'An entry of a decision recorded here follows that decision'),
  'entry-state': s(409, 'The entry is not in a state for that'),
  'entry-already-mirrored': s(409, 'The reference is already recorded'),
  'identifier-missing': s(422, 'A name and a date of birth are not enough'),
  'search-limit-reached': s(429, 'The limit of searches is reached'),
  'second-officer-needed': s(403, 'Another officer must make this search'),
  'search-missing': s(422, 'The entries were not searched'),
  'search-not-for-this-decision': s(422, 'This decision takes no search'),
  'search-not-found': s(422, 'There is no such search of your authority'),
  'search-for-another': s(422, 'The search was for somebody else'),
  'search-before-application': s(422, 'The search is older than the application'),
  'search-after-decision': s(422, 'The search is later than the decision'),
  'search-too-old': s(422, 'The search is too old'),
  'search-inconclusive': s(422, 'The search gave too many to tell'),
  'entry-made-since-search': s(422, 'There is an entry that the search has not seen'),
  'candidates-not-reviewed': s(422, 'Candidates are neither confirmed nor rejected'),
  'information-not-requested': s(422, 'The information behind an entry was not asked for'),
  'information-outstanding': s(422, 'The information behind an entry is not there yet'),
  'reference-expired': s(422, 'The reference has expired'),
  'candidate-not-confirmed': s(422, 'The candidate is not confirmed'),
  'request-to-own-authority': s(422, 'The entry is your own'),
  'request-already-sent': s(409, 'The request is already sent'),
  'request-already-received': s(409, 'The request is already received'),
  'request-already-answered': s(409, 'The request is already answered'),
  'concern-already-answered': s(409, 'The concern is already answered'),
  'concern-about-own-licence': s(422, 'The licence is your own'),
  'feed-not-valid': s(422, 'The file has faults'),
  'feed-already-open': s(409, 'Another file of this authority and class is being worked on'),
  'feed-already-sent': s(409, 'The same file was sent before'),
  'feed-not-for-your-authority': s(403, 'The file speaks of an authority that is not yours'),
  'feed-authority-not-joined': s(422, 'The authority has not joined the registry'),
  'feed-incomplete': s(400, 'The file did not arrive whole'),
  'feed-empty': s(422, 'The file has no rows'),
  'feed-state': s(409, 'The feed is not in a state for that'),
  'feed-preview-moved': s(412, 'The preview is not the one that was seen'),
  'feed-already-approved': s(409, 'You have approved this preview already'),
  'feed-has-dependants': s(409, 'Later facts rest on this feed'),
  'feed-withdrawn': s(409, 'The feed was refused by an officer'),
  'standards-moved': s(412, 'The standards were changed since they were read'),
  'standards-in-the-past': s(422, 'New standards take effect today or later'),
  'standards-contradict': s(422, 'The standards contradict themselves'),
  'fact-not-found': s(422, 'There is no such fact on this record'),
  'fact-already-corrected': s(409, 'The fact is already corrected'),
  'fact-of-another-type': s(422, 'A correction keeps the type of the fact'),
  'fact-strands-dependants': s(409, 'What hangs on the fact would be left without it'),
  'fact-before-its-cause': s(422, 'The fact is older than what it follows'),
  'fact-already-followed': s(409, 'This was recorded before'),
  'no-system-fitted': s(422, 'No system is fitted on that day'),
  'system-already-fitted': s(409, 'A system is already fitted'),
  'exemption-ground-not-in-standards': s(422, 'The standards know no such exemption'),
  'exemptions-overlap': s(409, 'The vehicle is exempt in that time'),
  'footage-not-granted': s(409, 'The footage was not granted'),
  'vehicle-not-found': s(422, 'The vehicle is not on your register'),
  'date-not-valid': s(422, 'The date is not a real day'),
  'date-in-future': s(422, 'The date is in the future'),
  'date-too-early': s(422, 'The date is too early'),
  'notified-before-decided': s(422, 'Notice cannot be given before the decision'),
  'bank-holidays-unknown': s(422, 'The bank holidays of that year are not known yet'),
  'field-missing': s(422, 'A field that this decision needs is missing'),
  'field-not-for-this-decision': s(422, 'A field does not belong to this decision'),
  'grounds-missing': s(422, 'The grounds are missing'),
  'reasons-missing': s(422, 'The reasons are missing'),
  'no-legal-basis': s(422, 'The law gives no such power'),
  'effect-before-law-allows': s(422, 'The decision would take effect before the law allows'),
  'effect-too-late': s(422, 'The decision would take effect too late'),
  'immediate-effect-unknown-to-law': s(422, 'The law knows no immediate effect here'),
  'suspension-ends-before-effect': s(422, 'The suspension would end before it begins'),
  'temporary-suspension-too-long': s(422, 'The temporary suspension is too long'),
  'temporary-suspension-by-issuer': s(422, 'The issuing authority suspends by its own powers'),
  'temporary-suspension-outside-england': s(422, 'Temporary suspension exists between English authorities only'),
  'period-ends-before-start': s(422, 'The period ends before it starts'),
  'period-too-long': s(422, 'The period is longer than is allowed'),
  'period-over-when-decided': s(422, 'The period was over when it was given'),
  'period-overlaps': s(409, 'The period overlaps another'),
  'no-licence': s(409, 'There is no licence'),
  'licence-already-granted': s(409, 'The licence is already granted'),
  'decided-before-grant': s(422, 'The decision is older than the grant'),
  'decided-before-application': s(422, 'The decision is older than the application'),
  'licence-revoked': s(409, 'The licence is revoked'),
  'licence-surrendered': s(409, 'The licence is surrendered'),
  'licence-expired': s(409, 'The licence has expired'),
  'already-revoked': s(409, 'The licence is already revoked'),
  'suspension-not-found': s(422, 'There is no such suspension'),
  'suspension-already-lifted': s(409, 'The suspension is already lifted'),
  'suspension-already-over': s(409, 'The suspension is already over'),
  'lift-before-suspension': s(422, 'The lift is older than the suspension'),
  'decision-not-found': s(422, 'There is no such decision'),
  'decision-already-corrected': s(409, 'The decision is already corrected'),
  'correction-of-another-type': s(422, 'A correction keeps the type of the decision'),
  'correction-strands-dependants': s(409, 'The correction would leave what hangs on the decision without it'),
  'imposed-by-another-authority': s(409, 'The decision is another authority’s'),
  'no-right-of-appeal': s(422, 'There is no right of appeal'),
  'decision-annulled': s(409, 'The decision is annulled'),
  'appeal-already-lodged': s(409, 'An appeal is already lodged'),
  'appeal-not-lodged': s(409, 'No appeal is lodged'),
  'appeal-step-out-of-order': s(422, 'The step is out of order'),
  'appeal-step-before-previous': s(422, 'The step is older than the one before'),
  'appeal-before-notice': s(422, 'The appeal is older than the notice'),
}
