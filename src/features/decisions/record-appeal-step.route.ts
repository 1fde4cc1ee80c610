import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { recordAppealStep as act } from './appeal-step.action.js'
import { AppealParams, RecordAppealStep } from './appeal.schema.js'
import { Proposal } from '../proposals/index.js'
import { acting } from '../../platform/acting.js'
import { RecordedAppeal } from './recorded.js'
import { VIOLATIONS } from './violations.js'

export function recordAppealStep(app: App, deps: Deps): void {
  app.post(
    '/v1/appeals/:id/steps',
    {
      schema: {
        operationId: 'recordAppealStep',
        summary: 'Record a step of an appeal',
        description:
          '`allowed` gives the licence back: it becomes a proposal (202) that a senior officer, another person, must approve.',
        tags: ['appeals'],
        params: AppealParams,
        body: RecordAppealStep,
        response: { 201: RecordedAppeal, 202: Proposal, ...problems(404, 409, 412, 422) },
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
