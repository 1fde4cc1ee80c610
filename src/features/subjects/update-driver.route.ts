import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { Id } from '../../platform/http/fields.schema.js'
import { problems } from '../../platform/http/problems.schema.js'
import { changeRecord } from './change-record.route.js'
import { refusalsOf } from './create-driver.route.js'
import { Driver, DriverChange } from './driver.schema.js'
import { updateDriver } from './update-driver.action.js'

export function updateDriverRoute(app: App, deps: Deps): void {
  const change = changeRecord(deps, { change: updateDriver, constraints: refusalsOf('/newAddress') })
  app.patch(
    '/v1/drivers/:id',
    {
      schema: {
        operationId: 'updateDriver',
        summary: 'Change or add to a driver’s record',
        description:
          'What is absent stays. If-Match holds the ETag that was read: of two officers who write at once, one is told to read again. A new name makes the one before a former name; a new address ends the latest on its eve.',
        tags: ['subjects'],
        params: z.strictObject({ id: Id }),
        body: DriverChange,
        response: { 200: Driver, ...problems(404, 409, 412, 422, 428) },
      },
    },
    (request, reply) => change(request, reply, request.params.id, request.body),
  )
}
