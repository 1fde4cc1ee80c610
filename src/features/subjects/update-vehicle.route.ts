import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { Id } from '../../platform/http/fields.schema.js'
import { problems } from '../../platform/http/problems.schema.js'
import { changeRecord } from './change-record.route.js'
import { ONE_RECORD } from './create-vehicle.route.js'
import { Vehicle, VehicleChange } from './vehicle.schema.js'
import { updateVehicle } from './update-vehicle.action.js'

export function updateVehicleRoute(app: App, deps: Deps): void {
  const change = changeRecord(deps, { change: updateVehicle, constraints: ONE_RECORD })
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
    (request, reply) => change(request, reply, request.params.id, request.body),
  )
}
