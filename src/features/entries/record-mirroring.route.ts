import { acting } from '../../platform/acting.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { EntryMirroring, RecordMirroring } from './outbox.schema.js'
import { recordMirroring as act } from './record-mirroring.action.js'

const ALREADY = {
  entry_mirroring_pkey: {
    code: 'entry-already-mirrored',
    detail: 'Another reference is recorded for this change: see the entry before you key it again.',
    pointer: '/eventId',
  },
} as const

export function recordMirroring(app: App, deps: Deps): void {
  app.post(
    '/v1/entries/outbox/mirrorings',
    {
      schema: {
        operationId: 'recordMirroring',
        summary: 'Record the reference that the designated database returned',
        description:
          'The change then leaves the outbox, and the duty to make or update the entry is done. Once for each change, in any order: changes that were keyed ' +
          'together may carry the same reference.',
        tags: ['entries'],
        body: RecordMirroring,
        response: { 201: EntryMirroring, ...problems(404, 409) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.body), {
        constraints: ALREADY,
      }),
  )
}
