import type { Tx } from '../../../platform/db.js'

/** What was shown of a feed, and how many rows it has. */
export async function readPreview(tx: Tx, feedId: string): Promise<{ digest: Uint8Array; rows: number }> {
  const { previewDigest, rowsTotal } = await tx.feed.findUniqueOrThrow({
    where: { id: feedId },
    select: { previewDigest: true, rowsTotal: true },
  })
  return { digest: previewDigest ?? new Uint8Array(), rows: rowsTotal ?? 0 }
}
