import { londonDate } from '../../domain/calendar.js'
import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { InformationRequestDetail, RequestParams } from './information-request.schema.js'
import { readRequest } from './information-request.store.js'

export function getInformationRequest(app: App, deps: Deps): void {
  app.get(
    '/v1/information-requests/:id',
    {
      schema: {
        operationId: 'getInformationRequest',
        summary: 'Read a request with what was asked and answered',
        description:
          'For the two authorities alone. The recording one sees which of its entries is meant; the asking one never does.',
        tags: ['information requests'],
        params: RequestParams,
        response: { 200: InformationRequestDetail, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug: ownSlug } = officerOf(request.caller)
      const today = londonDate(deps.clock.now().getTime())
      const detail = await inTransaction(deps.db, (tx) =>
        readRequest(tx, deps.secrets, { id: request.params.id, ownSlug, today }),
      )
      if (!detail) throw notFound()
      return reply.send(detail)
    },
  )
}
