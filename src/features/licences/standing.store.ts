import type { Instant } from '../../domain/calendar.js'
import type { LicenceHistory } from '../../domain/history.js'
import { inForceDuring, standing, type StandingStep } from '../../domain/standing.js'
import { takeTurn, type Tx } from '../../platform/db.js'
import type { Swept } from '../../platform/drift-command.js'
import { loadHistories, loadHistory } from './history.store.js'

/**
 * What the column `licence.standing` holds: the time line as JSON, contiguous, from null to null, in order of time.
 * `[{ "from": ms|null, "until": ms|null, "verdict": …, "situation": …, "basis": citation, "validUntil": "YYYY-MM-DD"|null }]`, instants as
 * epoch milliseconds. A check picks the first step whose `until` is null or later than its instant (`standingAt` of src/domain/standing.ts).
 */
export type StoredStanding = StandingStep[]

/**
 * Writes what is derived from the history of a licence: its time line, when it holds its number, its version. The only writer of the three; every
 * path that adds a fact ends here, in the transaction of the fact.
 * @throws violations of licence_number_in_force, licence_number_one_holder and licence_one_of_a_kind.
 * @returns the history and the new version.
 */
export async function rewriteStanding(tx: Tx, licenceId: string) {
  await queueForNumber(tx, licenceId)
  const history = await loadHistory(tx, licenceId)
  if (!history) throw new Error('no licence to rewrite')
  const derived = derive(history)
  const [row] = await tx.$queryRaw<{ version: number }[]>`
    UPDATE licence SET standing = ${derived.standing}::jsonb, in_force_during = ${derived.inForceDuring}::tstzmultirange, version = version + 1
    WHERE id = ${licenceId}::uuid RETURNING version`
  return { ...history, version: row?.version ?? history.version }
}

/**
 * Exclusion constraints alone are enough to keep a number single, but contenders that each wait for the other deadlock: one would be told to come
 * back instead of who won. Waiting in line, by number and then by holder, gives each a plain answer.
 */
async function queueForNumber(tx: Tx, licenceId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('number ' || authority_slug || ' ' || class || ' ' || number, 0)) FROM licence WHERE id = ${licenceId}::uuid`
  await tx.$executeRaw`
    SELECT pg_advisory_xact_lock(hashtextextended('holder ' || subject_id, 0)) FROM licence WHERE id = ${licenceId}::uuid`
}

/** The same line, for what has no licence: whoever adds to the record of one driver, vehicle or operator takes turns. */
export async function queueForHolder(tx: Tx, subjectId: string): Promise<void> {
  await takeTurn(tx, `holder ${subjectId}`)
}

/** Licences whose stored time line is not what their history says, among the `take` that follow `after` in order of id. */
export async function findDrift(tx: Tx, after: string, take: number): Promise<Swept> {
  const rows = await tx.$queryRaw<
    { id: string }[]
  >`SELECT id FROM licence WHERE id > ${after}::uuid ORDER BY id LIMIT ${take}`
  const ids = rows.map(({ id }) => id)
  const drifted: string[] = []
  for (const history of await loadHistories(tx, ids)) {
    const derived = derive(history)
    const [same] = await tx.$queryRaw<unknown[]>`
      SELECT 1 AS same FROM licence WHERE id = ${history.licenceId}::uuid
        AND standing = ${derived.standing}::jsonb AND in_force_during = ${derived.inForceDuring}::tstzmultirange`
    if (!same) drifted.push(history.licenceId)
  }
  return { last: ids.at(-1), read: ids.length, drifted }
}

export function derive(history: LicenceHistory): { standing: string; inForceDuring: string } {
  const steps: StoredStanding = standing(history)
  return { standing: JSON.stringify(steps), inForceDuring: multirange(inForceDuring(history)) }
}

/** As PostgreSQL reads a `tstzmultirange`. */
export function multirange(spans: readonly { from: Instant; until: Instant | null }[]): string {
  return `{${spans.map(({ from, until }) => `[${iso(from)},${until === null ? '' : iso(until)})`).join(',')}}`
}

const iso = (at: Instant): string => new Date(at).toISOString()
