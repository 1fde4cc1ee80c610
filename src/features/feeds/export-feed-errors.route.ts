import { z } from 'zod'
import { ownSlugOf } from '../../platform/caller.js'
import { csvOf } from '../../platform/csv.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { faultText } from './fault-text.js'
import { FeedParams } from './feed.schema.js'
import { findFaults, findFeed } from './feed.store.js'

const FaultFile = z.string().meta({
  id: 'FeedErrorFile',
  description: 'CSV with the columns `line`, `vrm`, `title` and `detail`, in order of discovery.',
  example: 'line,vrm,title,detail\r\n3,AB12CDE,Invalid date,Line 3: The licence end date is not valid.\r\n',
})

export function exportFeedErrors(app: App, { db }: Deps): void {
  app.get(
    '/v1/feeds/:id/errors.csv',
    {
      schema: {
        operationId: 'exportFeedErrors',
        summary: 'Download the faults of a file',
        description:
          'The first 1,000. Cells that a spreadsheet would take for a formula begin with an apostrophe. Kept for 90 days after the end.',
        tags: ['feeds'],
        params: FeedParams,
        response: { 200: { content: { 'text/csv': { schema: FaultFile } } }, ...problems(404) },
      },
    },
    async (request, reply) => {
      const faults = await inTransaction(db, async (tx) => {
        const feed = await findFeed(tx, request.params.id, ownSlugOf(request.caller))
        if (!feed) throw notFound()
        return findFaults(tx, feed.id)
      })
      const file = csvOf(
        ['line', 'vrm', 'title', 'detail'],
        faults.map((fault) => ({ ...fault, detail: faultText(fault) })),
      )
      return reply
        .headers({ 'content-disposition': 'attachment; filename="errors.csv"', 'cache-control': 'no-store' })
        .type('text/csv; charset=utf-8')
        .send(file)
    },
  )
}
