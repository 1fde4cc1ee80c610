import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Proposal } from '../proposals/index.js'
import { RemoveEntry } from './change-entry.schema.js'
import { proposeChange } from './change-imported.action.js'
import { EntryParams } from './entry.schema.js'

export function removeEntry(app: App, deps: Deps): void {
  app.post(
    '/v1/entries/:id/removal',
    {
      schema: {
        operationId: 'removeEntry',
        summary: 'Propose to remove an imported entry',
        description:
          'By appeal, annulment or error. A senior officer, another person, must approve: then no search finds it any more, and whoever asked for the information behind it is told. An entry of a decision recorded here follows that decision instead.',
        tags: ['entries'],
        params: EntryParams,
        body: RemoveEntry,
        response: { 202: Proposal, ...problems(404, 409, 422) },
      },
    },
    (request, reply) => {
      const change = { kind: 'entry-removal', ...request.body } as const
      return write(deps, request, reply, (tx, caller) =>
        proposeChange(tx, acting(deps, officerOf(caller)), request.params.id, change),
      )
    },
  )
}
