import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf, PageQuery } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { OutboxPage } from './outbox.schema.js'
import { findOutbox } from './outbox.store.js'

export function listOutbox(app: App, deps: Deps): void {
  app.get(
    '/v1/entries/outbox',
    {
      schema: {
        operationId: 'listOutbox',
        summary: 'List what the designated database does not have yet',
        description:
          'The changes of your own entries for which no reference of the designated database is recorded, oldest first. An entry that was removed or expired ' +
          'before it was ever keyed there is not asked for.',
        tags: ['entries'],
        querystring: PageQuery,
        response: { 200: OutboxPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor } = request.query
      const items = await inTransaction(deps.db, (tx) =>
        findOutbox(tx, { authoritySlug, after: cursor, take: limit + 1 }),
      )
      return reply.send(pageOf(items, limit, ({ eventId }) => eventId))
    },
  )
}
