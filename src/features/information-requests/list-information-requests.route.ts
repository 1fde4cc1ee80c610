import { londonDate } from '../../domain/calendar.js'
import { ownSlugOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { InformationRequestPage, RequestQuery } from './information-request.schema.js'
import { findRequests } from './information-request.store.js'

export function listInformationRequests(app: App, deps: Deps): void {
  app.get(
    '/v1/information-requests',
    {
      schema: {
        operationId: 'listInformationRequests',
        summary: 'List requests for the information behind entries',
        description:
          'In order of sending, without what was asked and answered. Officers see those that their authority sent and received; scrutiny sees all of them, without ' +
          'the references, and of it `direction` asks nothing.',
        tags: ['information requests'],
        querystring: RequestQuery,
        response: { 200: InformationRequestPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { caller } = request
      const { limit, cursor, direction, state } = request.query
      const ownSlug = ownSlugOf(caller)
      const today = londonDate(deps.clock.now().getTime())
      const filter = { ownSlug, direction, state, today, after: cursor, take: limit + 1 }
      return reply.send(pageOf(await findRequests(deps.db.prisma, filter), limit, ({ id }) => id))
    },
  )
}
