import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Proposal } from '../proposals/index.js'
import { DriverFact, DriverFactParams, RecordDriverFact } from './driver-fact.schema.js'
import { recordDriverFact as act } from './record-driver-fact.action.js'

export function recordDriverFact(app: App, deps: Deps): void {
  app.post(
    '/v1/drivers/:id/criteria-facts',
    {
      schema: {
        operationId: 'recordDriverFact',
        summary: 'Record a check, training, qualification or vehicle of a driver',
        description:
          'A background check is recorded only when it was satisfactory; what it disclosed is not held here. 201: on record. 202: a correction ' +
          'became a proposal that a senior officer, another person, must approve.',
        tags: ['driver criteria'],
        params: DriverFactParams,
        body: RecordDriverFact,
        response: { 201: DriverFact, 202: Proposal, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) =>
        act(tx, acting(deps, officerOf(caller)), request.params.id, request.body),
      ),
  )
}
