import { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'
import type { StatedLicence } from './stated-licence.schema.js'

type Row = Omit<StatedLicence, 'stated' | 'ended'> & { stated: Batch; ended: Batch | null }
type Batch = Omit<StatedLicence['stated'], 'at'> & { at: number }

/** Statements of an authority on a vehicle or a plate, also those that ended, the latest first. */
export async function findStated(
  tx: Tx,
  by: {
    authoritySlug: string
    vrm: string | undefined
    number: string | undefined
    before?: string | undefined
    take: number
  },
): Promise<StatedLicence[]> {
  // As the index has it: a file writes a plate in any case and spacing.
  const plate = (number: Prisma.Sql) => Prisma.sql`upper(replace(${number}, ' ', ''))`
  const isPlate = Prisma.sql`${plate(Prisma.sql`number`)} = ${plate(Prisma.sql`${by.number}`)}`
  const asked = by.vrm === undefined ? isPlate : Prisma.sql`vrm = ${by.vrm}`
  // What stands and what has ended are each in an index of their own.
  const found = Prisma.sql`SELECT * FROM stated_licence WHERE authority_slug = ${by.authoritySlug} AND ${asked}`
  const batch = (alias: Prisma.Sql) =>
    Prisma.sql`jsonb_build_object('feedId', ${alias}.feed_id, 'act', ${alias}.act, 'at', (extract(epoch FROM ${alias}.at) * 1000)::float8)`
  const rows = await tx.$queryRaw<Row[]>`
    SELECT s.id::text AS id, s.kind, s.vrm, s.number, s.starts_on::text AS "startsOn", s.ends_on::text AS "endsOn", s.description,
      s.is_wheelchair_accessible AS "isWheelchairAccessible", ${batch(Prisma.sql`b`)} AS stated,
      CASE WHEN e.id IS NOT NULL THEN ${batch(Prisma.sql`e`)} END AS ended
    FROM (${found} AND ended_by IS NULL UNION ALL ${found} AND ended_by IS NOT NULL) AS s
    JOIN feed_batch b ON b.id = s.stated_by LEFT JOIN feed_batch e ON e.id = s.ended_by
    WHERE ${by.before ?? null}::bigint IS NULL OR s.id < ${by.before ?? null}::bigint
    ORDER BY s.id DESC LIMIT ${by.take}`
  const shown = (of: Batch) => ({ ...of, at: new Date(of.at).toISOString() })
  return rows.map(({ stated, ended, ...row }) => ({ ...row, stated: shown(stated), ended: ended && shown(ended) }))
}
