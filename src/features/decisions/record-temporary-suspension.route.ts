import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { LONG_TEXT } from './body-limit.js'
import { acting } from '../../platform/acting.js'
import { recordTemporarySuspension as act } from './record-temporary-suspension.action.js'
import { RecordTemporarySuspension, TemporarySuspension } from './temporary-suspension.schema.js'
import { VIOLATIONS } from './violations.js'

export function recordTemporarySuspension(app: App, deps: Deps): void {
  app.post(
    '/v1/temporary-suspensions',
    {
      bodyLimit: LONG_TEXT,
      schema: {
        operationId: 'recordTemporarySuspension',
        summary: 'Suspend another authority’s licence for a short time',
        description:
          'Between English authorities (English Devolution and Community Empowerment Act 2026). The answer says that it is recorded and for how long, and ' +
          'nothing of the licence or its holder. A number that is not in force, now or from a later day, is answered like one that was never issued. Once recorded ' +
          'it runs to its last day: neither the issuing authority nor the imposing one can end it earlier.',
        tags: ['decisions'],
        body: RecordTemporarySuspension,
        response: { 201: TemporarySuspension, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.body), {
        constraints: VIOLATIONS,
      }),
  )
}
