import type { AlertView } from '../../domain/words.js'
import { takeTurn, type Tx } from '../../platform/db.js'

/** Which of the authority's views it would be; the next officer's waits until this transaction ends. */
export async function nextSeq(tx: Tx, alertId: string, authoritySlug: string): Promise<number> {
  await takeTurn(tx, `alert ${alertId}`)
  return (await tx.alertView.count({ where: { alertId, authoritySlug } })) + 1
}

export interface NewView {
  id: string
  alertId: string
  authoritySlug: string
  seq: number
  view: AlertView
  why: string
  recordedAt: Date
  recordedByClientId: string
  recordedByPersonId: string
}

export async function insertView(tx: Tx, view: NewView): Promise<void> {
  await tx.alertView.create({ data: view, select: { id: true } })
}
