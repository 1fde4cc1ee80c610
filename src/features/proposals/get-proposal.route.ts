import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { ProposalDetail, ProposalParams } from './proposal.schema.js'
import { findProposal, importedRows } from './proposal.store.js'

export function getProposal(app: App, deps: Deps): void {
  app.get(
    '/v1/proposals/:id',
    {
      schema: {
        operationId: 'getProposal',
        summary: 'Read a proposal with what it proposes',
        tags: ['proposals'],
        params: ProposalParams,
        response: { 200: ProposalDetail, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const { db, secrets } = deps
      const proposal = await inTransaction(db, async (tx) => {
        const found = await findProposal(tx, request.params.id, authoritySlug)
        return found && { ...found, rows: await importedRows(tx, secrets, found.id) }
      })
      if (!proposal) throw notFound()
      return reply.send(proposal)
    },
  )
}
