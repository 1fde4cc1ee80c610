import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { BookingReceipt, CheckParams } from './check.schema.js'
import { findReceipt } from './receipt.store.js'

export function getBookingCheck(app: App, deps: Deps): void {
  app.get(
    '/v1/booking-checks/:checkId',
    {
      schema: {
        operationId: 'getBookingCheck',
        summary: 'Read the receipt of a booking check',
        description:
          'The operator that asked sees its question and the answer; scrutiny sees the answer and who asked.',
        tags: ['booking checks'],
        params: CheckParams,
        response: { 200: BookingReceipt, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { caller } = request
      const { checkId } = request.params
      const isScrutiny = caller?.role === 'auditor'
      const of = isScrutiny ? 'anybody' : caller?.operatorId ? { operatorId: caller.operatorId } : undefined
      const receipt = of && (await findReceipt(deps.db, deps.secrets, checkId, of))
      if (!receipt) throw notFound()
      const { askedAt, operatorId, clientId, question, answer } = receipt
      return reply.header('cache-control', 'no-store').send({
        checkId,
        askedAt: askedAt.toISOString(),
        operatorId,
        clientId: isScrutiny ? clientId : null,
        question,
        answer,
      })
    },
  )
}
