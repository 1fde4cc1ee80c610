import type { AppealCourt, AppealStepType } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import { recordingColumns, type Recording } from '../../platform/recorded.js'
import type { Appeal } from './appeal.schema.js'

/** @throws violation of appeal_decision_id_key: the decision has its appeal. */
export async function insertAppeal(
  tx: Tx,
  appeal: { id: string; decisionId: string; authoritySlug: string; createdAt: Date },
): Promise<void> {
  await tx.appeal.create({ data: appeal, select: { id: true } })
}

export interface NewAppealStep extends Recording {
  id: string
  appealId: string
  type: AppealStepType
  on: string
  court: AppealCourt
  reference: string | null
}

/** @throws violation of appeal_step_appeal_id_seq_key: another step was recorded at the same time. */
export async function insertAppealStep(tx: Tx, recorded: NewAppealStep): Promise<void> {
  const { id, appealId, type, on, court, reference } = recorded
  const seq = 1 + (await tx.appealStep.count({ where: { appealId } }))
  await tx.appealStep.create({
    data: { id, appealId, seq, type, happenedOn: toDate(on), court, reference, ...recordingColumns(recorded) },
    select: { id: true },
  })
}

/** What an appeal is about, for the authority whose it is. */
export async function findAppealed(tx: Tx, id: string, authoritySlug: string) {
  const row = await tx.appeal.findFirst({
    where: { id, authoritySlug },
    select: { decisionId: true, decision: { select: { licenceId: true, applicationId: true } } },
  })
  return row ? { decisionId: row.decisionId, ...row.decision } : undefined
}

export async function findAppeal(tx: Tx, id: string, authoritySlug: string): Promise<Appeal | undefined> {
  const row = await tx.appeal.findFirst({ where: { id, authoritySlug }, include: STEPS })
  return row ? shown(row) : undefined
}

/** For whoever may see its decision. */
export async function getAppeal(tx: Tx, id: string): Promise<Appeal> {
  return shown(await tx.appeal.findUniqueOrThrow({ where: { id }, include: STEPS }))
}

const STEPS = { steps: { orderBy: { seq: 'asc' } } } as const satisfies Prisma.AppealInclude

function shown({ id, decisionId, steps }: Prisma.AppealGetPayload<{ include: typeof STEPS }>): Appeal {
  return {
    id,
    decisionId,
    steps: steps.map((step) => ({
      id: step.id,
      seq: step.seq,
      type: step.type as AppealStepType,
      on: fromDate(step.happenedOn),
      court: step.court as AppealCourt,
      reference: step.reference,
      recordedAt: step.recordedAt.toISOString(),
      recordedBy: { clientId: step.recordedByClientId, personId: step.recordedByPersonId },
      proposedBy: step.proposedByPersonId,
      approvedBy: step.approvedByPersonId,
    })),
  }
}
