import type { Standards } from './standards.schema.js'
import type { Version } from './standards.store.js'

/** Public: who proposed and approved it is on the audit trail and on the proposal, for those who may read them. */
export const shown = (authority: string, { recordedAt, ...version }: Version): Standards => ({
  ...version,
  authority,
  cctv: version.cctv as Standards['cctv'],
  driverCriteria: version.driverCriteria as Standards['driverCriteria'],
  recordedAt: recordedAt.toISOString(),
})
