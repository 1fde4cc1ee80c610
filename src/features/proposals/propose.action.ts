import type { ProposalKind } from '../../domain/words.js'
import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import type { Outcome } from '../../platform/outcome.js'
import type { ImportRows, Proposal } from './proposal.schema.js'
import { insertProposal } from './proposal.store.js'
import { takeApart } from './sealed.js'

/** What is proposed, on what. A command with reasons or persons is shown on the proposal's own page only. */
export interface Proposed {
  kind: ProposalKind
  licence?: { licenceId: string | null; version: number | null }
  decisionId?: string
  entryId?: string
  vehicleId?: string
  driverId?: string
  /** As it was sent, to be judged again when it is approved. */
  payload: object
  /** Fields of it that were written freely: with why it is a correction, kept encrypted beside the proposal, and only until it ends. Left out: `reasons`. */
  texts?: readonly string[]
  /** Of an import: kept as reasons are. */
  rows?: ImportRows
}

export async function propose(
  tx: Tx,
  { caller, now, newId, secrets }: Acting,
  { kind, licence, decisionId, entryId, vehicleId, driverId, payload, texts = ['reasons'], rows }: Proposed,
): Promise<Outcome<Proposal>> {
  const { open, sealed } = takeApart(payload, texts)
  const proposal = await insertProposal(tx, secrets, {
    kind,
    open,
    sealed: rows ? { ...sealed, rows } : sealed,
    licenceId: licence?.licenceId ?? null,
    licenceVersion: licence?.version ?? null,
    decisionId: decisionId ?? null,
    entryId: entryId ?? null,
    vehicleId: vehicleId ?? null,
    driverId: driverId ?? null,
    id: newId(),
    authoritySlug: caller.authoritySlug,
    proposedByPersonId: caller.personId,
    proposedByClientId: caller.clientId,
    createdAt: now,
  })
  return {
    ok: true,
    status: 202,
    body: proposal,
    object: { kind: 'proposal', id: proposal.id },
    location: `/v1/proposals/${proposal.id}`,
  }
}
