import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { lodgeAppeal as act } from './appeal-step.action.js'
import { LodgeAppeal } from './appeal.schema.js'
import { DecisionParams } from './decision.schema.js'
import { acting } from '../../platform/acting.js'
import { RecordedAppeal } from './recorded.js'
import { VIOLATIONS } from './violations.js'

export function lodgeAppeal(app: App, deps: Deps): void {
  app.post(
    '/v1/decisions/:id/appeals',
    {
      schema: {
        operationId: 'lodgeAppeal',
        summary: 'Record that an appeal was lodged',
        description: 'In time, it holds off what the law lets it hold off, from 00:00 of its day.',
        tags: ['appeals'],
        params: DecisionParams,
        body: LodgeAppeal,
        response: { 201: RecordedAppeal, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(
        deps,
        request,
        reply,
        (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.params.id, request.body),
        { constraints: VIOLATIONS },
      ),
  )
}
