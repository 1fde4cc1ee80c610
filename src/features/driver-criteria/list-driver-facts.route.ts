import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { FactQuery } from '../../platform/http/fact.schema.js'
import { pageOf } from '../../platform/http/page.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { DriverFactPage, DriverFactParams } from './driver-fact.schema.js'
import { findDriverFacts, isDriverOf } from './driver-fact.store.js'

export function listDriverFacts(app: App, deps: Deps): void {
  app.get(
    '/v1/drivers/:id/criteria-facts',
    {
      schema: {
        operationId: 'listDriverFacts',
        summary: 'List what was recorded of a driver for the criteria',
        description: 'In order of recording, corrections and what they correct alike.',
        tags: ['driver criteria'],
        params: DriverFactParams,
        querystring: FactQuery,
        response: { 200: DriverFactPage, ...problems(404) },
      },
    },
    async (request) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor } = request.query
      const driverId = request.params.id
      const rows = await inTransaction(deps.db, async (tx) => {
        if (!(await isDriverOf(tx, { driverId, authoritySlug }))) throw notFound()
        return findDriverFacts(tx, deps.secrets, { driverId, after: Number(cursor ?? 0), take: limit + 1 })
      })
      return pageOf(rows, limit, ({ seq }) => String(seq))
    },
  )
}
