import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Proposal } from '../proposals/index.js'
import { ReinstateEntry } from './change-entry.schema.js'
import { proposeChange } from './change-imported.action.js'
import { EntryParams } from './entry.schema.js'

export function reinstateEntry(app: App, deps: Deps): void {
  app.post(
    '/v1/entries/:id/reinstatement',
    {
      schema: {
        operationId: 'reinstateEntry',
        summary: 'Propose to reinstate an imported entry',
        description:
          'One that was removed. A senior officer, another person, must approve. The eleven years do not begin again.',
        tags: ['entries'],
        params: EntryParams,
        body: ReinstateEntry,
        response: { 202: Proposal, ...problems(404, 409, 422) },
      },
    },
    (request, reply) => {
      const change = { kind: 'entry-reinstatement', ...request.body } as const
      return write(deps, request, reply, (tx, caller) =>
        proposeChange(tx, acting(deps, officerOf(caller)), request.params.id, change),
      )
    },
  )
}
