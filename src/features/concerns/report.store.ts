import type { CivilDate } from '../../domain/calendar.js'
import type { ConcernAction, RelevantInformation } from '../../domain/words.js'
import { toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import { reasonsOf, textOf } from './sealed.js'

export interface NewConcern {
  id: string
  fromSlug: string
  toSlug: string
  licenceId: string
  kind: string
  number: string
  awareOn: CivilDate
  reportedOn: CivilDate
  relevantInformation: RelevantInformation[]
  text: string
  recordedAt: Date
  recordedByClientId: string
  recordedByPersonId: string
}

export async function insertConcern(
  tx: Tx,
  secrets: Secrets,
  { text, awareOn, reportedOn, ...concern }: NewConcern,
): Promise<void> {
  const textEncrypted = secrets.encrypt(textOf(concern.id), text)
  await tx.concern.create({
    data: { ...concern, awareOn: toDate(awareOn), reportedOn: toDate(reportedOn), textEncrypted },
    select: { id: true },
  })
}

/** Whether the authority has been told of such a concern. */
export async function isConcernTo(tx: Tx, id: string, toSlug: string): Promise<boolean> {
  return (await tx.concern.count({ where: { id, toSlug } })) > 0
}

export interface NewConcernAnswer {
  concernId: string
  action: ConcernAction
  reasons: string
  answeredAt: Date
  answeredByClientId: string
  answeredByPersonId: string
}

/** @throws violation of concern_answer_pkey: the concern is answered. */
export async function insertConcernAnswer(
  tx: Tx,
  secrets: Secrets,
  { reasons, ...answer }: NewConcernAnswer,
): Promise<void> {
  const reasonsEncrypted = secrets.encrypt(reasonsOf(answer.concernId), reasons)
  await tx.concernAnswer.create({ data: { ...answer, reasonsEncrypted }, select: { concernId: true } })
}
