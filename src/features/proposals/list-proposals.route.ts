import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { ProposalPage, ProposalQuery } from './proposal.schema.js'
import { findProposals } from './proposal.store.js'

export function listProposals(app: App, deps: Deps): void {
  app.get(
    '/v1/proposals',
    {
      schema: {
        operationId: 'listProposals',
        summary: 'List what waits for a second person, or did',
        description: 'In order of proposing, without what is proposed: that may hold reasons.',
        tags: ['proposals'],
        querystring: ProposalQuery,
        response: { 200: ProposalPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor, state } = request.query
      const rows = await findProposals(deps.db.prisma, { authoritySlug, state, after: cursor, take: limit + 1 })
      return reply.send(pageOf(rows, limit, ({ id }) => id))
    },
  )
}
