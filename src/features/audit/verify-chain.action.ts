import type { Db } from '../../platform/db.js'
import { digestsToday, findEvents, readHead, type AuditRow } from './audit.store.js'
import { GENESIS, hashOf } from './chain.js'

export interface Verdict {
  count: number
  head: { seq: number; hash: string }
  /** The first row that is not as it was written, and how it shows. */
  broken?: { seq: number; why: string }
}

/** A link noted elsewhere, earlier: without one, a chain rewritten from end to end would look whole. */
export interface Anchor {
  seq: number
  hash: string
}

const BATCH = 500

/** Recomputes every link of the chain, and the digest of every decision, appeal step, proposal, application and file that it names. */
export async function verifyChain(db: Pick<Db, 'prisma' | 'bulk'>, anchor?: Anchor): Promise<Verdict> {
  // First, so that rows written meanwhile are beyond it.
  const { seq, hash } = await readHead(db)
  const head = { seq, hash }
  let last: Pick<AuditRow, 'seq' | 'hash'> = { seq: 0, hash: GENESIS }
  while (last.seq < head.seq) {
    const rows = await findEvents(db.prisma, { after: last.seq, take: Math.min(BATCH, head.seq - last.seq) })
    const digests = await digestsToday(db, rows)
    if (rows.length === 0) return { count: last.seq, head, broken: { seq: last.seq + 1, why: 'is missing' } }
    for (const row of rows) {
      const why =
        fault(row, last, digests.get(row.seq)) ??
        (row.seq === anchor?.seq && row.hash !== anchor.hash ? 'is not the row of the anchor' : undefined)
      if (why !== undefined) return { count: last.seq, head, broken: { seq: last.seq + 1, why } }
      last = row
    }
  }
  if (last.hash !== head.hash)
    return { count: last.seq, head, broken: { seq: head.seq, why: 'is not the row that the head names' } }
  if (anchor && anchor.seq > head.seq)
    return { count: last.seq, head, broken: { seq: anchor.seq, why: 'was there when the anchor was noted' } }
  return { count: last.seq, head }
}

function fault(
  row: AuditRow,
  previous: Pick<AuditRow, 'seq' | 'hash'>,
  digestToday: string | null | undefined,
): string | undefined {
  if (row.seq !== previous.seq + 1) return 'is missing'
  if (row.previousHash !== previous.hash) return 'does not follow the row before it'
  if (row.hash !== hashOf(row)) return 'was changed'
  if (row.contentDigest !== null && row.contentDigest !== digestToday)
    return `names ${row.objectKind} ${row.objectId}, which was changed or removed`
  return undefined
}
