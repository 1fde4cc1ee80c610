import type { CctvFact as Fact, NewCctvFact } from '../../domain/cctv-facts.js'
import type { CctvFactType, CorrectionEffect } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import { recordingColumns, type Recording } from '../../platform/recorded.js'
import type { Secrets } from '../../platform/secrets.js'
import type { CctvFact } from './cctv-fact.schema.js'
import { textOf } from './fact-text.js'

/** A vehicle on the register of an authority. */
export interface Vehicle {
  vehicleId: string
  authoritySlug: string
}

/**
 * Holds whatever else is recorded of the vehicle's camera, or derived from it, until the transaction ends: what is read next, nobody else adds to.
 * Not against its key: a grant refers to the vehicle.
 * @returns false: the authority has no such vehicle.
 */
export async function lockVehicle(tx: Tx, { vehicleId, authoritySlug }: Vehicle): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS found FROM vehicle WHERE id = ${vehicleId}::uuid AND authority_slug = ${authoritySlug} FOR NO KEY UPDATE`
  return rows.length > 0
}

export async function isVehicle(tx: Tx, { vehicleId, authoritySlug }: Vehicle): Promise<boolean> {
  return (await tx.vehicle.count({ where: { id: vehicleId, authoritySlug } })) > 0
}

/** Of each vehicle all facts, as the law reads them, in order of recording. */
export async function loadFacts(tx: Tx, vehicleIds: readonly string[]): Promise<Map<string, Fact[]>> {
  const rows = await tx.$queryRaw<{ vehicleId: string; fact: Fact }[]>`
    SELECT vehicle_id AS "vehicleId", jsonb_build_object('id', id, 'seq', seq, 'type', type, 'on', happened_on, 'content', content,
      'correction', CASE WHEN corrects_fact_id IS NOT NULL THEN jsonb_build_object('factId', corrects_fact_id, 'effect', correction_effect) END) AS fact
    FROM cctv_fact WHERE vehicle_id = ANY (${vehicleIds}::uuid[]) ORDER BY vehicle_id, seq`
  const facts = new Map<string, Fact[]>()
  for (const { vehicleId, fact } of rows) {
    const of = facts.get(vehicleId)
    if (of) of.push(fact)
    else facts.set(vehicleId, [fact])
  }
  return facts
}

/** The licence of the vehicle that a decision is on; undefined: none. */
export async function findDecidedLicence(
  tx: Tx,
  decisionId: string,
  { vehicleId, authoritySlug }: Vehicle,
): Promise<string | undefined> {
  const where = { id: decisionId, authoritySlug, licence: { vehicleId } }
  return (await tx.decision.findFirst({ where, select: { licenceId: true } }))?.licenceId ?? undefined
}

/** The texts of a fact, by field; of a correction also why it was made. */
export interface Texts {
  texts: Record<string, unknown>
  correctionWhy?: string
}

export interface RecordedFact extends Vehicle, Texts, Recording {
  id: string
  seq: number
  fact: NewCctvFact
}

/** In the order of `seq`: the vehicle is locked. */
export async function insertFact(tx: Tx, secrets: Secrets, recorded: RecordedFact): Promise<void> {
  const { id, fact, texts, correctionWhy } = recorded
  const isSilent = Object.keys(texts).length === 0 && correctionWhy === undefined
  await tx.cctvFact.create({
    data: {
      id,
      authoritySlug: recorded.authoritySlug,
      vehicleId: recorded.vehicleId,
      seq: recorded.seq,
      type: fact.type,
      happenedOn: toDate(fact.on),
      content: fact.content,
      textEncrypted: isSilent ? null : secrets.encrypt(textOf(id), JSON.stringify({ texts, correctionWhy })),
      correctsFactId: fact.correction?.factId ?? null,
      correctionEffect: fact.correction?.effect ?? null,
      ...recordingColumns(recorded),
    },
    select: { id: true },
  })
}

/** In order of seq, from the one that follows `after`. */
export async function findFacts(
  tx: Tx,
  secrets: Secrets,
  { vehicleId, authoritySlug, after, take }: Vehicle & { after: number; take: number },
): Promise<CctvFact[]> {
  const where = { vehicleId, authoritySlug, seq: { gt: after } }
  const rows = await tx.cctvFact.findMany({ where, orderBy: { seq: 'asc' }, take, include: CORRECTED })
  return rows.map((row) => shown(secrets, row))
}

export async function getFact(tx: Tx, secrets: Secrets, id: string): Promise<CctvFact> {
  return shown(secrets, await tx.cctvFact.findUniqueOrThrow({ where: { id }, include: CORRECTED }))
}

const CORRECTED = { correctedBy: { select: { id: true } } } as const satisfies Prisma.CctvFactInclude

function shown(secrets: Secrets, row: Prisma.CctvFactGetPayload<{ include: typeof CORRECTED }>): CctvFact {
  const { texts, correctionWhy = '' }: Texts =
    row.textEncrypted === null
      ? { texts: {} }
      : (JSON.parse(secrets.decrypt(textOf(row.id), row.textEncrypted)) as Texts)
  return {
    id: row.id,
    vehicleId: row.vehicleId,
    seq: row.seq,
    type: row.type as CctvFactType,
    on: fromDate(row.happenedOn),
    content: { ...(row.content as object), ...texts },
    correction:
      row.correctsFactId === null
        ? null
        : { factId: row.correctsFactId, effect: row.correctionEffect as CorrectionEffect, why: correctionWhy },
    correctedBy: row.correctedBy?.id ?? null,
    recordedAt: row.recordedAt.toISOString(),
    recordedBy: { clientId: row.recordedByClientId, personId: row.recordedByPersonId },
    proposedBy: row.proposedByPersonId,
  }
}
