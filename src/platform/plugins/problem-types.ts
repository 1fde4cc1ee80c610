import fp from 'fastify-plugin'
import { z } from 'zod'
import type { App } from '../http/app.js'
import { notFound, problemTypeOf } from '../http/problem.js'
import { publicProblems } from '../http/problems.schema.js'

const ProblemTypeParams = z.strictObject({
  code: z
    .string()
    .max(80)
    .regex(/^[a-z]+(-[a-z]+)*$/)
    .meta({ description: 'Last part of the `type`.', example: 'effect-before-law-allows' }),
})

const ProblemType = z.object({ type: z.string(), title: z.string(), status: z.int(), whatToDo: z.string() }).meta({
  id: 'ProblemType',
  description: 'What a `type` of problem means.',
  example: {
    type: '/problems/effect-before-law-allows',
    title: 'The decision would take effect before the law allows',
    status: 422,
    whatToDo:
      'Read `detail` and `errors`: they name the rule and the field. Change the request; the same one will be refused again.',
  },
})

/** The `type` of each problem is a link; this is where it leads. */
export const problemTypes = fp((app: App, _options: object, done: () => void) => {
  app.get(
    '/problems/:code',
    {
      schema: {
        operationId: 'getProblemType',
        summary: 'Read what a type of problem means',
        description: 'The address that the `type` of a problem names.',
        tags: ['service'],
        params: ProblemTypeParams,
        response: { 200: ProblemType, ...publicProblems(404) },
      },
    },
    async (request, reply) => {
      const known = problemTypeOf(request.params.code)
      if (!known) throw notFound()
      return reply
        .header('cache-control', 'public, max-age=3600')
        .send({ type: `/problems/${request.params.code}`, ...known, whatToDo: WHAT_TO_DO[known.status] ?? CHANGE_IT })
    },
  )
  done()
})

const CHANGE_IT =
  'Read `detail` and `errors`: they name the rule and the field. Change the request; the same one will be refused again.'

const WHAT_TO_DO: Record<number, string> = {
  401: 'Get an access token at /oauth/token and send it as `Authorization: Bearer <token>`. Tokens last a few minutes: get a new one when it is over.',
  403: 'Ask whoever keeps the registry whether your role should do this. Trying again does not help.',
  404: 'Check the address. What belongs to another authority is answered like what does not exist.',
  405: 'Use one of the methods in the `Allow` header.',
  408: 'Send the whole request sooner.',
  409: 'Read what is there now; something was recorded before, or is being recorded, that this request contradicts.',
  412: 'Read the record again, look at what changed, and send the request with its new ETag if it still stands.',
  413: 'Send less at once.',
  415: 'Send the media type that the documentation names for this operation.',
  428: 'Send `If-Match` with the ETag of the record as you read it.',
  429: 'Wait for as many seconds as `Retry-After` says.',
  500: 'Report it with the `requestId`. A write may or may not have happened: repeat it with the same Idempotency-Key.',
  503: 'Wait for as many seconds as `Retry-After` says, then try again; repeat a write with the same Idempotency-Key.',
}
