import type { FastifyReply } from 'fastify'
import { RefusedRequest } from './problem.js'

/** Before `connectionTimeout` of src/app.ts cuts a silent connection. */
const ANSWER_WITHIN_MS = 9_000

/** Of work that somebody waits for. */
export interface Deadline {
  /** Whether the caller was told 503: then nobody hears the answer any more. */
  isPast: boolean
}

/**
 * The answer of `work`, or 503 if it takes longer. The work itself is not stopped: what it does after its deadline, it does for nobody.
 * Fastify's `handlerTimeout` and `request.signal` cannot serve: both take the end of the request's body for the end of the request.
 * @throws RefusedRequest
 */
export async function within<T>(ms: number, work: (deadline: Deadline) => Promise<T>): Promise<T> {
  if (ms <= 0) throw late()
  const deadline: Deadline = { isPast: false }
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      deadline.isPast = true
      reject(late())
    }, ms).unref()
  })
  try {
    return await Promise.race([work(deadline), passed])
  } finally {
    clearTimeout(timer)
  }
}

/** What is left of `ms` since the request arrived: the time that its authentication took counts. */
export const remaining = (reply: FastifyReply, ms: number): number => Math.floor(ms - reply.elapsedTime)

/** The answer of `work` to whoever asks and waits, or 503. @throws RefusedRequest */
export const inTime = <T>(reply: FastifyReply, work: () => Promise<T>): Promise<T> =>
  within(remaining(reply, ANSWER_WITHIN_MS), work)

const late = () =>
  new RefusedRequest({
    code: 'unavailable',
    detail: 'The registry did not answer in time. Try again; repeat a write with its Idempotency-Key.',
    headers: { 'retry-after': '2' },
  })
