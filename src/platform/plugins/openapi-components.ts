import type { Problem } from '../http/problem.js'

/** Headers of writes. */
export const PARAMETERS = {
  IdempotencyKey: {
    in: 'header',
    name: 'Idempotency-Key',
    required: true,
    description:
      'A fresh value, such as a UUID, for each new write; the same one to repeat a write whose answer was lost.',
    schema: { type: 'string', minLength: 1, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
    example: '5f0c6f0e-8f0b-4f0e-9a53-2f6c3f1f6a10',
  },
  IfMatch: {
    in: 'header',
    name: 'If-Match',
    required: true,
    description: 'The ETag of the record as you read it.',
    schema: { type: 'string', pattern: '^"[1-9][0-9]{0,8}"$' },
    example: '"3"',
  },
}

/** Why a status is answered, with one of the codes that go with it. */
const PROBLEMS: Record<number, [description: string, code: string, title: string, detail: string]> = {
  400: [
    'The request is not valid: `errors` names the fields.',
    'invalid-request',
    'The request is not valid',
    'The body is not valid.',
  ],
  401: [
    'No valid access token.',
    'unauthenticated',
    'No valid access token',
    'Send a valid access token: Authorization: Bearer <token>.',
  ],
  403: [
    'The role of the caller may not do this.',
    'forbidden',
    'Your role may not do this',
    'A caller with the role auditor may not do this.',
  ],
  404: [
    'Absent, or not yours to see: the two are answered alike.',
    'not-found',
    'Not found',
    'There is nothing here that you may see.',
  ],
  409: [
    'Something recorded, or being recorded, stands against it.',
    'request-in-flight',
    'The same request is being worked on',
    'The first request with this Idempotency-Key is not answered yet. Try again shortly.',
  ],
  412: [
    'The record moved on since it was read.',
    'record-changed',
    'The record was changed since it was read',
    'Read it again.',
  ],
  413: [
    'The body is too large.',
    'body-too-large',
    'The body is too large',
    'The body is larger than this route takes.',
  ],
  415: [
    'Not the media type of this operation.',
    'unsupported-media-type',
    'Unsupported media type',
    'Send application/json.',
  ],
  422: [
    'Well-formed, but the law or the rules of the registry refuse it.',
    'effect-before-law-allows',
    'The decision would take effect before the law allows',
    'Notice on 2026-03-02 takes effect on 2026-03-23 at the earliest (LGMPA 1976 s.61(2A)).',
  ],
  428: [
    '`If-Match` is missing.',
    'if-match-missing',
    'If-Match is required',
    'Send If-Match with the ETag of what you read.',
  ],
  429: [
    'Too many requests; `Retry-After` says how many seconds to wait.',
    'too-many-requests',
    'Too many requests',
    'Wait before you try again.',
  ],
  500: [
    'The registry failed. Report it with the `requestId`.',
    'internal-error',
    'Internal error',
    'The registry failed.',
  ],
  503: [
    'The registry cannot answer now, and says nothing rather than something stale.',
    'unavailable',
    'The registry cannot answer now',
    'The registry did not answer in time. Try again; repeat a write with its Idempotency-Key.',
  ],
}

export function problemResponse(status: number): object {
  const [description, code, title, detail] = PROBLEMS[status] ?? [
    'Refused.',
    'invalid-request',
    'The request is not valid',
    'The request could not be read.',
  ]
  const pointed =
    status === 400 ? { errors: [{ pointer: '/receivedOn', detail: 'must be a real date as YYYY-MM-DD' }] } : {}
  const example: Problem = {
    type: `/problems/${code}`,
    title,
    status,
    detail,
    ...pointed,
    requestId: '01987654-3210-7abc-8def-0123456789ab',
  }
  const wait = { 'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 1 } } }
  return {
    description,
    ...(status === 429 || status === 503 ? { headers: wait } : {}),
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' }, example } },
  }
}
