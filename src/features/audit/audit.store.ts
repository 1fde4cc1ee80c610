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

/** Objects that are whole files: the digest of one takes longer than any other statement may. */
const WHOLE_FILES = ['feed', 'feed-undo']

/** What the objects of these rows hash to today; rows whose object has no digest are left out. */
export async function digestsToday(
  { prisma, bulk }: Pick<Db, 'prisma' | 'bulk'>,
  rows: readonly Pick<AuditRow, 'seq' | 'contentDigest' | 'objectKind'>[],
): Promise<Map<number, string | null>> {
  const digested = rows.filter(({ contentDigest }) => contentDigest !== null)
  const isFile = ({ objectKind }: Pick<AuditRow, 'objectKind'>) => WHOLE_FILES.includes(objectKind ?? '')
  const digests = await digestsOf(
    prisma,
    digested.filter((row) => !isFile(row)),
  )
  for (const file of digested.filter(isFile))
    for (const [seq, digest] of await digestsOf(bulk.prisma, [file])) digests.set(seq, digest)
  return digests
}

async function digestsOf(tx: Tx, rows: readonly Pick<AuditRow, 'seq'>[]): Promise<Map<number, string | null>> {
  if (rows.length === 0) return new Map()
  const digests = await tx.$queryRaw<{ seq: bigint; digest: Uint8Array | null }[]>`
    SELECT seq, content_digest(object_kind, object_id) AS digest FROM audit_event
    WHERE seq IN (${Prisma.join(rows.map(({ seq }) => seq))})`
  return new Map(digests.map(({ seq, digest }) => [Number(seq), digest && hex(digest)]))
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
