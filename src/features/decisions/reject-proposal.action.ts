import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { CLOSED } from './approve-proposal.action.js'
import type { Proposal } from './proposal.schema.js'
import { findProposal, insertOutcome } from './proposal.store.js'
import type { Acting } from './put-on-record.action.js'

/** Ends a proposal without effect. Any officer may, who proposed it too: taking back gives nobody a licence. */
export async function rejectProposal(
  tx: Tx,
  act: Acting,
  proposalId: string,
  reason: string,
): Promise<Outcome<Proposal>> {
  const { authoritySlug } = act.caller
  const proposal = await findProposal(tx, proposalId, authoritySlug)
  if (!proposal) return NOT_FOUND
  if (proposal.state !== 'open') return CLOSED
  await insertOutcome(tx, proposal, {
    outcome: 'rejected',
    by: act.caller,
    reason,
    resultId: null,
    recordedAt: act.now,
  })
  const closed = await findProposal(tx, proposalId, authoritySlug)
  return {
    ok: true,
    body: closed ?? proposal,
    object: { kind: 'proposal', id: proposalId },
    location: `/v1/proposals/${proposalId}`,
  }
}
