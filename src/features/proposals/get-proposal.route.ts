import { officerOf } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { ProposalDetail, ProposalParams } from './proposal.schema.js'
import { findProposal } from './proposal.store.js'

export function getProposal(app: App, deps: Deps): void {
  app.get(
    '/v1/proposals/:id',
    {
      schema: {
        operationId: 'getProposal',
        summary: 'Read a proposal with what it proposes',
        description:
          'Reasons and persons are shown while it is open. Of one that was approved they stand on what it recorded (`reasons` on the decision); of one that was rejected they are gone.',
        tags: ['proposals'],
        params: ProposalParams,
        response: { 200: ProposalDetail, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { db, secrets } = deps
      const reader = { caller: officerOf(request.caller), secrets }
      const proposal = await inTransaction(db, (tx) => findProposal(tx, reader, request.params.id))
      if (!proposal) throw notFound()
      return reply.send(proposal)
    },
  )
}
