import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { acknowledgeAlert as act } from './acknowledge-alert.action.js'
import { AcknowledgeAlert, Alert, AlertParams } from './alert.schema.js'

export function acknowledgeAlert(app: App, deps: Deps): void {
  app.post(
    '/v1/alerts/:id/views',
    {
      schema: {
        operationId: 'acknowledgeAlert',
        summary: 'Record what your authority makes of an alert',
        description:
          'Views are added, never changed; the first one ends `open` for your authority, and for your authority alone. Who recorded it and why stays with it.',
        tags: ['alerts'],
        params: AlertParams,
        body: AcknowledgeAlert,
        response: { 201: Alert, ...problems(404, 409) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) =>
        act(tx, acting(deps, officerOf(caller)), request.params.id, request.body),
      ),
  )
}
