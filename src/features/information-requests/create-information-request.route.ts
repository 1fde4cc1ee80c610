import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { createInformationRequest as act } from './create-information-request.action.js'
import { CreateInformationRequest, InformationRequest } from './information-request.schema.js'

export function createInformationRequest(app: App, deps: Deps): void {
  app.post(
    '/v1/information-requests',
    {
      schema: {
        operationId: 'createInformationRequest',
        summary: 'Ask for the information behind an entry',
        description:
          'From a confirmed candidate of a search to the authority that made the entry (2022 Act s.3(2)). It arrives at once; that authority has 20 working days, ' +
          'the day it arrives being the first. Later changes of the entry are told by `GET /v1/entry-notices`.',
        tags: ['information requests'],
        body: CreateInformationRequest,
        response: { 201: InformationRequest, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.body), {
        constraints: VIOLATIONS,
      }),
  )
}

const VIOLATIONS = {
  information_request_candidate_id_key: {
    code: 'request-already-sent',
    detail: 'Your authority has asked about this candidate.',
    pointer: '/candidate',
  },
  information_request_of_another: {
    code: 'request-to-own-authority',
    detail: 'Your own authority made the entry, and has what is behind it.',
    pointer: '/candidate',
  },
} as const
