import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { getProposal } from './get-proposal.route.js'
import { listProposals } from './list-proposals.route.js'
import { rejectProposal } from './reject-proposal.route.js'

export { Proposal, ProposalParams, type ProposalDetail } from './proposal.schema.js'
export { propose } from './propose.action.js'
export { CLOSED, findProposal, forgetImports, insertOutcome, OUTCOME_VIOLATIONS } from './proposal.store.js'

/** What waits for a second person, or did. Approving is done where what is approved is put on record: src/features/decisions. */
export function proposals(app: App, deps: Deps): void {
  listProposals(app, deps)
  getProposal(app, deps)
  rejectProposal(app, deps)
}
