import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { VehicleParams } from './cctv-fact.schema.js'
import { isVehicle } from './cctv-fact.store.js'
import { VehicleCctv, VehicleCctvQuery } from './compliance.schema.js'
import { vehicleCctv } from './vehicle-cctv.action.js'

export function getVehicleCctv(app: App, deps: Deps): void {
  app.get(
    '/v1/vehicles/:id/cctv-compliance',
    {
      schema: {
        operationId: 'getVehicleCctv',
        summary: 'Ask whether a vehicle meets the rule on cameras',
        description:
          'By licence, with the reasons and the whole time line, the future included. Of a vehicle that was never licensed: what would hold under each kind of licence.',
        tags: ['cameras'],
        params: VehicleParams,
        querystring: VehicleCctvQuery,
        response: { 200: VehicleCctv, ...problems(404) },
      },
    },
    async (request, reply) => {
      const vehicle = { vehicleId: request.params.id, authoritySlug: officerOf(request.caller).authoritySlug }
      const { at } = request.query
      const body = await inTransaction(deps.db, async (tx) => {
        if (!(await isVehicle(tx, vehicle))) throw notFound()
        return vehicleCctv(tx, vehicle, at === undefined ? deps.clock.now() : new Date(at))
      })
      return reply.send(body)
    },
  )
}
