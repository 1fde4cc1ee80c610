import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write, type WriteOptions } from '../../platform/http/write.js'
import { createVehicle } from './create-vehicle.action.js'
import { Vehicle, NewVehicle } from './vehicle.schema.js'

export function createVehicleRoute(app: App, deps: Deps): void {
  app.post(
    '/v1/vehicles',
    {
      schema: {
        operationId: 'createVehicle',
        summary: 'Record a vehicle',
        description: 'One record for each registration mark and authority.',
        tags: ['subjects'],
        body: NewVehicle,
        response: { 201: Vehicle, ...problems(409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => createVehicle(tx, deps, officerOf(caller), request.body), {
        constraints: ONE_RECORD,
      }),
  )
}

export const ONE_RECORD = {
  vehicle_authority_slug_vrm_key: {
    code: 'vehicle-already-recorded',
    detail: 'A vehicle with this registration mark is on your register.',
    pointer: '/vrm',
  },
  vehicle_identity_fixed: {
    code: 'vehicle-licensed',
    detail:
      'This vehicle has been licensed. Another vehicle, or the same under a new mark, is put forward as a new record.',
    pointer: '',
  },
} satisfies WriteOptions['constraints']
