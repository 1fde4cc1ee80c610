import { DAY_MS } from '../../domain/calendar.js'
import type { ProposalKind, ProposalState } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import type { Db, Tx } from '../../platform/db.js'
import type { Acting } from '../../platform/acting.js'
import type { Secrets } from '../../platform/secrets.js'
import type { Proposal, ProposalDetail } from './proposal.schema.js'
import { putTogether, type Sealed } from './sealed.js'

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
  vehicleId: string | null
  driverId: string | null
  licenceVersion: number | null
  /** The command as it was sent, to be judged again when it is approved, in two parts. */
  open: object
  sealed: Sealed
  proposedByPersonId: string
  proposedByClientId: string
  createdAt: Date
}

/** Bound to the proposal: what is sealed of one cannot be read, or compared, as another's. */
const purposeOf = (proposalId: string) => `proposal.sealed.${proposalId}`

export async function insertProposal(
  tx: Tx,
  secrets: Secrets,
  { open, sealed, ...proposal }: NewProposal,
): Promise<Proposal> {
  const data = { ...proposal, payload: open as Prisma.InputJsonObject }
  if (Object.keys(sealed).length === 0) return shown(await tx.proposal.create({ data, include: OUTCOME }))
  const [purpose, text] = [purposeOf(proposal.id), JSON.stringify(sealed)]
  // Keyed: the bare digest of a short file would tell the numbers in it to whoever tries them all.
  const row = await tx.proposal.create({
    data: { ...data, sealedDigest: secrets.blindIndex(purpose, text) },
    include: OUTCOME,
  })
  const sealedEncrypted = secrets.encrypt(purpose, text)
  await tx.proposalSealed.create({ data: { proposalId: row.id, sealedEncrypted }, select: { proposalId: true } })
  return shown(row)
}

/**
 * Ends the proposal. Reasons are then kept with the decision and persons as entries, or neither at all.
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
  await tx.proposalSealed.deleteMany({ where: { proposalId: proposal.id } })
}

/** The caller's authority's, whole as long as it is open. */
export async function findProposal(
  tx: Tx,
  { caller: { authoritySlug }, secrets }: Pick<Acting, 'caller' | 'secrets'>,
  id: string,
): Promise<ProposalDetail | undefined> {
  const row = await tx.proposal.findFirst({ where: { id, authoritySlug }, include: { ...OUTCOME, sealed: true } })
  if (!row) return undefined
  const sealed =
    row.sealed === null ? undefined : (JSON.parse(secrets.decrypt(purposeOf(id), row.sealed.sealedEncrypted)) as Sealed)
  const command = putTogether(row.payload as Record<string, unknown>, sealed)
  return { ...shown(row), command, rows: sealed?.rows ?? null }
}

const IMPORTS_WAIT_MS = 90 * DAY_MS

/** What nobody approved in ninety days: its rows name persons, and go. The proposal stays, and can only be rejected. */
export async function forgetImports(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - IMPORTS_WAIT_MS)
  await db.prisma.proposalSealed.deleteMany({
    where: { proposal: { kind: 'entry-import' satisfies ProposalKind, createdAt: { lt: before } } },
  })
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
    omit: { payload: true, sealedDigest: true },
  })
  return rows.map(shown)
}

const OUTCOME = { outcome: true } as const satisfies Prisma.ProposalInclude

type Row = Omit<Prisma.ProposalGetPayload<{ include: typeof OUTCOME }>, 'payload' | 'sealedDigest'>

function shown(row: Row): Proposal {
  const { outcome } = row
  return {
    id: row.id,
    kind: row.kind as ProposalKind,
    state: (outcome?.outcome ?? 'open') as ProposalState,
    licenceId: row.licenceId,
    decisionId: row.decisionId,
    entryId: row.entryId,
    vehicleId: row.vehicleId,
    driverId: row.driverId,
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
