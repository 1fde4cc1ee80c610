import { compact } from '../../../domain/identity.js'
import { matters } from '../../../domain/correction.js'
import { keptFromBy } from '../../../domain/kept-from.js'
import { meetsRecorded, type RecordedVehicleLicence } from '../../../domain/vehicle-conflict.js'
import type { Tx } from '../../../platform/db.js'
import { loadHistories } from '../../licences/index.js'
import type { FeedJob } from '../feed-kind.js'
import {
  findConcernedRows,
  findRecorded,
  findRefusedOnce,
  hasRecorded,
  type SettledRow,
} from './recorded-here.store.js'

const AT_ONCE = 2_000

/** The rows of a file that licences recorded here settle, in order of line. */
export async function settledHere(tx: Tx, { id, authoritySlugs }: FeedJob, now: Date): Promise<SettledRow[]> {
  const settled: SettledRow[] = []
  if (!(await hasRecorded(tx, authoritySlugs))) return settled
  for (let after = 0, read = AT_ONCE; read === AT_ONCE;) {
    const rows = await findConcernedRows(tx, { feedId: id, authoritySlugs, after, take: AT_ONCE })
    const licences = await recordedLicences(tx, [...new Set(rows.flatMap(({ licenceIds }) => licenceIds))])
    for (const { line, licenceIds, ...row } of rows) {
      const recorded = licenceIds.flatMap((licenceId) => licences.get(licenceId) ?? [])
      const met = meetsRecorded({ ...row, number: compact(row.number) }, recorded, now.getTime())
      if (met?.as === 'same') settled.push({ line, why: null, licenceId: null })
      if (met?.as === 'conflict') settled.push({ line, why: met.why, licenceId: met.licenceId })
      after = line
    }
    read = rows.length
  }
  return settled
}

async function recordedLicences(tx: Tx, ids: readonly string[]): Promise<Map<string, RecordedVehicleLicence>> {
  const refused = new Set(
    (await loadHistories(tx, await findRefusedOnce(tx, ids))).flatMap(({ licenceId, decisions }) =>
      keptFromBy(matters(decisions))?.type === 'refuse-renewal' ? [licenceId] : [],
    ),
  )
  const found = [...(await findRecorded(tx, ids))]
  return new Map(found.map(([id, licence]) => [id, { ...licence, isRenewalRefused: refused.has(id) }]))
}
