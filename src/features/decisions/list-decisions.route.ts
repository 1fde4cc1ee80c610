import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { DecisionPage, DecisionParams, DecisionQuery } from './decision.schema.js'
import { findDecisionsOf } from './decision.store.js'

export function listDecisions(app: App, deps: Deps): void {
  app.get(
    '/v1/licences/:id/decisions',
    {
      schema: {
        operationId: 'listDecisions',
        summary: 'List the decisions on a licence',
        description: 'In order of recording, without reasons.',
        tags: ['decisions'],
        params: DecisionParams,
        querystring: DecisionQuery,
        response: { 200: DecisionPage, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor } = request.query
      const licence = { licenceId: request.params.id, authoritySlug, after: Number(cursor ?? 0), take: limit + 1 }
      const rows = await findDecisionsOf(deps.db.prisma, licence)
      if (!rows) throw notFound()
      return reply.send(pageOf(rows, limit, ({ seq }) => String(seq)))
    },
  )
}
