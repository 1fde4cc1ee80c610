import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { problems } from '../../platform/http/problems.schema.js'
import { write } from '../../platform/http/write.js'
import { approveProposal as act } from './approve-proposal.action.js'
import { ProposalParams } from '../proposals/index.js'
import { acting } from '../../platform/acting.js'
import { ApprovedProposal } from './recorded.js'
import { VIOLATIONS } from './violations.js'

export function approveProposal(app: App, deps: Deps): void {
  app.post(
    '/v1/proposals/:id/approval',
    {
      schema: {
        operationId: 'approveProposal',
        summary: 'Approve a proposal, and so put it on record',
        description:
          'By a senior officer who did not propose it. What was proposed is judged anew; if anything was recorded on the licence since, or another version of the standards, the answer is 412 and ' +
          'the proposal can only be rejected. An approved import makes all its entries, or none. No body.',
        tags: ['proposals'],
        params: ProposalParams,
        response: { 201: ApprovedProposal, ...problems(404, 409, 412, 422) },
      },
    },
    (request, reply) =>
      write(deps, request, reply, (tx, caller) => act(tx, acting(deps, officerOf(caller)), request.params.id), {
        constraints: VIOLATIONS,
      }),
  )
}
