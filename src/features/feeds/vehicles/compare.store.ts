import type { CivilDate } from '../../../domain/calendar.js'
import type { FeedCounts } from '../../../domain/feed.js'
import type { Tx } from '../../../platform/db.js'
import type { FeedJob } from '../feed-kind.js'
import type { SettledRow } from './recorded-here.store.js'

/**
 * Compares the file with what stands, in one pass over both, and writes what differs in place of what an earlier preview wrote.
 *
 * The key is vehicle, plate and period. Where one licence of a vehicle and plate is left over on either side, the new one is the old one corrected or
 * renewed, if not a day is lost by it: it ends no sooner, and begins by today or by when the old one did. Otherwise the old one is missing.
 */
export async function writeDifferences(
  tx: Tx,
  { job, today, settled }: { job: FeedJob; today: CivilDate; settled: readonly SettledRow[] },
): Promise<void> {
  await tx.$executeRaw`DELETE FROM feed_difference WHERE feed_id = ${job.id}::uuid`
  await tx.$executeRaw`
    INSERT INTO feed_difference (feed_id, n, sign, authority_slug, line, stated_id, licence_id, fields, why)
    WITH settled AS (
      SELECT * FROM unnest(${settled.map(({ line }) => line)}::int[], ${settled.map(({ why }) => why)}::text[],
                           ${settled.map(({ licenceId }) => licenceId)}::uuid[]) AS t (line, why, licence_id)),
    met AS MATERIALIZED (
      SELECT was.id AS stated_id, will.line, coalesce(will.authority_slug, was.authority_slug) AS authority_slug, settled.licence_id, settled.why
      FROM (SELECT * FROM stated_licence WHERE ended_by IS NULL AND authority_slug = ANY (${job.authoritySlugs})) AS was
      FULL JOIN (SELECT * FROM feed_row WHERE feed_id = ${job.id}::uuid) AS will
        ON was.vrm = will.vrm AND was.number = will.number AND was.starts_on = will.starts_on AND was.ends_on = will.ends_on
        AND was.authority_slug = will.authority_slug
      LEFT JOIN settled ON settled.line = will.line
      WHERE CASE
        WHEN settled.line IS NOT NULL THEN settled.why IS NOT NULL
        WHEN will.line IS NULL THEN was.ends_on >= ${today}::date
        WHEN was.id IS NULL THEN true
        ELSE (was.kind, was.description, was.is_wheelchair_accessible)
          IS DISTINCT FROM (will.kind, will.description, will.is_wheelchair_accessible) END),
    left_over AS (
      SELECT was.id AS stated_id, will.line, count(*) OVER (PARTITION BY was.authority_slug, was.vrm, was.number) AS pairs,
        was.kind = will.kind AND will.ends_on >= was.ends_on AND will.starts_on <= greatest(was.starts_on, ${today}::date) AS loses_no_day
      FROM met AS gone JOIN stated_licence was ON was.id = gone.stated_id
      JOIN feed_row will ON will.vrm = was.vrm AND will.number = was.number AND will.authority_slug = was.authority_slug
      JOIN met AS come ON come.line = will.line
      WHERE gone.line IS NULL AND will.feed_id = ${job.id}::uuid AND come.stated_id IS NULL AND come.why IS NULL),
    replaced AS (SELECT stated_id, line FROM left_over WHERE pairs = 1 AND loses_no_day),
    differing AS MATERIALIZED (
      SELECT met.authority_slug, met.line, coalesce(met.stated_id, replaced.stated_id) AS stated_id, met.licence_id, met.why, CASE
        WHEN met.why IS NOT NULL THEN 1
        WHEN met.line IS NULL THEN 2
        WHEN coalesce(met.stated_id, replaced.stated_id) IS NOT NULL THEN 3
        ELSE 4 END AS rank
      FROM met LEFT JOIN replaced ON replaced.line = met.line
      WHERE met.line IS NOT NULL OR met.stated_id NOT IN (SELECT stated_id FROM replaced)),
    changed AS (
      SELECT line, (
        SELECT jsonb_object_agg(field, jsonb_build_object('was', was, 'willBe', will_be)) FROM (VALUES
          ('kind', to_jsonb(was.kind), to_jsonb(will.kind)),
          ('startsOn', to_jsonb(was.starts_on), to_jsonb(will.starts_on)),
          ('endsOn', to_jsonb(was.ends_on), to_jsonb(will.ends_on)),
          ('description', to_jsonb(was.description), to_jsonb(will.description)),
          ('isWheelchairAccessible', to_jsonb(was.is_wheelchair_accessible), to_jsonb(will.is_wheelchair_accessible))
        ) AS each (field, was, will_be) WHERE was IS DISTINCT FROM will_be) AS fields
      FROM differing JOIN stated_licence was ON was.id = stated_id JOIN feed_row will USING (line)
      WHERE rank = 3 AND will.feed_id = ${job.id}::uuid)
    SELECT ${job.id}::uuid, row_number() OVER (ORDER BY rank, line, stated_id),
      (ARRAY['conflict', 'missing', 'changed', 'added'])[rank], authority_slug, line, stated_id, licence_id, fields, why
    FROM differing LEFT JOIN changed USING (line)`
}

/** By slug. A row that differs in nothing is only counted: it is what is left of the rows. */
export async function countDifferences(
  tx: Tx,
  { id, authoritySlugs }: FeedJob,
  today: CivilDate,
): Promise<Record<string, FeedCounts>> {
  const rows = await tx.$queryRaw<({ slug: string } & FeedCounts)[]>`
    SELECT slug, coalesce(added, 0) AS added, coalesce(changed, 0) AS changed, coalesce(missing, 0) AS missing,
      coalesce(conflicts, 0) AS conflicts, coalesce(standing, 0) AS standing, 0 AS "secondPerson",
      coalesce(said, 0) - coalesce(added, 0) - coalesce(changed, 0) - coalesce(conflicts, 0) AS unchanged
    FROM unnest(${authoritySlugs}::text[]) AS a (slug)
    LEFT JOIN (SELECT authority_slug AS slug, count(*)::int AS said FROM feed_row WHERE feed_id = ${id}::uuid GROUP BY 1) AS file USING (slug)
    LEFT JOIN (
      SELECT authority_slug AS slug, count(*)::int AS standing FROM stated_licence
      WHERE ended_by IS NULL AND authority_slug = ANY (${authoritySlugs}) AND ends_on >= ${today}::date GROUP BY 1) AS stated USING (slug)
    LEFT JOIN (
      SELECT authority_slug AS slug, (count(*) FILTER (WHERE sign = 'added'))::int AS added, (count(*) FILTER (WHERE sign = 'changed'))::int AS changed,
        (count(*) FILTER (WHERE sign = 'missing'))::int AS missing, (count(*) FILTER (WHERE sign = 'conflict'))::int AS conflicts
      FROM feed_difference WHERE feed_id = ${id}::uuid GROUP BY 1) AS differing USING (slug)`
  return Object.fromEntries(rows.map(({ slug, ...counts }) => [slug, counts]))
}

/** Of all that was written, in its order. What a line says is not in it: the bytes of a feed never change. */
export async function digestOf(tx: Tx, feedId: string): Promise<Buffer> {
  const [row] = await tx.$queryRaw<{ digest: Uint8Array }[]>`
    SELECT sha256(convert_to(coalesce(string_agg(
      concat(sign, '|', authority_slug, '|', line, '|', stated_id, '|', licence_id, '|', why, '|', fields), E'\n' ORDER BY n), ''), 'UTF8')) AS digest
    FROM feed_difference WHERE feed_id = ${feedId}::uuid`
  return Buffer.from(row?.digest ?? [])
}
