import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { AuditHead } from './audit.schema.js'
import { readHead } from './audit.store.js'

export function getAuditHead(app: App, deps: Deps): void {
  app.get(
    '/v1/audit-events/head',
    {
      schema: {
        operationId: 'getAuditHead',
        summary: 'Read the last link of the audit chain',
        description:
          'Note `seq` and `hash` where nobody who keeps this registry can reach them: `registry audit verify --anchor <seq>:<hash>` then shows, for ever ' +
          'after, that nothing up to there was rewritten.',
        tags: ['audit'],
        response: { 200: AuditHead, ...problems() },
      },
    },
    async (_request, reply) => {
      const head = await readHead(deps.db)
      return reply.header('cache-control', 'no-store').send({ ...head, at: head.at?.toISOString() ?? null })
    },
  )
}
