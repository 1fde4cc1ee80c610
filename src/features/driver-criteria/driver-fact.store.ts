import type { DriverFact, NewDriverFact } from '../../domain/driver-facts.js'
import type { CorrectionEffect } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import { recordingColumns, type Recording } from '../../platform/recorded.js'
import type { Secrets } from '../../platform/secrets.js'
import type { DriverFact as Shown } from './driver-fact.schema.js'

/** Bound to its fact: what was said of one person cannot be moved under another. */
const whyOf = (factId: string) => `driver-fact.why.${factId}`

export interface DriverKey {
  driverId: string
  authoritySlug: string
}

export async function isDriverOf(tx: Tx, { driverId, authoritySlug }: DriverKey): Promise<boolean> {
  return (await tx.driver.count({ where: { id: driverId, authoritySlug } })) > 0
}

/** Locks the driver, so that facts about one person are recorded one after the other. False: the authority has no such driver. */
export async function lockDriver(tx: Tx, { driverId, authoritySlug }: DriverKey): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS found FROM driver WHERE id = ${driverId}::uuid AND authority_slug = ${authoritySlug} FOR NO KEY UPDATE`
  return rows.length > 0
}

export async function isVehicleOf(tx: Tx, vehicleId: string, authoritySlug: string): Promise<boolean> {
  return (await tx.vehicle.count({ where: { id: vehicleId, authoritySlug } })) > 0
}

/** All that was recorded of a driver, as the law reads it, in order of recording. */
export async function loadDriverFacts(tx: Tx, driverId: string): Promise<DriverFact[]> {
  const rows = await tx.driverFact.findMany({ where: { driverId }, orderBy: { seq: 'asc' } })
  return rows.map(({ id, seq, type, happenedOn, content, correctsFactId, correctionEffect }) => {
    const correction = correctsFactId === null ? null : { factId: correctsFactId, effect: correctionEffect }
    // Type and content were checked together when they were sent.
    return { id, seq, type, on: fromDate(happenedOn), content, correction } as unknown as DriverFact
  })
}

export interface RecordedFact extends DriverKey, Recording {
  id: string
  seq: number
  fact: NewDriverFact
  /** Of a correction. */
  why: string | null
}

/** In the order of `seq`: the driver is locked. */
export async function insertDriverFact(tx: Tx, secrets: Secrets, recorded: RecordedFact): Promise<void> {
  const { id, driverId, authoritySlug, seq, fact, why } = recorded
  await tx.driverFact.create({
    data: {
      id,
      driverId,
      authoritySlug,
      seq,
      type: fact.type,
      happenedOn: toDate(fact.on),
      content: fact.content,
      textEncrypted: why === null ? null : secrets.encrypt(whyOf(id), why),
      correctsFactId: fact.correction?.factId ?? null,
      correctionEffect: fact.correction?.effect ?? null,
      ...recordingColumns(recorded),
    },
    select: { id: true },
  })
}

/** In order of seq, from the one that follows `after`. */
export async function findDriverFacts(
  tx: Tx,
  secrets: Secrets,
  { driverId, after, take }: { driverId: string; after: number; take: number },
): Promise<Shown[]> {
  const rows = await tx.driverFact.findMany({
    where: { driverId, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take,
    include: CORRECTED_BY,
  })
  return rows.map((row) => shown(secrets, row))
}

export async function getDriverFact(tx: Tx, secrets: Secrets, id: string): Promise<Shown> {
  return shown(secrets, await tx.driverFact.findUniqueOrThrow({ where: { id }, include: CORRECTED_BY }))
}

const CORRECTED_BY = { correctedBy: { select: { id: true } } } as const satisfies Prisma.DriverFactInclude

function shown(secrets: Secrets, row: Prisma.DriverFactGetPayload<{ include: typeof CORRECTED_BY }>): Shown {
  const { id, driverId, seq, correctsFactId, correctionEffect, textEncrypted } = row
  const why = textEncrypted === null ? '' : secrets.decrypt(whyOf(id), textEncrypted)
  return {
    id,
    driverId,
    seq,
    type: row.type as Shown['type'],
    on: fromDate(row.happenedOn),
    content: row.content as Shown['content'],
    correction:
      correctsFactId === null ? null : { factId: correctsFactId, effect: correctionEffect as CorrectionEffect, why },
    correctedBy: row.correctedBy?.id ?? null,
    recordedAt: row.recordedAt.toISOString(),
    recordedBy: { clientId: row.recordedByClientId, personId: row.recordedByPersonId },
    proposedBy: row.proposedByPersonId,
  }
}
