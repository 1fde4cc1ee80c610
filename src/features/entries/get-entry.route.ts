import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { EntryDetail, EntryParams } from './entry.schema.js'
import { readEntry } from './read-entry.action.js'

export function getEntry(app: App, deps: Deps): void {
  app.get(
    '/v1/entries/:id',
    {
      schema: {
        operationId: 'getEntry',
        summary: 'Read an entry, whom it is about and what happened to it',
        description:
          'Of your own authority. Others find it by searching, and are shown neither the person nor the reasons.',
        tags: ['entries'],
        params: EntryParams,
        response: { 200: EntryDetail, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const { id } = request.params
      const entry = await inTransaction(deps.db, (tx) => readEntry(tx, deps.secrets, id, authoritySlug))
      if (!entry) throw notFound()
      return reply.send(entry)
    },
  )
}
