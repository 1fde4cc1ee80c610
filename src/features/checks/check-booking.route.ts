import { serializerCompiler } from 'fastify-type-provider-zod'
import { DAY_MS } from '../../domain/calendar.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { remaining, within } from '../../platform/http/deadline.js'
import { RefusedRequest } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { checkBooking, ReceiptNotKept, type Check, type Checked } from './check-booking.action.js'
import { BookingAnswer, BookingQuestion } from './check.schema.js'
import { fastJson } from './fast-json.js'
import { microBatch, TooManyWaiting } from './micro-batch.js'

/** From its arrival. A booking cannot wait longer; under load as when the database is gone or slow, the caller hears 503 by then. */
const ANSWER_WITHIN_MS = 2_500
/** A pick-up may be asked about this long before it. */
const AHEAD_MS = 30 * DAY_MS
/** Clocks of booking systems are not the registry's. */
const BEHIND_MS = 60_000
const LIMITS = { size: 64, lanes: 2, waiting: 1_000 }

export function checkBookingRoute(app: App, deps: Deps): void {
  const answer = fastJson(BookingAnswer)
  const check = microBatch<Check, Checked>((checks) => checkBooking(deps, checks), LIMITS)
  app.post(
    '/v1/booking-checks',
    {
      schema: {
        operationId: 'checkBooking',
        summary: 'Ask whether a driver may take a booking',
        description:
          'Strictly fresh: a check that begins after a suspension was acknowledged never says yes. Needs no Idempotency-Key: it changes nothing, and ' +
          'leaves a receipt that can be read again under its `checkId`. `503` is no verdict: ask again, or ask the authority.',
        tags: ['booking checks'],
        body: BookingQuestion,
        response: { 200: BookingAnswer, ...problems(422) },
      },
      // The one hot route: zod's serializer would take as long as all the rest of it.
      serializerCompiler: (route) => (route.httpStatus === '200' ? answer : serializerCompiler(route as never)),
    },
    async (request, reply) => {
      const { body: question, caller } = request
      if (!caller) throw new RefusedRequest({ code: 'unauthenticated', detail: 'An access token is required.' })
      const askedAt = deps.clock.now().getTime()
      const at = question.at === undefined ? askedAt : Date.parse(question.at)
      if (at < askedAt - BEHIND_MS || at > askedAt + AHEAD_MS) throw outOfRange()
      const checked = await within(remaining(reply, ANSWER_WITHIN_MS), (deadline) =>
        check({ question, caller, askedAt, at, deadline }).catch(noVerdict),
      )
      if (!checked.ok) throw new RefusedRequest(checked.refusal)
      return reply.header('cache-control', 'no-store').send(checked.answer)
    },
  )
}

const outOfRange = () =>
  new RefusedRequest({
    code: 'instant-out-of-range',
    detail: 'A check is about now or a pick-up within 30 days.',
    pointer: '/at',
  })

function noVerdict(error: unknown): never {
  if (!(error instanceof TooManyWaiting || error instanceof ReceiptNotKept)) throw error
  throw new RefusedRequest({
    code: 'unavailable',
    detail: 'The registry cannot check bookings now. Nothing was decided; try again, or ask the authority.',
    headers: { 'retry-after': '2' },
  })
}
