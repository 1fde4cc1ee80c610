import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Concern, ReportConcern } from './concern.schema.js'
import { reportConcern as act } from './report-concern.action.js'

export function reportConcern(app: App, deps: Deps): void {
  app.post(
    '/v1/concerns',
    {
      schema: {
        operationId: 'reportConcern',
        summary: 'Report a concern about a driver whom another authority licensed',
        description:
          'Relevant information about a driver who drove in your area (2022 Act s.5(2)), within 10 working days of becoming aware; a late report is recorded as late. ' +
          'It is sealed to the two authorities and scrutiny. The answer says nothing of the licence or its holder, and a number that is not in force, now or from a ' +
          'later day, is answered like one that was never issued.',
        tags: ['concerns'],
        body: ReportConcern,
        response: { 201: Concern, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.body)),
  )
}
