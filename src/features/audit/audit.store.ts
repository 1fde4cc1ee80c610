import { Prisma } from '../../generated/prisma/client.js'
import type { Db, Tx } from '../../platform/db.js'

/** A row of the chain as it is kept. */
export interface AuditRow {
  seq: number
  at: Date
  clientId: string | null
  personId: string | null
  authoritySlug: string | null
  action: string
  objectKind: string | null
  objectId: string | null
  outcome: string
  refusal: string | null
  requestId: string
  caseReference: string | null
  contentDigest: string | null
  previousHash: string
  hash: string
}

export interface AuditFilter {
  after: number
  take: number
  from?: Date | undefined
  to?: Date | undefined
  authority?: string | undefined
  action?: string | undefined
  outcome?: string | undefined
  objectId?: string | undefined
}

/** In order of the chain. */
export async function findEvents(tx: Tx, filter: AuditFilter): Promise<AuditRow[]> {
  const { after, take, from, to, authority, action, outcome, objectId } = filter
  const rows = await tx.auditEvent.findMany({
    where: {
      seq: { gt: after },
      ...(from || to ? { at: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
      ...(authority === undefined ? {} : { authoritySlug: authority }),
      ...(action === undefined ? {} : { action }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(objectId === undefined ? {} : { objectId }),
    },
    orderBy: { seq: 'asc' },
    take,
  })
  return rows.map((row) => ({
    ...row,
    seq: Number(row.seq),
    contentDigest: row.contentDigest && hex(row.contentDigest),
    previousHash: hex(row.previousHash),
    hash: hex(row.hash),
  }))
}

/** Names of persons by their id. */
export async function namesOf(tx: Tx, personIds: string[]): Promise<Map<string, string>> {
  const rows = await tx.principal.findMany({
    where: { id: { in: personIds } },
    select: { id: true, displayName: true },
  })
  return new Map(rows.map(({ id, displayName }) => [id, displayName]))
}

export async function readHead(
  db: Pick<Db, 'prisma'>,
): Promise<{ seq: number; hash: string; previousHash: string | null; at: Date | null }> {
  const [head] = await db.prisma.$queryRaw<
    { seq: bigint; hash: Uint8Array; previousHash: Uint8Array | null; at: Date | null }[]
  >`
    SELECT h.seq, h.hash, e.previous_hash AS "previousHash", e.at FROM audit_head h LEFT JOIN audit_event e ON e.seq = h.seq WHERE h.id = 1`
  if (!head) throw new Error('the audit chain has no head')
  return {
    seq: Number(head.seq),
    hash: hex(head.hash),
    previousHash: head.previousHash && hex(head.previousHash),
    at: head.at,
  }
}

/** What the objects of these rows hash to today; rows whose object has no digest are left out. */
export async function digestsToday(tx: Tx, seqs: number[]): Promise<Map<number, string | null>> {
  if (seqs.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ seq: bigint; digest: Uint8Array | null }[]>`
    SELECT seq, content_digest(object_kind, object_id) AS digest FROM audit_event
    WHERE seq IN (${Prisma.join(seqs)}) AND content_digest IS NOT NULL`
  return new Map(rows.map(({ seq, digest }) => [Number(seq), digest && hex(digest)]))
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
