import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { acknowledgeInformationRequest as act } from './acknowledge-information-request.action.js'
import { InformationRequest, RequestParams } from './information-request.schema.js'

export function acknowledgeInformationRequest(app: App, deps: Deps): void {
  app.post(
    '/v1/information-requests/:id/receipt',
    {
      schema: {
        operationId: 'acknowledgeInformationRequest',
        summary: 'Take a request up',
        description:
          'Tells the asking authority that an officer of the recording authority is at work on it. It changes nothing of the due date, and a request may be answered without it.',
        tags: ['information requests'],
        params: RequestParams,
        response: { 201: InformationRequest, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.params.id), {
        constraints: {
          information_receipt_pkey: {
            code: 'request-already-received',
            detail: 'An officer has taken the request up.',
          },
        },
      }),
  )
}
