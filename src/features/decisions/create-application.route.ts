import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Application, CreateApplication } from './application.schema.js'
import { createApplication as act } from './create-application.action.js'
import { acting } from '../../platform/acting.js'
import { VIOLATIONS } from './violations.js'

export function createApplication(app: App, deps: Deps): void {
  app.post(
    '/v1/applications',
    {
      schema: {
        operationId: 'createApplication',
        summary: 'Record an application',
        description: 'For a new licence, or to renew one. It is decided by `POST /v1/applications/{id}/decision`.',
        tags: ['applications'],
        body: CreateApplication,
        response: { 201: Application, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.body), {
        constraints: VIOLATIONS,
      }),
  )
}
