import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { createOperator } from './create-operator.action.js'
import { Operator, NewOperator } from './operator.schema.js'

export function createOperatorRoute(app: App, deps: Deps): void {
  app.post(
    '/v1/operators',
    {
      schema: {
        operationId: 'createOperator',
        summary: 'Record a private hire operator',
        description: 'A company or a person in trade, with the premises where bookings are taken.',
        tags: ['subjects'],
        body: NewOperator,
        response: { 201: Operator, ...problems(409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => createOperator(tx, deps, officerOf(caller), request.body)),
  )
}
