import type { ProposalKind, ProposalState } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'
import type { Proposal, ProposalDetail } from './proposal.schema.js'

export interface NewProposal {
  id: string
  authoritySlug: string
  kind: ProposalKind
  licenceId: string | null
  decisionId: string
  licenceVersion: number | null
  /** The command as it was sent, to be judged again when it is approved. */
  payload: object
  proposedByPersonId: string
  proposedByClientId: string
  createdAt: Date
}

export async function insertProposal(tx: Tx, { payload, ...proposal }: NewProposal): Promise<Proposal> {
  const data = { ...proposal, payload: payload as Prisma.InputJsonObject }
  return shown(await tx.proposal.create({ data, include: OUTCOME }))
}

/** @throws violation of proposal_outcome_pkey: it has ended; of proposal_outcome_another_person: approved by who proposed it. */
export async function insertOutcome(
  tx: Tx,
  proposal: Proposal,
  outcome: {
    outcome: 'approved' | 'rejected'
    by: { clientId: string; personId: string }
    reason: string | null
    resultId: string | null
    recordedAt: Date
  },
): Promise<void> {
  const { by, ...rest } = outcome
  await tx.proposalOutcome.create({
    data: {
      ...rest,
      proposalId: proposal.id,
      proposedByPersonId: proposal.proposedBy.personId,
      decidedByPersonId: by.personId,
      decidedByClientId: by.clientId,
    },
    select: { proposalId: true },
  })
}

export async function findProposal(tx: Tx, id: string, authoritySlug: string): Promise<ProposalDetail | undefined> {
  const row = await tx.proposal.findFirst({ where: { id, authoritySlug }, include: OUTCOME })
  return row ? { ...shown(row), command: row.payload as ProposalDetail['command'] } : undefined
}

/** In order of id, which is the order of proposing. */
export async function findProposals(
  tx: Tx,
  {
    authoritySlug,
    state,
    after,
    take,
  }: { authoritySlug: string; state?: ProposalState | undefined; after?: string | undefined; take: number },
): Promise<Proposal[]> {
  const rows = await tx.proposal.findMany({
    where: {
      authoritySlug,
      ...(state === undefined ? {} : { outcome: state === 'open' ? null : { outcome: state } }),
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take,
    include: OUTCOME,
    omit: { payload: true },
  })
  return rows.map(shown)
}

const OUTCOME = { outcome: true } as const satisfies Prisma.ProposalInclude

function shown(row: Omit<Prisma.ProposalGetPayload<{ include: typeof OUTCOME }>, 'payload'>): Proposal {
  const { outcome } = row
  return {
    id: row.id,
    kind: row.kind as ProposalKind,
    state: (outcome?.outcome ?? 'open') as ProposalState,
    licenceId: row.licenceId,
    decisionId: row.decisionId,
    licenceVersion: row.licenceVersion,
    proposedBy: { clientId: row.proposedByClientId, personId: row.proposedByPersonId },
    createdAt: row.createdAt.toISOString(),
    outcome: outcome && {
      decidedBy: { clientId: outcome.decidedByClientId, personId: outcome.decidedByPersonId },
      reason: outcome.reason,
      resultId: outcome.resultId,
      recordedAt: outcome.recordedAt.toISOString(),
    },
  }
}
