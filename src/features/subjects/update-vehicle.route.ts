import { z } from 'zod'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { ifMatch } from '../../platform/http/etag.js'
import { Id } from '../../platform/http/fields.schema.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { ONE_RECORD } from './create-vehicle.route.js'
import { Vehicle, VehicleChange } from './vehicle.schema.js'
import { updateVehicle } from './update-vehicle.action.js'

export function updateVehicleRoute(app: App, deps: Deps): void {
  app.patch(
    '/v1/vehicles/:id',
    {
      schema: {
        operationId: 'updateVehicle',
        summary: 'Change a vehicle’s record',
        description:
          'What is absent stays. If-Match holds the ETag that was read: of two officers who write at once, one is told to read again.',
        tags: ['subjects'],
        params: z.strictObject({ id: Id }),
        body: VehicleChange,
        response: { 200: Vehicle, ...problems(404, 409, 412, 422, 428) },
      },
    },
    (request, reply) => {
      const record = { id: request.params.id, version: ifMatch(request) }
      return write(
        deps,
        request,
        reply,
        (tx, caller) => {
          const { authoritySlug } = officerOf(caller)
          return updateVehicle(tx, deps, { ...record, authoritySlug }, request.body)
        },
        { constraints: ONE_RECORD },
      )
    },
  )
}
