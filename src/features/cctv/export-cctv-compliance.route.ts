import { appendAudit } from '../../platform/audit.js'
import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { inTime } from '../../platform/http/deadline.js'
import { problems } from '../../platform/http/problems.schema.js'
import { actionOf } from '../../platform/http/write.js'
import { CctvExportQuery, CctvFile } from './compliance-list.schema.js'
import { exportCctvCompliance as act } from './export-cctv-compliance.action.js'
import { worseBy } from './worse-by.js'

export function exportCctvCompliance(app: App, deps: Deps): void {
  app.get(
    '/v1/cctv-compliance.csv',
    {
      schema: {
        operationId: 'exportCctvCompliance',
        summary: 'Download the list of vehicles with the status of their cameras',
        description:
          `Of your authority, as \`GET /v1/cctv-compliance\` lists them, all of them; days are London’s. Cells that a spreadsheet would take for a ` +
          'formula begin with an apostrophe. Leaves an audit row: registration marks leave in bulk.',
        tags: ['cameras'],
        querystring: CctvExportQuery,
        response: { 200: { content: { 'text/csv': { schema: CctvFile } } }, ...problems() },
      },
    },
    async (request, reply) => {
      const caller = officerOf(request.caller)
      const { status, dueWithin } = request.query
      const at = deps.clock.now()
      const now = at.getTime()
      const filter = { authoritySlug: caller.authoritySlug, now, status, worseBy: worseBy(now, dueWithin) }
      // Many statements, which together may take longer than one transaction is given. Nothing leaves before it is on record.
      const file = await inTime(reply, () => act(deps.db.prisma, filter))
      await inTransaction(deps.db, (tx) =>
        appendAudit(tx, { at, caller, action: actionOf(request), requestId: request.id }),
      )
      return reply
        .headers({ 'content-disposition': 'attachment; filename="cctv-compliance.csv"', 'cache-control': 'no-store' })
        .type('text/csv; charset=utf-8')
        .send(file)
    },
  )
}
