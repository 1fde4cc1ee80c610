import type { FeedSign } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import type { FeedDifference } from './difference.schema.js'
import { FEED_SECRETS } from './feed-secrets.js'

/** In order, from the one that follows `after`. */
export async function findDifferences(
  tx: Tx,
  secrets: Secrets,
  { feedId, sign, after, take }: { feedId: string; sign?: FeedSign | undefined; after: number; take: number },
): Promise<FeedDifference[]> {
  const rows = await tx.$queryRaw<(FeedDifference & { sealed: Uint8Array | null })[]>`
    SELECT d.n, d.sign, d.authority_slug AS authority, d.line, d.licence_id AS "licenceId", d.fields, d.why, d.fields_encrypted AS sealed,
      coalesce(r.kind, s.kind, l.kind) AS kind, coalesce(r.number, s.number, l.number) AS number, coalesce(r.vrm, s.vrm) AS vrm
    FROM feed_difference d
    LEFT JOIN feed_row r ON r.feed_id = d.feed_id AND r.line = d.line
    LEFT JOIN stated_licence s ON s.id = d.stated_id
    LEFT JOIN licence l ON l.id = d.licence_id
    WHERE d.feed_id = ${feedId}::uuid AND d.n > ${after} ${sign === undefined ? Prisma.empty : Prisma.sql`AND d.sign = ${sign}`}
    ORDER BY d.n LIMIT ${take}`
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    fields:
      sealed === null
        ? row.fields
        : (JSON.parse(secrets.decrypt(FEED_SECRETS.difference, sealed)) as FeedDifference['fields']),
  }))
}
