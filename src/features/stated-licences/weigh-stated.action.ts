import { londonDate } from '../../domain/calendar.js'
import type { StandingStep } from '../../domain/standing.js'
import { isRecorded, statedAt, type StatedLicence } from '../../domain/stated.js'
import type { VehicleKind } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { letOthersIn } from '../../platform/sweep.js'
import { findStatedPage } from './stated-page.store.js'

/** A statement, and what it is worth beside what is recorded here. */
export interface WeighedStatement extends StatedLicence {
  holds: StandingStep
  /** A licence in force here says the same: it is that one. */
  isRecorded: boolean
}

/** What a feed states of a plate, weighed at an instant; at most so many. */
export async function weighPlate(
  tx: Tx,
  { authoritySlug, number, at, take }: { authoritySlug: string; number: string; at: Date; take: number },
): Promise<WeighedStatement[]> {
  const rows = await findStatedPage(tx, { authoritySlug, number, take })
  return rows.map((row) => ({
    ...row,
    holds: statedAt(row, row.jurisdiction, row.recorded, at.getTime()),
    isRecorded: isRecorded(row, row.recorded, at.getTime()),
  }))
}

/** A statement of it reads so many rows: a tenth of a second, of 1.8 allowed; weighing them holds up checks for a quarter of that. */
const COUNTED_AT_ONCE = 2_000

/**
 * Vehicle licences that may be used at an instant because a feed says so, and no licence in force here. Overlapping periods of one vehicle under one plate are
 * one licence. Statement by statement: it need not hold a connection.
 */
export async function countStatedInForce(
  tx: Tx,
  { authoritySlug, at }: { authoritySlug: string; at: Date },
): Promise<Record<VehicleKind, number>> {
  const byKind = { 'hackney-carriage-vehicle': 0, 'private-hire-vehicle': 0 }
  const counted = new Set<string>()
  const filter = { authoritySlug, on: londonDate(at.getTime()), take: COUNTED_AT_ONCE }
  for (let rows = await findStatedPage(tx, filter), after; rows.length > 0;) {
    for (const row of rows) {
      after = row.id
      const key = `${row.kind} ${row.vrm} ${row.number}`
      const { verdict } = statedAt(row, row.jurisdiction, row.recorded, at.getTime())
      if (verdict !== 'yes' || isRecorded(row, row.recorded, at.getTime()) || counted.has(key)) continue
      counted.add(key)
      byKind[row.kind]++
    }
    await letOthersIn()
    rows = rows.length < COUNTED_AT_ONCE ? [] : await findStatedPage(tx, { ...filter, after })
  }
  return byKind
}
