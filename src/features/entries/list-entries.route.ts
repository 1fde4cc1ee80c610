import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { EntryPage, EntryQuery } from './entry.schema.js'
import { findEntries } from './entry.store.js'

export function listEntries(app: App, deps: Deps): void {
  app.get(
    '/v1/entries',
    {
      schema: {
        operationId: 'listEntries',
        summary: 'List the statutory entries of your authority',
        description: 'In order of making, without the persons they are about.',
        tags: ['entries'],
        querystring: EntryQuery,
        response: { 200: EntryPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor, state } = request.query
      const rows = await findEntries(deps.db.prisma, { authoritySlug, state, after: cursor, take: limit + 1 })
      return reply.send(pageOf(rows, limit, ({ id }) => id))
    },
  )
}
