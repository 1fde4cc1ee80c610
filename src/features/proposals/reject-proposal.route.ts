import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { Proposal, ProposalParams, RejectProposal } from './proposal.schema.js'
import { acting } from '../../platform/acting.js'
import { rejectProposal as act } from './reject-proposal.action.js'
import { OUTCOME_VIOLATIONS } from './proposal.store.js'

export function rejectProposal(app: App, deps: Deps): void {
  app.post(
    '/v1/proposals/:id/rejection',
    {
      schema: {
        operationId: 'rejectProposal',
        summary: 'Reject a proposal, or take back your own',
        tags: ['proposals'],
        params: ProposalParams,
        body: RejectProposal,
        response: { 201: Proposal, ...problems(404, 409) },
      },
    },
    (request, reply) => {
      const { reason } = request.body
      return write(
        deps,
        request,
        reply,
        (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.params.id, reason),
        { constraints: OUTCOME_VIOLATIONS },
      )
    },
  )
}
