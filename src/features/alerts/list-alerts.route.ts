import { ownSlugOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { AlertPage, AlertQuery } from './alert.schema.js'
import { findAlerts } from './alert.store.js'

export function listAlerts(app: App, deps: Deps): void {
  app.get(
    '/v1/alerts',
    {
      schema: {
        operationId: 'listAlerts',
        summary: 'List alerts: refused here, licensed there',
        description:
          'Oldest first. An entry of one authority and a licence in force of another, of very likely the same person, make one alert to both. It never goes away: ' +
          'not with a view, nor with the entry or the licence. Scrutiny sees all of them; `state=open` are those without a view of both sides.',
        tags: ['alerts'],
        querystring: AlertQuery,
        response: { 200: AlertPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { limit, cursor, state, side } = request.query
      const reader = { ownSlug: ownSlugOf(request.caller), now: deps.clock.now() }
      const filter = { state, side, after: cursor, take: limit + 1 }
      const alerts = await inTransaction(deps.db, (tx) => findAlerts(tx, reader, filter))
      return reply.header('cache-control', 'no-store').send(pageOf(alerts, limit, ({ id }) => id))
    },
  )
}
