import { appendAudit } from '../../platform/audit.js'
import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { actionOf } from '../../platform/http/write.js'
import { exportOutbox as act, MOST_EXPORTED } from './export-outbox.action.js'
import { OutboxFile } from './outbox.schema.js'

export function exportOutbox(app: App, deps: Deps): void {
  app.get(
    '/v1/entries/outbox.csv',
    {
      schema: {
        operationId: 'exportOutbox',
        summary: 'Download the outbox with the statutory fields',
        description:
          `The first ${MOST_EXPORTED} changes of the outbox with what the Act wants of an entry (s.2(4)): full name, date of birth, home address, National ` +
          'Insurance and driving licence number, authority and contact, days of the decision and of each change; no reasons. Cells that a spreadsheet would ' +
          'take for a formula begin with an apostrophe. The only read that leaves an audit row: personal data leaves in bulk.',
        tags: ['entries'],
        response: { 200: { content: { 'text/csv': { schema: OutboxFile } } }, ...problems() },
      },
    },
    async (request, reply) => {
      const caller = officerOf(request.caller)
      const file = await inTransaction(deps.db, async (tx) => {
        const made = await act(tx, deps.secrets, caller.authoritySlug)
        await appendAudit(tx, { at: deps.clock.now(), caller, action: actionOf(request), requestId: request.id })
        return made
      })
      return reply
        .headers({ 'content-disposition': 'attachment; filename="outbox.csv"', 'cache-control': 'no-store' })
        .type('text/csv; charset=utf-8')
        .send(file)
    },
  )
}
