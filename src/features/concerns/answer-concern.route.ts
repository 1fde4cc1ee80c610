import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { answerConcern as act } from './answer-concern.action.js'
import { AnswerConcern, Concern, ConcernParams } from './concern.schema.js'

export function answerConcern(app: App, deps: Deps): void {
  app.post(
    '/v1/concerns/:id/answer',
    {
      schema: {
        operationId: 'answerConcern',
        summary: 'Say what was done about a concern, and why',
        description:
          'By the issuing authority, once, within 20 working days of the report (2022 Act s.6(2)). A suspension or revocation is recorded on the licence besides.',
        tags: ['concerns'],
        params: ConcernParams,
        body: AnswerConcern,
        response: { 201: Concern, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(
        deps,
        request,
        reply,
        (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.params.id, request.body),
        {
          constraints: {
            concern_answer_pkey: { code: 'concern-already-answered', detail: 'The concern has its answer.' },
          },
        },
      ),
  )
}
