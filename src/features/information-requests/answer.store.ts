import type { Ground, RelevantInformation, RequestOutcome } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { sha256, type Secrets } from '../../platform/secrets.js'

/** Bound to its request: what was told of one person cannot be moved under another. */
const purposeOf = (requestId: string) => `information-text.text.${requestId}`

/** Whether a request to the authority is answered; undefined: there is no such request to it. */
export async function isAnswered(tx: Tx, id: string, toSlug: string): Promise<boolean | undefined> {
  const row = await tx.informationRequest.findFirst({
    where: { id, toSlug },
    select: { answer: { select: { requestId: true } } },
  })
  return row ? row.answer !== null : undefined
}

/** @throws violation of information_receipt_pkey: it was acknowledged before. */
export async function insertReceipt(
  tx: Tx,
  receipt: { requestId: string; acknowledgedAt: Date; acknowledgedByClientId: string; acknowledgedByPersonId: string },
): Promise<void> {
  await tx.informationReceipt.create({ data: receipt, select: { requestId: true } })
}

export interface NewAnswer {
  requestId: string
  outcome: RequestOutcome
  /** Null: refused. */
  text: string | null
  grounds: Ground[]
  relevantInformation: RelevantInformation[]
  refusalReason: string | null
  answeredAt: Date
  answeredByClientId: string
  answeredByPersonId: string
}

/**
 * The text goes to a table of its own, encrypted, and its digest stays with the answer: it can be deleted, and what is left still be verified.
 * @throws violation of information_answer_pkey: the request is answered.
 */
export async function insertAnswer(tx: Tx, secrets: Secrets, { text, ...answer }: NewAnswer): Promise<void> {
  const { requestId, answeredAt } = answer
  await tx.informationAnswer.create({
    data: { ...answer, textDigest: sha256(text ?? '') },
    select: { requestId: true },
  })
  if (text === null) return
  const textEncrypted = secrets.encrypt(purposeOf(requestId), text)
  await tx.informationText.create({ data: { requestId, textEncrypted, answeredAt }, select: { requestId: true } })
}

/** Null: deleted since. */
export async function readText(tx: Tx, secrets: Secrets, requestId: string): Promise<string | null> {
  const row = await tx.informationText.findUnique({ where: { requestId } })
  return row && secrets.decrypt(purposeOf(requestId), row.textEncrypted)
}
