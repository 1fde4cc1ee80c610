import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import type { Proposal } from './proposal.schema.js'
import { CLOSED, findProposal, insertOutcome } from './proposal.store.js'
import type { Acting } from '../../platform/acting.js'

/** Ends a proposal without effect; of its reasons, and of an import its persons, nothing stays. Any officer may, who proposed it too: taking back gives nobody a licence. */
export async function rejectProposal(
  tx: Tx,
  act: Acting,
  proposalId: string,
  reason: string,
): Promise<Outcome<Proposal>> {
  const proposal = await findProposal(tx, act, proposalId)
  if (!proposal) return NOT_FOUND
  if (proposal.state !== 'open') return CLOSED
  await insertOutcome(tx, proposal, {
    outcome: 'rejected',
    by: act.caller,
    reason,
    resultId: null,
    recordedAt: act.now,
  })
  const closed = await findProposal(tx, act, proposalId)
  return {
    ok: true,
    body: closed ?? proposal,
    object: { kind: 'proposal', id: proposalId },
    location: `/v1/proposals/${proposalId}`,
  }
}
