import type { FastifyReply, FastifyRequest } from 'fastify'
import { appendAudit } from '../audit.js'
import type { Caller } from '../caller.js'
import { databaseError } from '../db-error.js'
import { inTransaction, type Tx } from '../db.js'
import type { Deps } from '../deps.js'
import type { AnyRefusal, Outcome, ProblemCode } from '../outcome.js'
import { sha256 } from '../secrets.js'
import { inTime } from './deadline.js'
import { keptAnswer, keepAnswer, takeKey, type Answer } from './idempotency.store.js'
import { etagOf } from './etag.js'
import { RefusedRequest } from './problem.js'

export interface WriteOptions {
  /** Which refusal a violated constraint is, by its name in the database. */
  constraints?: Readonly<Record<string, { code: ProblemCode; detail: string; pointer?: string }>>
}

/**
 * The one way to write: takes the idempotency key, runs `act`, appends one audit row and keeps the answer for replay, all in one transaction.
 * A refusal, or a violated constraint named in `options`, undoes what `act` wrote and is audited in that same transaction.
 * The order of effects, and what is true if the power fails after each, is docs/decision-cycle.md.
 * @throws RefusedRequest
 */
export async function write<B>(
  deps: Deps,
  request: FastifyRequest,
  reply: FastifyReply,
  act: (tx: Tx, caller: Caller) => Promise<Outcome<B>>,
  options: WriteOptions = {},
): Promise<void> {
  const caller = request.caller
  if (!caller) throw new RefusedRequest({ code: 'unauthenticated', detail: 'An access token is required.' })
  const key = idempotencyKey(request)
  const action = actionOf(request)
  const fingerprint = sha256(
    JSON.stringify([
      caller.personId,
      request.method,
      request.url,
      request.headers['if-match'] ?? null,
      // A body that no schema has seen is read by nobody; nested deep enough it could not even be written down again.
      request.routeOptions.schema?.body === undefined ? null : (request.body ?? null),
    ]),
  )
  const at = deps.clock.now()

  const transact = async (tx: Tx): Promise<{ answer: Answer } | { refusal: AnyRefusal }> => {
    const entry = { at, caller, action, requestId: request.id }
    const refused = async (refusal: AnyRefusal) => {
      await appendAudit(tx, { ...entry, refusal: refusal.code })
      return { refusal }
    }
    if (!(await takeKey(tx, caller.clientId, key))) return refused(IN_FLIGHT)
    const kept = await keptAnswer(tx, deps.secrets, caller.clientId, key)
    if (kept)
      return Buffer.compare(kept.fingerprint, fingerprint) === 0
        ? { answer: { ...kept.answer, isReplay: true } }
        : refused(REUSED)
    const outcome = await attempt(tx, () => act(tx, caller), options)
    if (!outcome.ok) return refused(outcome.refusal)
    const answer: Answer = { status: outcome.status ?? 201, body: outcome.body, headers: headersOf(outcome) }
    await keepAnswer(tx, deps.secrets, { clientId: caller.clientId, key, fingerprint, at, answer })
    await appendAudit(tx, { ...entry, object: outcome.object })
    return { answer }
  }
  // A write that was not done by then may still be recorded: its key tells.
  const result = await inTime(reply, () => inTransaction(deps.db, transact))

  if ('refusal' in result) throw new RefusedRequest(result.refusal, { isRecorded: true })
  const { answer } = result
  await reply
    .code(answer.status)
    .headers({ ...answer.headers, ...(answer.isReplay ? { 'idempotency-replayed': 'true' } : {}) })
    .send(answer.body)
}

const IN_FLIGHT: AnyRefusal = {
  code: 'request-in-flight',
  detail: 'The first request with this Idempotency-Key is not answered yet. Try again shortly.',
}
const REUSED: AnyRefusal = { code: 'idempotency-key-reused', detail: 'Use a new Idempotency-Key for a new request.' }

/** Runs `act` so that a refusal leaves nothing of it behind, yet the transaction lives on to record the refusal. */
async function attempt<B>(
  tx: Tx,
  act: () => Promise<Outcome<B>>,
  { constraints = {} }: WriteOptions,
): Promise<Outcome<B>> {
  await tx.$executeRaw`SAVEPOINT act`
  const outcome = await act().catch((error: unknown): Outcome<B> => {
    const violated = databaseError(error)?.constraint
    const refusal = violated === undefined ? undefined : constraints[violated]
    if (!refusal) throw error
    return { ok: false, refusal }
  })
  if (!outcome.ok) await tx.$executeRaw`ROLLBACK TO SAVEPOINT act`
  return outcome
}

const headersOf = (outcome: { version?: number; location?: string }) => ({
  ...(outcome.version === undefined ? {} : { etag: etagOf(outcome.version) }),
  ...(outcome.location === undefined ? {} : { location: outcome.location }),
})

function idempotencyKey(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key === 'string' && /^[\x21-\x7e]{1,128}$/.test(key)) return key
  throw new RefusedRequest({
    code: 'idempotency-key-missing',
    detail:
      'Send a fresh Idempotency-Key header (1 to 128 printable characters, such as a UUID) with every write: a lost answer can then be asked for again.',
  })
}

/** `recordDecision` -> `record-decision`: one name from the route to the audit row. */
export function actionOf(request: FastifyRequest): string {
  const operation = request.routeOptions.schema?.operationId ?? 'unknown'
  return operation.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
