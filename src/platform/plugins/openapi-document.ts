import type { Problem } from '../http/problem.js'

interface Operation {
  operationId: string
  tags?: string[]
  parameters?: { name?: string; description?: string }[]
  requestBody?: object
  responses: Record<string, Answer>
}
interface Answer {
  description?: string
  content?: Record<string, { schema?: Schema }>
}
interface Schema {
  $ref?: string
  description?: string
  example?: unknown
  properties?: Record<string, Schema>
  anyOf?: Schema[]
}
export interface Document {
  tags?: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; parameters?: object; responses?: object }
}

/** Writes that are answered afresh each time: they record nothing that could be doubled. */
const WITHOUT_KEY = new Set(['issueToken', 'checkBooking'])

/**
 * What holds for many operations is said once: the error answers of each status, the headers of writes, and what any body brings with it.
 * Leaves out schemas that nothing refers to: each one with an id would stand there twice, as `X` and `XInput`.
 */
export function finish(document: Document): Document {
  const used = new Set<number>()
  const tags = new Set<string>()
  const paths = mapValues(document.paths, (path) =>
    mapValues(path, (operation, method) => {
      const isWrite = method !== 'get' && !WITHOUT_KEY.has(operation.operationId)
      const statuses = new Set(
        Object.keys(operation.responses)
          .map(Number)
          .filter((status) => status >= 400),
      )
      if (operation.requestBody) for (const status of [413, 415]) statuses.add(status)
      if (isWrite) for (const status of [409, 422]) statuses.add(status)
      for (const status of statuses) used.add(status)
      const headers = [
        ...(isWrite ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
        ...(statuses.has(428) ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
      ]
      const parameters = [...(operation.parameters ?? []).map(described), ...headers]
      for (const tag of operation.tags ?? []) tags.add(tag)
      const successes = Object.entries(operation.responses)
        .filter(([status]) => Number(status) < 400)
        .map(([status, answer]) => [status, meant(document, answer)])
      const problems = [...statuses]
        .sort((a, b) => a - b)
        .map((status) => [status, { $ref: `#/components/responses/Problem${status}` }])
      return {
        ...operation,
        ...(parameters.length > 0 ? { parameters } : {}),
        responses: { ...Object.fromEntries(successes), ...Object.fromEntries(problems) },
      }
    }),
  )
  const responses = Object.fromEntries(
    [...used].sort((a, b) => a - b).map((status) => [`Problem${status}`, problemResponse(status)]),
  )
  const components = { ...document.components, parameters: PARAMETERS, responses }
  const complete = { ...document, tags: document.tags?.filter(({ name }) => tags.has(name)) ?? [], paths, components }
  const schemas = mapValues(referred(complete, document.components.schemas), (schema) => withExample(document, schema))
  return plainNames(tidy({ ...complete, components: { ...components, schemas } }) as Document)
}

/** What only requests use is called `XInput` by the generator. Where there is no `X` beside it, `X` is its name. */
function plainNames(document: Document): Document {
  const names = Object.keys(document.components.schemas)
  const longer = names.filter((name) => name.endsWith('Input') && !names.includes(name.slice(0, -5)))
  const text = longer.reduce(
    (json, name) => json.replaceAll(`/schemas/${name}"`, `/schemas/${name.slice(0, -5)}"`),
    JSON.stringify(document),
  )
  const renamed = JSON.parse(text) as Document
  const schemas = Object.entries(renamed.components.schemas).map(
    ([name, schema]) => [longer.includes(name) ? name.slice(0, -5) : name, schema] as const,
  )
  const sorted = schemas.sort(([a], [b]) => (a < b ? -1 : 1))
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(sorted) } }
}

const NAME = '#/components/schemas/'
const whole = ({ components }: Document, schema: Schema): Schema =>
  schema.$ref === undefined ? schema : (components.schemas[schema.$ref.replace(NAME, '')] ?? schema)

/** An answer means what its schema says. */
function meant(document: Document, answer: Answer): Answer {
  const [media] = Object.values(answer.content ?? {})
  return { ...answer, description: (media?.schema && whole(document, media.schema).description) ?? 'Done.' }
}

/** Of a schema made of others that have examples, theirs together. */
function exampleOf(document: Document, schema: Schema): unknown {
  const { example, properties, anyOf } = whole(document, schema)
  if (example !== undefined) return example
  if (anyOf?.[0]) return exampleOf(document, anyOf[0])
  const parts = Object.entries(properties ?? {}).map(([key, part]) => [key, exampleOf(document, part)] as const)
  return parts.length > 0 && parts.every(([, part]) => part !== undefined) ? Object.fromEntries(parts) : undefined
}

function withExample(document: Document, schema: Schema): Schema {
  const example = exampleOf(document, schema)
  return example === undefined ? schema : { ...schema, example }
}

/** Parameters that mean the same wherever they stand. */
const MEANINGS: Record<string, string> = {
  id: 'Id of the record, as it was answered when it was made.',
  checkId: '`checkId` of the answer.',
  kind: 'Only licences of this kind.',
  state: 'Only those in this state.',
}
const described = <P extends { name?: string; description?: string }>(parameter: P): P => {
  const meaning = MEANINGS[parameter.name ?? '']
  return parameter.description === undefined && meaning !== undefined
    ? { ...parameter, description: meaning }
    : parameter
}

/** Without the patterns and bounds that zod writes beside a format or a type and that say no more than it does. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy)
  if (typeof value !== 'object' || value === null) return value
  const schema = value as Record<string, unknown>
  const isSaid =
    typeof schema['format'] === 'string' && ['date-time', 'date', 'uuid', 'email'].includes(schema['format'])
  const isKept = ([key, inner]: [string, unknown]) =>
    !(key === 'pattern' && isSaid) &&
    !((key === 'minimum' || key === 'maximum') && Math.abs(Number(inner)) === Number.MAX_SAFE_INTEGER)
  return Object.fromEntries(
    Object.entries(schema)
      .filter(isKept)
      .map(([key, inner]) => [key, tidy(inner)]),
  )
}

const PARAMETERS = {
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

function problemResponse(status: number): object {
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

/** The schemas that the document refers to, directly or through another. */
function referred(document: object, schemas: Record<string, Schema>): Record<string, Schema> {
  const found = new Set<string>()
  const follow = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      if (value === (document as { components?: unknown }).components && key === 'schemas') continue
      const name =
        key === '$ref' && typeof inner === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(inner)?.[1] : undefined
      if (name === undefined) follow(inner)
      else if (!found.has(name)) {
        found.add(name)
        follow(schemas[name])
      }
    }
  }
  follow(document)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => found.has(name)))
}

const mapValues = <T, U>(record: Record<string, T>, change: (value: T, key: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
