import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { FactQuery } from '../../platform/http/fact.schema.js'
import { pageOf } from '../../platform/http/page.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { CctvFactPage, VehicleParams } from './cctv-fact.schema.js'
import { findFacts, isVehicle } from './cctv-fact.store.js'

export function listCctvFacts(app: App, deps: Deps): void {
  app.get(
    '/v1/vehicles/:id/cctv-facts',
    {
      schema: {
        operationId: 'listCctvFacts',
        summary: 'List the facts about the camera of a vehicle',
        description: 'In order of recording, corrected ones and their corrections included.',
        tags: ['cameras'],
        params: VehicleParams,
        querystring: FactQuery,
        response: { 200: CctvFactPage, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { limit, cursor } = request.query
      const vehicle = { vehicleId: request.params.id, authoritySlug: officerOf(request.caller).authoritySlug }
      const rows = await inTransaction(deps.db, async (tx) => {
        if (!(await isVehicle(tx, vehicle))) throw notFound()
        return findFacts(tx, deps.secrets, { ...vehicle, after: Number(cursor ?? 0), take: limit + 1 })
      })
      return reply.send(pageOf(rows, limit, ({ seq }) => String(seq)))
    },
  )
}
