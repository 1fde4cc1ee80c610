import { createHash } from 'node:crypto'
import type { FeedFormat } from '../../domain/words.js'
import type { Caller } from '../../platform/caller.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { UploadFault, type Parts } from '../../platform/upload.js'
import type { Fault, FeedKind, StagedRow } from './feed-kind.js'
import { FAULTS_KEPT, findFeed, openFor, type FeedRecord } from './feed.store.js'
import { namingFor } from './naming.js'
import type { Stage } from './stage.store.js'

/** Who sends: always for an authority. */
export type Sender = Caller & { authoritySlug: string }

export interface SentFile {
  caller: Sender
  requestId: string
  /** Of the audit row. */
  action: string
  kind: FeedKind
  format: FeedFormat
  fileName: string | null
  /** Unpacked. Fails with an UploadFault where the file does not come to its end. */
  body: Parts
  /** Bytes to come; null: not known. */
  size: number | null
  /** SHA-256 that the bytes should have. */
  expectedDigest: Buffer | null
}

/** A file that was read to its end. */
export interface Arrived {
  sha256: Buffer
  bytes: number
  /** Well-formed ones; on the stage only if there is no fault and nothing in the way. */
  rows: number
  /** The first 1,000, in order of line. */
  faults: Fault[]
  total: number
  authoritySlugs: string[]
  /** The open feed that speaks of the same authority. */
  blockedBy: FeedRecord | undefined
}

/**
 * Reads a file and puts its rows on the stage. After the first fault, or before an open door, it only reads on: for the other faults, and for the digest by
 * which a file is known again.
 * @throws UploadFault
 */
export async function takeIn(
  deps: Deps,
  sent: SentFile,
  { feedId, stage, onBytes }: { feedId: string; stage: Stage; onBytes: (bytes: number) => void },
): Promise<Arrived> {
  const naming = await namingFor(deps, sent.caller)
  const hash = createHash('sha256')
  const file: Omit<Arrived, 'sha256' | 'authoritySlugs'> = {
    bytes: 0,
    rows: 0,
    faults: [],
    total: 0,
    blockedBy: undefined,
  }
  const authorities = new Set<string>()

  async function* counted(): AsyncGenerator<Buffer> {
    for await (const part of sent.body) {
      hash.update(part)
      file.bytes += part.length
      onBytes(file.bytes)
      yield part
    }
  }
  /** A commit of its own for each: whoever comes next must see it at once, and not wait for the end of this file. */
  async function open(rows: readonly StagedRow[]): Promise<FeedRecord | undefined> {
    for (const { authoritySlug } of rows) {
      if (authorities.has(authoritySlug)) continue
      if (!naming.hasJoined(authoritySlug)) throw notJoined(authoritySlug)
      const job = { feedId, authoritySlug, class: sent.kind.class }
      const opened = await inTransaction(deps.db, (tx) => openFor(tx, job))
      if (opened !== 'opened') return findFeed(deps.db.prisma, opened.openFeedId, undefined)
      authorities.add(authoritySlug)
    }
    return undefined
  }
  /** Whether these may yet turn out to be the bytes of the open feed. */
  const mayBe = (open: FeedRecord) =>
    open.authoritySlug === sent.caller.authoritySlug && open.bytes !== null && file.bytes <= open.bytes

  const parts = counted()
  const lent = { [Symbol.asyncIterator]: () => ({ next: () => parts.next() }) }
  try {
    for await (const { rows, faults } of sent.kind.read(lent, sent.format, naming)) {
      file.rows += rows.length
      file.total += faults.length
      file.faults.push(...faults.slice(0, FAULTS_KEPT - file.faults.length))
      if (file.total === 0 && !file.blockedBy) {
        file.blockedBy = await open(rows)
        if (!file.blockedBy) await stage.add(rows)
      }
      if (file.blockedBy && !mayBe(file.blockedBy)) throw alreadyOpen(file.blockedBy)
    }
    // Whoever reads stops where nothing can be read any more: the digest is of all that was sent.
    for await (const _ of parts);
  } finally {
    await parts.return(undefined)
  }
  return { ...file, sha256: hash.digest(), authoritySlugs: [...authorities].sort() }
}

const notJoined = (slug: string) =>
  new UploadFault({
    code: 'feed-authority-not-joined',
    detail: `The file speaks of ${slug}, which has not joined the registry.`,
  })

export const alreadyOpen = ({ id }: FeedRecord) =>
  new UploadFault({
    code: 'feed-already-open',
    detail: `Feed ${id} of the same authority and class is open. Send this file when it is applied or refused.`,
  })
