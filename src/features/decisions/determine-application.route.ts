import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { ApplicationParams, DetermineApplication } from './application.schema.js'
import { LONG_TEXT } from './body-limit.js'
import { determineApplication as act } from './determine-application.action.js'
import { Proposal } from '../proposals/index.js'
import { acting } from '../../platform/acting.js'
import { RecordedDecision } from './recorded.js'
import { VIOLATIONS } from './violations.js'

export function determineApplication(app: App, deps: Deps): void {
  app.post(
    '/v1/applications/:id/decision',
    {
      bodyLimit: LONG_TEXT,
      schema: {
        operationId: 'determineApplication',
        summary: 'Decide an application',
        description:
          'A grant makes the licence, a renewal adds a period to it. An application is determined once. The correction of a refused new application, which has ' +
          'no licence, is sent here too and becomes a proposal (202); whatever has a licence is corrected there.',
        tags: ['applications'],
        params: ApplicationParams,
        body: DetermineApplication,
        response: { 201: RecordedDecision, 202: Proposal, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(
        deps,
        request,
        reply,
        (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.params.id, request.body),
        { constraints: GRANT_VIOLATIONS },
      ),
  )
}

const GRANT_VIOLATIONS = {
  ...VIOLATIONS,
  licence_number_in_force: { ...VIOLATIONS.licence_number_in_force, pointer: '/number' },
  licence_number_one_holder: { ...VIOLATIONS.licence_number_one_holder, pointer: '/number' },
}
