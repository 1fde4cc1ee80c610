import { isDeepStrictEqual } from 'node:util'
import { appendAudit } from '../../platform/audit.js'
import { inTransaction, type Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { Swept } from '../../platform/drift-command.js'
import { AT_ONCE, byAuthority, deriveLines, rewriteCompliance } from './compliance.action.js'
import { findFollowed, lockThose, type Followed } from './compliance.store.js'

/** Looks through the vehicle licences that follow `after` for time lines that are not what facts and standards say; `isMending`: writes them anew. */
export async function sweep(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  after: string,
  isMending: boolean,
): Promise<Swept> {
  const page = await findFollowed(db.prisma, after, AT_ONCE)
  const suspects = await differing(db.prisma, page)
  const read = { last: page.at(-1)?.licenceId, read: page.length }
  if (suspects.length === 0) return { ...read, drifted: [] }
  const drifted = await inTransaction(db, async (tx) => {
    // What somebody else holds is being written right now, and what changed while it was read is no drift.
    const locked = new Set(await lockThose(tx, idsOf(suspects)))
    const again = (await findFollowed(tx, after, AT_ONCE)).filter(({ vehicleId }) => locked.has(vehicleId))
    const found = await differing(tx, again)
    if (isMending) await mend(tx, found, clock.now())
    return found.map(({ licenceId }) => licenceId)
  })
  return { ...read, drifted }
}

async function differing(tx: Tx, stored: readonly Followed[]): Promise<Followed[]> {
  const derived = new Map<string, unknown>()
  for (const [authoritySlug, vehicleIds] of byAuthority(stored)) {
    const { standardsSeq, lines } = await deriveLines(tx, authoritySlug, vehicleIds)
    for (const { licenceId, timeLine } of lines) derived.set(licenceId, { standardsSeq, timeLine })
  }
  return stored.filter(
    ({ licenceId, standardsSeq, timeLine }) => !isDeepStrictEqual(derived.get(licenceId), { standardsSeq, timeLine }),
  )
}

async function mend(tx: Tx, found: readonly Followed[], at: Date): Promise<void> {
  for (const [authoritySlug, vehicleIds] of byAuthority(found)) await rewriteCompliance(tx, authoritySlug, vehicleIds)
  for (const { licenceId: id } of found) {
    const object = { kind: 'licence', id }
    await appendAudit(tx, { at, caller: null, action: 'rebuild-cctv', requestId: 'cli', object })
  }
}

const idsOf = (licences: readonly Followed[]) => licences.map(({ vehicleId }) => vehicleId)
