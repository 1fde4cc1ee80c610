import type { ProposalKind, ProposalState } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import type { Db, Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import type { FoundProposal, ImportRows, Proposal } from './proposal.schema.js'

export const CLOSED = {
  ok: false,
  refusal: { code: 'proposal-closed', detail: 'The proposal was approved or rejected before.' },
} as const

/** What decides between two who end a proposal at the same moment. */
export const OUTCOME_VIOLATIONS = {
  proposal_outcome_pkey: CLOSED.refusal,
  proposal_outcome_another_person: { code: 'same-person', detail: 'Who proposes cannot approve.' },
} as const

export interface NewProposal {
  id: string
  authoritySlug: string
  kind: ProposalKind
  licenceId: string | null
  decisionId: string | null
  entryId: string | null
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

/**
 * Ends the proposal. The persons of an import are then kept as entries, or not at all.
 * @throws violation of proposal_outcome_pkey: it has ended; of proposal_outcome_another_person: approved by who proposed it.
 */
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
  await tx.entryImportFile.deleteMany({ where: { proposalId: proposal.id } })
}

export async function findProposal(tx: Tx, id: string, authoritySlug: string): Promise<FoundProposal | undefined> {
  const row = await tx.proposal.findFirst({ where: { id, authoritySlug }, include: OUTCOME })
  return row ? { ...shown(row), command: row.payload as FoundProposal['command'] } : undefined
}

/** Bound to the proposal: rows moved to another one cannot be read. */
const rowsOf = (proposalId: string) => `entry-import-file.rows.${proposalId}`

export async function insertImportedRows(
  tx: Tx,
  secrets: Secrets,
  proposalId: string,
  rows: ImportRows,
): Promise<void> {
  const rowsEncrypted = secrets.encrypt(rowsOf(proposalId), JSON.stringify(rows))
  await tx.entryImportFile.create({ data: { proposalId, rowsEncrypted }, select: { proposalId: true } })
}

/** Null: the proposal is of another kind, or has ended. */
export async function importedRows(tx: Tx, secrets: Secrets, proposalId: string): Promise<ImportRows | null> {
  const file = await tx.entryImportFile.findUnique({ where: { proposalId } })
  return file && (JSON.parse(secrets.decrypt(rowsOf(proposalId), file.rowsEncrypted)) as ImportRows)
}

const IMPORTS_WAIT_MS = 90 * 86_400_000

/** What nobody approved in ninety days: its rows name persons, and go. The proposal stays, and can only be rejected. */
export async function forgetImports(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - IMPORTS_WAIT_MS)
  await db.prisma.entryImportFile.deleteMany({ where: { proposal: { createdAt: { lt: before } } } })
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
    entryId: row.entryId,
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
