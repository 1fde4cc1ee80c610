import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Proposal } from '../proposals/index.js'
import { RecordCctvFact, VehicleParams } from './cctv-fact.schema.js'
import { RecordedCctvFact } from './compliance.schema.js'
import { recordCctvFact as act } from './record-cctv-fact.action.js'

export function recordCctvFact(app: App, deps: Deps): void {
  app.post(
    '/v1/vehicles/:id/cctv-facts',
    {
      schema: {
        operationId: 'recordCctvFact',
        summary: 'Record a fact about the camera of a vehicle',
        description:
          '201: on record, and whether the vehicle meets the rule on cameras derived anew. 202: an exemption, and every correction, became a proposal that a ' +
          'senior officer, another person, must approve. No footage is ever sent or kept: only that it was asked for, by whom, why, and what was decided.',
        tags: ['cameras'],
        params: VehicleParams,
        body: RecordCctvFact,
        response: { 201: RecordedCctvFact, 202: Proposal, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) =>
        act(tx, acting(deps, officerOf(caller)), request.params.id, request.body),
      ),
  )
}
