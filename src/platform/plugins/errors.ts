import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { appendAudit } from '../audit.js'
import { isUnavailable } from '../db-error.js'
import { inTransaction } from '../db.js'
import type { Deps } from '../deps.js'
import type { App } from '../http/app.js'
import { problemOf, RefusedRequest } from '../http/problem.js'
import { actionOf } from '../http/write.js'
import type { AnyRefusal, ProblemCode } from '../outcome.js'
import { isForPeople } from './page-request.js'
import { routeTable } from './route-table.js'

/**
 * Every answer that is not a success is a problem document of one shape, or a page that says the same to a person. Nothing of the request is echoed:
 * a path or a value may be personal data.
 */
export const errors = fp((app: App, { deps }: { deps: Deps }, done: () => void) => {
  const methodsAt = routeTable(app)
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const unrecorded = await recordRefusal(deps, request, error).catch((fault: FastifyError) => fault)
    return send(deps, request, reply, refusalOf(unrecorded ?? error, request, deps))
  })
  app.setNotFoundHandler(async (request, reply) => {
    const allowed = methodsAt(request.url)
    if (allowed.length === 0)
      return send(deps, request, reply, { code: 'not-found', detail: 'There is no such resource.' })
    const headers = { allow: allowed.join(', ') }
    return send(deps, request, reply, {
      code: 'method-not-allowed',
      detail: 'This resource has no such method.',
      headers,
    })
  })
  done()
})

/** What a known caller is refused before a write's own transaction begins (src/platform/http/write.ts records the rest). */
const BEFORE_THE_WRITE: readonly ProblemCode[] = [
  'forbidden',
  'idempotency-key-missing',
  'if-match-missing',
  'record-changed',
]

/** Every refusal leaves one row, or is no answer. A malformed request leaves none: it named nothing, and would let anyone flood the log. */
async function recordRefusal(deps: Deps, request: FastifyRequest, error: FastifyError): Promise<void> {
  const { caller, id: requestId } = request
  if (!caller || !(error instanceof RefusedRequest) || error.isRecorded) return
  const { code } = error.refusal
  if (!BEFORE_THE_WRITE.includes(code)) return
  const entry = { at: deps.clock.now(), caller, action: actionOf(request), requestId, refusal: code }
  await inTransaction(deps.db, (tx) => appendAudit(tx, entry))
}

/** For addresses that no router can read (bad percent encoding, a parameter too long): no hook runs for them, and their reply knows no plugin. */
export function onUnreadableUrl(deps: Deps) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    // No hook minds the time of its body either.
    void reply.headers({ 'x-request-id': request.id, 'x-content-type-options': 'nosniff', connection: 'close' })
    void sendProblem(reply, problemOn(reply, refusalOf(error, request, deps), request.id))
  }
}

/** For bytes that are no HTTP request, or never end: node itself answers, on the bare socket. */
export function onUnreadableMessage(deps: Deps) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code !== 'ECONNRESET' && socket.writable) {
      const code =
        ({ ERR_HTTP_REQUEST_TIMEOUT: 'request-timeout', HPE_HEADER_OVERFLOW: 'headers-too-large' } as const)[
          error.code ?? ''
        ] ?? 'invalid-request'
      const problem = problemOf({ code, detail: 'The request could not be read.' }, deps.newId())
      const body = JSON.stringify(problem)
      socket.write(
        `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\ncontent-type: application/problem+json\r\n` +
          `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      )
    }
    socket.destroy()
  }
}

async function send(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: AnyRefusal,
): Promise<FastifyReply> {
  const problem = problemOn(reply, refusal, request.id)
  if (!isForPeople(request)) return sendProblem(reply, problem)
  const page = await reply.viewAsync('error.njk', problem).catch((fault: unknown) => {
    // No other answer is left: it would come here again.
    deps.log.error({ event: 'error-page-failed', requestId: request.id, err: fault })
  })
  return page === undefined ? sendProblem(reply, problem) : reply.type('text/html; charset=utf-8').send(page)
}

type Problem = ReturnType<typeof problemOf>

function problemOn(reply: FastifyReply, refusal: AnyRefusal, requestId: string): Problem {
  const problem = problemOf(refusal, requestId)
  void reply
    .code(problem.status)
    .headers(refusal.headers ?? {})
    .header('cache-control', 'no-store')
  return problem
}

/** The response schema of the route would otherwise be applied to the problem. */
const sendProblem = (reply: FastifyReply, problem: Problem): FastifyReply =>
  reply.type('application/problem+json').serializer(JSON.stringify).send(problem)

function refusalOf(error: FastifyError, request: FastifyRequest, deps: Deps): AnyRefusal {
  if (error instanceof RefusedRequest) return error.refusal
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = error.validation
      .flatMap(ofVariantMeant)
      .slice(0, MOST_FAULTS)
      .map(({ instancePath, message, keyword, params }) => ({
        // JSON Pointer names the whole body by the empty string, fastify-type-provider-zod by '/'.
        pointer: (instancePath === '/' ? '' : instancePath) + unknownKey(keyword, params),
        detail: keyword === 'unrecognized_keys' ? 'is not a field of this request' : (message ?? 'is not valid'),
      }))
    return {
      code: 'invalid-request',
      detail: `The ${PART[error.validationContext ?? ''] ?? 'request'} is not valid.`,
      errors: faults,
    }
  }
  const known = BY_CODE[error.code]
  if (known) return known
  if (isUnavailable(error)) {
    deps.log.error({ event: 'database-unavailable', requestId: request.id, err: error })
    return UNAVAILABLE
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { code: BY_STATUS[error.statusCode] ?? 'invalid-request', detail: 'The request could not be read.' }
  deps.log.error({ event: 'internal-error', requestId: request.id, route: request.routeOptions.url, err: error })
  return { code: 'internal-error', detail: 'The registry failed. Quote the requestId when you report it.' }
}

const PART: Record<string, string> = { body: 'body', params: 'path', querystring: 'query', headers: 'header' }

interface Fault {
  instancePath: string
  keyword: string
  message?: string | undefined
  params: unknown
}
interface Issue {
  path: PropertyKey[]
  code: string
  message: string
}

/** What fits no variant of a union has other faults in each: those of the variant with the fewest are told, which is the one that was meant. */
function ofVariantMeant(fault: Fault): Fault[] {
  const { errors: variants = [] } = fault.params as { errors?: Issue[][] }
  const [first, ...others] = fault.keyword === 'invalid_union' ? variants : []
  if (!first) return [fault]
  const base = fault.instancePath === '/' ? '' : fault.instancePath
  return others
    .reduce((fewest, issues) => (issues.length < fewest.length ? issues : fewest), first)
    .map((issue) => ({
      instancePath: [base, ...issue.path.map(String)].join('/') || '/',
      keyword: issue.code,
      message: issue.message,
      params: issue,
    }))
}

/** A body of nothing but faults would otherwise be answered by a longer one. */
const MOST_FAULTS = 50

/** Faults of unknown keys name the object, not the key: add it, when it is harmless to repeat. */
function unknownKey(keyword: string, params: unknown): string {
  if (keyword !== 'unrecognized_keys') return ''
  const keys = (params as { keys?: unknown }).keys
  const key: unknown = Array.isArray(keys) ? keys[0] : undefined
  return typeof key === 'string' && /^[A-Za-z][A-Za-z0-9]{0,40}$/.test(key) ? `/${key}` : ''
}

const UNAVAILABLE: AnyRefusal = {
  code: 'unavailable',
  detail: 'The registry did not answer in time. Try again; repeat a write with its Idempotency-Key.',
  headers: { 'retry-after': '2' },
}

const BY_CODE: Record<string, AnyRefusal> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'unsupported-media-type',
    detail: 'Send the media type that the documentation names, usually application/json.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: { code: 'body-too-large', detail: 'The body is larger than this route takes.' },
  FST_ERR_CTP_EMPTY_JSON_BODY: { code: 'invalid-request', detail: 'A JSON body is required.' },
  FST_ERR_CTP_INVALID_JSON_BODY: { code: 'invalid-request', detail: 'The body is not valid JSON.' },
}
const BY_STATUS: Record<number, ProblemCode> = {
  405: 'method-not-allowed',
  406: 'not-acceptable',
  408: 'request-timeout',
  413: 'body-too-large',
  414: 'uri-too-long',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
}
