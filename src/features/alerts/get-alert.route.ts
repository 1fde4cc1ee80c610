import { ownSlugOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { Alert, AlertParams } from './alert.schema.js'
import { findAlert } from './alert.store.js'

export function getAlert(app: App, deps: Deps): void {
  app.get(
    '/v1/alerts/:id',
    {
      schema: {
        operationId: 'getAlert',
        summary: 'Read an alert: refused here, licensed there',
        description:
          'The authority of the licence learns that there is an entry, whose, of which decision and how sure it is; the authority of the entry, that a licence is ' +
          'held, of whom it was got, of which kind and for how long. Reasons, the person as recorded, and the other’s ids and numbers do not cross. Scrutiny reads ' +
          'which authorities, when, and what each made of it.',
        tags: ['alerts'],
        params: AlertParams,
        response: { 200: Alert, ...problems(404) },
      },
    },
    async (request, reply) => {
      const reader = { ownSlug: ownSlugOf(request.caller), now: deps.clock.now() }
      const alert = await inTransaction(deps.db, (tx) => findAlert(tx, reader, request.params.id))
      if (!alert) throw notFound()
      return reply.header('cache-control', 'no-store').send(alert)
    },
  )
}
