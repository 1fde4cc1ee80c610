import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write, type WriteOptions } from '../../platform/http/write.js'
import { createDriver } from './create-driver.action.js'
import { Driver, NewDriver } from './driver.schema.js'

export function createDriverRoute(app: App, deps: Deps): void {
  app.post(
    '/v1/drivers',
    {
      schema: {
        operationId: 'createDriver',
        summary: 'Record a driver',
        description:
          'One record for each person and authority: a second one with the same National Insurance or driving licence number is refused. The same person may be on the registers of several authorities.',
        tags: ['subjects'],
        body: NewDriver,
        response: { 201: Driver, ...problems(409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => createDriver(tx, deps, officerOf(caller), request.body), {
        constraints: refusalsOf('/addresses'),
      }),
  )
}

/** What a violated constraint means to the officer; `addresses` is where the body holds the address at fault. */
export const refusalsOf = (addresses: string) =>
  ({
    driver_authority_slug_ni_number_index_key: {
      code: 'driver-already-recorded',
      detail: 'A driver with this National Insurance number is on your register.',
      pointer: '/niNumber',
    },
    driver_authority_slug_driving_licence_number_index_key: {
      code: 'driver-already-recorded',
      detail: 'A driver with this driving licence is on your register.',
      pointer: '/drivingLicence',
    },
    driver_address_one_at_a_time: {
      code: 'addresses-overlap',
      detail: 'A driver lives at one address at a time.',
      pointer: addresses,
    },
  }) satisfies WriteOptions['constraints']
