import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { ANSWERED } from './acknowledge-information-request.action.js'
import { answerInformationRequest as act } from './answer-information-request.action.js'
import { AnswerInformationRequest, InformationRequest, RequestParams } from './information-request.schema.js'

/** Bytes. The longest text, with every character escaped. */
const LONG_TEXT = 160 * 1024

export function answerInformationRequest(app: App, deps: Deps): void {
  app.post(
    '/v1/information-requests/:id/answer',
    {
      bodyLimit: LONG_TEXT,
      schema: {
        operationId: 'answerInformationRequest',
        summary: 'Give the information behind an entry, or refuse it',
        description:
          'By the recording authority, once. The text is shown to the two authorities on the request’s own page only, and is deleted when the asking authority’s ' +
          'application is determined and can no longer be appealed about, or after a year. An answer after the due date is recorded as late.',
        tags: ['information requests'],
        params: RequestParams,
        body: AnswerInformationRequest,
        response: { 201: InformationRequest, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(
        deps,
        request,
        reply,
        (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.params.id, request.body),
        { constraints: { information_answer_pkey: ANSWERED } },
      ),
  )
}
