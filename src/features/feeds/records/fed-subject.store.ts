import { startOfLondonDay, type CivilDate } from '../../../domain/calendar.js'
import type { LicenceKind } from '../../../domain/words.js'
import type { Tx } from '../../../platform/db.js'
import type { Licensing } from './holder.js'

type RecordClass = 'driver' | 'operator'

export async function findLicensing(tx: Tx, slugs: readonly string[]): Promise<Map<string, Licensing>> {
  const rows = await tx.authority.findMany({
    where: { slug: { in: [...slugs] } },
    select: { slug: true, gssCode: true, jurisdiction: true, officialName: true },
  })
  return new Map(rows.map((row) => [row.slug, row as Licensing]))
}

/** Who the references of earlier files mean. */
export async function findSubjects(
  tx: Tx,
  cls: RecordClass,
  references: readonly { authoritySlug: string; reference: string }[],
): Promise<{ authoritySlug: string; reference: string; subjectId: string }[]> {
  return tx.$queryRaw`
    SELECT s.authority_slug AS "authoritySlug", s.reference, coalesce(s.driver_id, s.operator_id) AS "subjectId"
    FROM jsonb_to_recordset(${JSON.stringify(references)}::jsonb) AS one ("authoritySlug" text, reference text)
    JOIN fed_subject s ON s.authority_slug = one."authoritySlug" AND s.class = ${cls} AND s.reference = one.reference`
}

export async function insertSubjects(
  tx: Tx,
  cls: RecordClass,
  subjects: readonly { authoritySlug: string; reference: string; subjectId: string }[],
): Promise<void> {
  await tx.fedSubject.createMany({
    data: subjects.map(({ authoritySlug, reference, subjectId }) => ({
      authoritySlug,
      reference,
      class: cls,
      ...(cls === 'driver' ? { driverId: subjectId } : { operatorId: subjectId }),
    })),
  })
}

/** Who holds or held a licence of these numbers. */
export async function findHoldersByNumber(
  tx: Tx,
  licences: readonly { authoritySlug: string; kind: LicenceKind; number: string }[],
): Promise<{ authoritySlug: string; kind: LicenceKind; number: string; subjectId: string }[]> {
  if (licences.length === 0) return []
  return tx.$queryRaw`
    SELECT DISTINCT l.authority_slug AS "authoritySlug", l.kind, l.number, l.subject_id AS "subjectId"
    FROM jsonb_to_recordset(${JSON.stringify(licences)}::jsonb) AS one ("authoritySlug" text, kind text, class text, number text)
    JOIN licence l ON l.authority_slug = one."authoritySlug" AND l.class = one.class AND l.number = one.number AND l.kind = one.kind`
}

const IDS = 5_000

/**
 * Holders of licences that feeds recorded and that are in force or to come: in order of id, after one. Which of them the file names, the caller knows: to
 * join its rows, which the database has no statistics of yet, took a thousand times as long.
 */
export async function findFedHolders(
  tx: Tx,
  cls: RecordClass,
  { authoritySlug, today }: { authoritySlug: string; today: CivilDate },
  after: string,
): Promise<{ subjectIds: string[]; last: string | undefined }> {
  const from = new Date(startOfLondonDay(today))
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT l.subject_id AS id FROM licence l
    WHERE l.authority_slug = ${authoritySlug} AND l.class = ${cls} AND l.subject_id > ${after}::uuid
      AND l.in_force_during && tstzmultirange(tstzrange(${from}::timestamptz, NULL))
      AND EXISTS (SELECT FROM decision d WHERE d.licence_id = l.id AND d.feed_id IS NOT NULL)
    ORDER BY l.subject_id LIMIT ${IDS}`
  const subjectIds = rows.map(({ id }) => id)
  return { subjectIds, last: rows.length < IDS ? undefined : subjectIds.at(-1) }
}
