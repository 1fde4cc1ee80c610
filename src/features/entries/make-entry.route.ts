import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { EntryDetail, MakeEntry } from './entry.schema.js'
import { makeEntry as act } from './make-entry.action.js'

export function makeEntry(app: App, deps: Deps): void {
  app.post(
    '/v1/entries',
    {
      schema: {
        operationId: 'makeEntry',
        summary: 'Have a decision entered',
        description:
          'For authorities in Wales, Scotland and Northern Ireland, which may make entries; the clocks of the Act do not bind them. In England the entry is ' +
          'made with the decision. From then on the entry follows what becomes of the decision.',
        tags: ['entries'],
        body: MakeEntry,
        response: { 201: EntryDetail, ...problems(404, 409, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.body)),
  )
}
