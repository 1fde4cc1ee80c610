import { iso } from '../../domain/calendar.js'
import { cctvAt, cctvTimeLine, type CctvStep } from '../../domain/cctv.js'
import { VEHICLE_KINDS } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import { findVersions } from '../standards/index.js'
import { loadFacts, type Vehicle } from './cctv-fact.store.js'
import type { CctvStep as ShownStep, VehicleCctv } from './compliance.schema.js'
import { findLines, type StoredLine } from './compliance.store.js'

/** What holds of a vehicle at an instant, and its time lines. A line that is behind the standards is shown, and not believed. */
export async function vehicleCctv(tx: Tx, vehicle: Vehicle, at: Date): Promise<VehicleCctv> {
  const { latest, lines } = await linesOf(tx, vehicle)
  return {
    vehicleId: vehicle.vehicleId,
    at: at.toISOString(),
    latestStandards: latest || null,
    licences: lines.map(({ licenceId, kind, standardsSeq, timeLine }) => {
      const isCurrent = standardsSeq === latest
      return {
        licenceId,
        kind,
        standards: standardsSeq || null,
        isCurrent,
        holds: shownStep(cctvAt(isCurrent ? timeLine : [], at.getTime())),
        timeLine: timeLine.map(shownStep),
      }
    }),
  }
}

/** As stored; of a vehicle that was never licensed, what would hold under either kind of licence. */
async function linesOf(tx: Tx, vehicle: Vehicle): Promise<{ latest: number; lines: StoredLine[] }> {
  const versions = await findVersions(tx, vehicle.authoritySlug)
  const latest = versions.at(-1)?.seq ?? 0
  const lines = await findLines(tx, vehicle.vehicleId)
  if (lines.length > 0) return { latest, lines }
  const facts = (await loadFacts(tx, [vehicle.vehicleId])).get(vehicle.vehicleId) ?? []
  const derived = VEHICLE_KINDS.map((kind) => ({
    licenceId: null,
    kind,
    standardsSeq: latest,
    timeLine: cctvTimeLine(versions, kind, facts),
  }))
  return { latest, lines: derived }
}

const shownStep = ({ from, until, ...step }: CctvStep): ShownStep => ({ from: iso(from), until: iso(until), ...step })
