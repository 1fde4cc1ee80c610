import type { FedRow } from '../../../domain/fed-record.js'
import type { Tx } from '../../../platform/db.js'
import type { Secrets } from '../../../platform/secrets.js'
import { FEED_SECRETS } from '../feed-secrets.js'
import type { StagedHolder } from './holder.js'

/** Rows read at once: some hundreds of holders. */
const ROWS = 1_000

/** Where a walk through the holders of a file stands. */
export interface Position {
  authoritySlug: string
  reference: string
}

export const BEFORE_THE_FIRST: Position = { authoritySlug: '', reference: '' }

/** Whole holders that follow one, in order of authority and reference. `last` undefined: these were the last. */
export async function findStagedHolders(
  tx: Tx,
  secrets: Secrets,
  feedId: string,
  after: Position,
): Promise<{ holders: StagedHolder[]; rows: number; last: Position | undefined }> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT authority_slug AS "authoritySlug", reference, line, content_encrypted AS content FROM feed_row
    WHERE feed_id = ${feedId}::uuid AND (authority_slug, reference) > (${after.authoritySlug}, ${after.reference})
    ORDER BY authority_slug, reference, line LIMIT ${ROWS}`
  const holders: StagedHolder[] = []
  for (const { authoritySlug, reference, line, content } of rows) {
    const { holder, fact } = JSON.parse(secrets.decrypt(FEED_SECRETS.row, content)) as FedRow
    const last = holders.at(-1)
    if (last?.reference === reference && last.authoritySlug === authoritySlug) last.facts.push({ line, fact })
    else holders.push({ authoritySlug, reference, holder, facts: [{ line, fact }] })
  }
  if (rows.length < ROWS) return { holders, rows: rows.length, last: undefined }
  // The last one may go on; unless it is all that was read, it is left for the next time.
  if (holders.length > 1) holders.pop()
  else await completeRows(tx, secrets, feedId, holders)
  const last = holders.at(-1)
  return { holders, rows: holders.reduce((sum, { facts }) => sum + facts.length, 0), last }
}

interface Row {
  authoritySlug: string
  reference: string
  line: number
  content: Uint8Array
}

/** More rows of one holder than are read at once. */
async function completeRows(tx: Tx, secrets: Secrets, feedId: string, [holder]: StagedHolder[]): Promise<void> {
  if (!holder) return
  const rows = await tx.$queryRaw<Row[]>`
    SELECT line, content_encrypted AS content FROM feed_row WHERE feed_id = ${feedId}::uuid AND authority_slug = ${holder.authoritySlug}
      AND reference = ${holder.reference} AND line > ${holder.facts.at(-1)?.line ?? 0} ORDER BY line`
  for (const { line, content } of rows)
    holder.facts.push({ line, fact: (JSON.parse(secrets.decrypt(FEED_SECRETS.row, content)) as FedRow).fact })
}
