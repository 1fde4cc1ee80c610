import { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { Id } from '../../platform/http/fields.schema.js'
import { problems } from '../../platform/http/problems.schema.js'
import type { WriteOptions } from '../../platform/http/write.js'
import { changeRecord } from './change-record.route.js'
import { Operator, OperatorChange } from './operator.schema.js'
import { updateOperator } from './update-operator.action.js'

export function updateOperatorRoute(app: App, deps: Deps): void {
  const change = changeRecord(deps, { change: updateOperator, constraints: PREMISES_IN_ORDER })
  app.patch(
    '/v1/operators/:id',
    {
      schema: {
        operationId: 'updateOperator',
        summary: 'Change or add to an operator’s record',
        description:
          'What is absent stays. If-Match holds the ETag that was read: of two officers who write at once, one is told to read again. Premises are added and ended, never taken away.',
        tags: ['subjects'],
        params: z.strictObject({ id: Id }),
        body: OperatorChange,
        response: { 200: Operator, ...problems(404, 409, 412, 422, 428) },
      },
    },
    (request, reply) => change(request, reply, request.params.id, request.body),
  )
}

const PREMISES_IN_ORDER = {
  operator_premises_order: {
    code: 'period-ends-before-start',
    detail: 'The premises would end before they began.',
    pointer: '/endedPremises/endsOn',
  },
} satisfies WriteOptions['constraints']
