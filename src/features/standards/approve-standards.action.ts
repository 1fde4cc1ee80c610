import { refusalOfVersion } from '../../domain/standards-rules.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import { takeTurn, type Tx } from '../../platform/db.js'
import { refused, type AnyRefusal } from '../../platform/outcome.js'
import { CLOSED, findProposal, type ProposalDetail } from '../proposals/index.js'
import type { ProposedVersion } from './propose-standards.action.js'
import { findVersions, insertVersion, MOVED } from './standards.store.js'

/**
 * Judged anew on the day of approval: a proposal that waited past its first day would otherwise be a way into the past. Versions of one authority take
 * turns.
 */
export async function approveStandards(
  tx: Tx,
  act: Acting,
  { id: proposalId, command, proposedBy }: ProposalDetail,
): Promise<{ ok: true; resultId: string } | { ok: false; refusal: AnyRefusal }> {
  // Written by the registry itself, from a body that was checked.
  const { basedOnSeq, ...version } = command as unknown as ProposedVersion
  const { authoritySlug, clientId, personId } = act.caller
  await takeTurn(tx, `standards ${authoritySlug}`)
  // Again, in turn: of two approvals at once the second finds it approved, not that the standards have moved.
  if ((await findProposal(tx, act, proposalId))?.state !== 'open') return CLOSED
  const versions = await findVersions(tx, authoritySlug)
  if (versions.at(-1)?.seq !== basedOnSeq) return { ok: false, refusal: MOVED }
  const late = refusalOfVersion(versions, version, todayOf(act))
  if (late) return refused(late.refusal.code, `${late.refusal.detail} Reject the proposal and make another.`)
  const id = act.newId()
  await insertVersion(tx, {
    ...version,
    id,
    authoritySlug,
    seq: basedOnSeq + 1,
    recordedAt: act.now,
    recordedByClientId: clientId,
    proposedByPersonId: proposedBy.personId,
    approvedByPersonId: personId,
  })
  return { ok: true, resultId: id }
}
