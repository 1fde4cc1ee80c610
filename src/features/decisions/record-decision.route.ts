import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { ifMatch } from '../../platform/http/etag.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { LONG_TEXT } from './body-limit.js'
import { DecisionParams, RecordDecision } from './decision.schema.js'
import { Proposal } from '../proposals/index.js'
import { acting } from '../../platform/acting.js'
import { recordDecision as act } from './record-decision.action.js'
import { RecordedDecision } from './recorded.js'
import { VIOLATIONS } from './violations.js'

export function recordDecision(app: App, deps: Deps): void {
  app.post(
    '/v1/licences/:id/decisions',
    {
      bodyLimit: LONG_TEXT,
      schema: {
        operationId: 'recordDecision',
        summary: 'Record a decision on a licence',
        description:
          'Send `If-Match` with the ETag of the licence as you read it. 201: on record, the time line of the licence rewritten. 202: what gives a licence ' +
          'back, and every correction, became a proposal that a senior officer, another person, must approve.',
        tags: ['decisions'],
        params: DecisionParams,
        body: RecordDecision,
        response: { 201: RecordedDecision, 202: Proposal, ...problems(404, 409, 412, 422, 428) },
      },
    },
    (request, reply) => {
      const about = { licenceId: request.params.id, version: ifMatch(request) }
      return write(
        deps,
        request,
        reply,
        (tx, caller) => act(tx, acting(deps, officerOf(caller)), about, request.body),
        { constraints: VIOLATIONS },
      )
    },
  )
}
