import type { Instant } from '../../domain/calendar.js'
import type { LicenceHistory } from '../../domain/history.js'
import { CLASS_OF_KIND, type LicenceClass } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import type { NewLicence } from './licence.store.js'
import { derive, multirange } from './standing.store.js'

/**
 * Licences with the whole history that goes with them: their decisions follow in the same transaction. Nobody queues for their numbers, since a
 * transaction holds only some thousands of such places: a contender waits at the exclusion constraint instead.
 * @throws as `rewriteStanding` does.
 */
export async function insertLicences(
  tx: Tx,
  licences: readonly (NewLicence & { history: LicenceHistory })[],
): Promise<void> {
  const rows = licences.map(({ id, authoritySlug, kind, number, subjectId, createdAt, history }) => ({
    id,
    authoritySlug,
    kind,
    number,
    subjectId,
    createdAt,
    class: CLASS_OF_KIND[kind],
    version: history.decisions.length,
    ...derivedOf(history),
  }))
  await tx.$executeRaw`
    INSERT INTO licence (id, authority_slug, kind, class, number, driver_id, operator_id, subject_id, standing, in_force_during, version, created_at)
    SELECT id, "authoritySlug", kind, class, number, CASE class WHEN 'driver' THEN "subjectId" END, CASE class WHEN 'operator' THEN "subjectId" END,
      "subjectId", standing, "inForceDuring"::tstzmultirange, version, "createdAt"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (id uuid, "authoritySlug" text, kind text, class text, number text,
      "subjectId" uuid, standing jsonb, "inForceDuring" text, version int, "createdAt" timestamptz)`
}

/**
 * As `rewriteStanding`, for many licences whose histories the caller holds. Whatever gives up its number does so before any takes one: a badge that
 * passes from one licence to another within the file would otherwise be held twice for a moment.
 * @throws as `rewriteStanding` does.
 */
export async function rewriteStandings(
  tx: Tx,
  licences: readonly { id: string; history: LicenceHistory }[],
): Promise<void> {
  const rows = JSON.stringify(licences.map(({ id, history }) => ({ id, ...derivedOf(history) })))
  await tx.$executeRaw`
    UPDATE licence SET in_force_during = in_force_during * one."inForceDuring"::tstzmultirange
    FROM jsonb_to_recordset(${rows}::jsonb) AS one (id uuid, "inForceDuring" text) WHERE licence.id = one.id`
  await tx.$executeRaw`
    UPDATE licence SET standing = one.standing, in_force_during = one."inForceDuring"::tstzmultirange, version = version + 1
    FROM jsonb_to_recordset(${rows}::jsonb) AS one (id uuid, standing jsonb, "inForceDuring" text) WHERE licence.id = one.id`
}

const derivedOf = (history: LicenceHistory) => {
  const { standing, inForceDuring } = derive(history)
  return { standing: JSON.parse(standing) as unknown, inForceDuring }
}

/** In order of id, so that two who lock several never wait for each other. */
export async function lockLicences(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$queryRaw`SELECT id FROM licence WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`
}

/** A number that somebody is to hold, and when. */
export interface Numbered {
  authoritySlug: string
  class: LicenceClass
  number: string
  subjectId: string
  spans: readonly { from: Instant; until: Instant | null }[]
}

/** Licences of other holders that hold one of the numbers at one of the times. `index`: of `numbers`. */
export async function findHoldersOfNumbers(
  tx: Tx,
  numbers: readonly Numbered[],
): Promise<{ index: number; licenceId: string }[]> {
  const rows = numbers.map(({ spans, ...asked }, index) => ({ ...asked, index, spans: multirange(spans) }))
  return tx.$queryRaw`
    SELECT one.index, l.id AS "licenceId"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (index int, "authoritySlug" text, class text, number text, "subjectId" uuid, spans text)
    JOIN licence l ON l.authority_slug = one."authoritySlug" AND l.class = one.class AND l.number = one.number
      AND l.subject_id <> one."subjectId" AND l.in_force_during && one.spans::tstzmultirange`
}
