import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { DifferenceQuery, FeedDifferencePage } from './difference.schema.js'
import { findDifferences } from './difference.store.js'
import { FeedParams } from './feed.schema.js'
import { findFeed } from './feed.store.js'

export function listFeedDifferences(app: App, { db, secrets }: Deps): void {
  app.get(
    '/v1/feeds/:id/differences',
    {
      schema: {
        operationId: 'listFeedDifferences',
        summary: 'List what a file would change',
        description:
          'Whoever agrees to a file should have read what is `missing`: those licences end. Unchanged rows are only counted. Kept for 90 days after the end.',
        tags: ['feeds'],
        params: FeedParams,
        querystring: DifferenceQuery,
        response: { 200: FeedDifferencePage, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { limit, cursor, sign } = request.query
      const { id } = request.params
      const { authoritySlug } = officerOf(request.caller)
      const rows = await inTransaction(db, async (tx) => {
        if (!(await findFeed(tx, id, authoritySlug))) throw notFound()
        return findDifferences(tx, secrets, { feedId: id, sign, after: Number(cursor ?? 0), take: limit + 1 })
      })
      return reply.header('cache-control', 'no-store').send(pageOf(rows, limit, ({ n }) => String(n)))
    },
  )
}
