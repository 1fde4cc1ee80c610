import { isOpen, type FeedCounts } from '../../domain/feed.js'
import type { FeedFormat, FeedPhase, FeedState, FeedStep, FeedUndoReason, LicenceClass } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'
import type { ProblemCode } from '../../platform/outcome.js'
import type { Dependant, Fault } from './feed-kind.js'

/** A feed as it is kept. */
export interface FeedRecord {
  id: string
  authoritySlug: string
  class: LicenceClass
  format: FeedFormat
  state: FeedState
  fileName: string | null
  sha256: Uint8Array | null
  bytes: number | null
  rowsTotal: number | null
  errorsTotal: number
  refusal: string | null
  /** By slug. */
  counts: Record<string, FeedCounts> | null
  previewDigest: Uint8Array | null
  personsNeeded: number
  sentByClientId: string
  sentByPersonId: string | null
  phase: FeedPhase
  doneCount: number
  totalCount: number | null
  phaseBeganAt: Date
  /** By the database's clock, which all processes share. */
  aliveAt: Date
  createdAt: Date
  /** In order of slug. */
  authoritySlugs: string[]
  steps: { seq: number; step: FeedStep; at: Date; clientId: string | null; personId: string | null }[]
  /** Of the present preview, in order. */
  approvals: { personId: string; clientId: string; approvedAt: Date }[]
  /** The latest. */
  undo: FeedUndoRecord | null
}

export interface FeedUndoRecord {
  seq: number
  askedByPersonId: string
  askedAt: Date
  why: FeedUndoReason
  approvedByPersonId: string | null
  approvedAt: Date | null
  blockedBy: Dependant[] | null
}

/** Who moved it; nulls: the registry itself. */
export interface Mover {
  clientId: string | null
  personId: string | null
}

export const THE_REGISTRY: Mover = { clientId: null, personId: null }

/** Begins a job: state `received`. */
export async function insertFeed(
  tx: Tx,
  feed: {
    id: string
    authoritySlug: string
    class: LicenceClass
    format: FeedFormat
    fileName: string | null
    sentByClientId: string
    sentByPersonId: string | null
    now: Date
  },
): Promise<void> {
  await tx.$executeRaw`
    WITH fed AS (
      INSERT INTO feed (id, authority_slug, class, format, state, file_name, sent_by_client_id, sent_by_person_id, phase, phase_began_at, alive_at, created_at)
      VALUES (${feed.id}::uuid, ${feed.authoritySlug}, ${feed.class}, ${feed.format}, 'received', ${feed.fileName}, ${feed.sentByClientId},
              ${feed.sentByPersonId}, 'receiving', ${feed.now}, clock_timestamp(), ${feed.now}) RETURNING id)
    INSERT INTO feed_step (feed_id, seq, step, at, client_id, person_id)
    SELECT id, 1, 'received', ${feed.now}, ${feed.sentByClientId}, ${feed.sentByPersonId} FROM fed`
}

/** The feed speaks of this authority from now on, unless another open one of the class does: that one is named. */
export async function openFor(
  tx: Tx,
  { feedId, authoritySlug, class: cls }: { feedId: string; authoritySlug: string; class: LicenceClass },
): Promise<'opened' | { openFeedId: string }> {
  for (;;) {
    await tx.$executeRaw`
      INSERT INTO feed_authority (feed_id, authority_slug, class, is_open) VALUES (${feedId}::uuid, ${authoritySlug}, ${cls}, true)
      ON CONFLICT DO NOTHING`
    const open = await tx.feedAuthority.findFirst({ where: { authoritySlug, class: cls, isOpen: true } })
    if (open) return open.feedId === feedId ? 'opened' : { openFeedId: open.feedId }
    // It ended between the two statements.
  }
}

/** All of it is here. */
export async function setArrived(
  tx: Tx,
  { feedId, ...arrived }: { feedId: string; sha256: Uint8Array; bytes: number; rowsTotal: number },
): Promise<void> {
  const sha256 = Uint8Array.from(arrived.sha256)
  await tx.feed.update({ where: { id: feedId }, data: { ...arrived, sha256 }, select: { id: true } })
}

/** What the registry does with a feed when it comes into a state. */
const PHASE_OF: Readonly<Record<FeedState, FeedPhase>> = {
  received: 'receiving',
  validated: 'comparing',
  previewed: 'waiting',
  approved: 'applying',
  applied: 'done',
  refused: 'done',
  undone: 'done',
}

/**
 * Moves a feed, writes down who did, and opens the door for the next file where this was the end.
 * @throws violation of the trigger `feed_moves`: it does not go there from where it is.
 */
export async function moveFeed(
  tx: Tx,
  {
    feedId,
    to,
    at,
    refusal = null,
    ...by
  }: { feedId: string; to: FeedState; at: Date; refusal?: ProblemCode | null } & Mover,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE feed SET state = ${to}, phase = ${PHASE_OF[to]}, refusal = ${refusal}, done_count = 0, total_count = NULL, phase_began_at = ${at},
                    alive_at = greatest(clock_timestamp(), alive_at + interval '1 millisecond') WHERE id = ${feedId}::uuid`
  await addStep(tx, { feedId, step: to, at, ...by })
  if (!isOpen(to)) await tx.feedAuthority.updateMany({ where: { feedId, isOpen: true }, data: { isOpen: false } })
}

export async function addStep(
  tx: Tx,
  { feedId, step, at, clientId, personId }: { feedId: string; step: FeedStep; at: Date } & Mover,
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO feed_step (feed_id, seq, step, at, client_id, person_id)
    SELECT ${feedId}::uuid, coalesce(max(seq), 0) + 1, ${step}, ${at}, ${clientId}, ${personId} FROM feed_step WHERE feed_id = ${feedId}::uuid`
}

/** How many faults of a file are kept. */
export const FAULTS_KEPT = 1_000

/** @param total of all, kept or not. */
export async function insertFaults(tx: Tx, feedId: string, faults: readonly Fault[], total: number): Promise<void> {
  const kept = faults.slice(0, FAULTS_KEPT)
  await tx.feedError.createMany({ data: kept.map((fault, i) => ({ ...fault, feedId, n: i + 1 })) })
  await tx.feed.update({ where: { id: feedId }, data: { errorsTotal: total }, select: { id: true } })
}

/** @param authoritySlug whose; undefined: anybody's. */
export async function findFeed(tx: Tx, id: string, authoritySlug: string | undefined): Promise<FeedRecord | undefined> {
  const row = await tx.feed.findFirst({
    where: { id, ...(authoritySlug === undefined ? {} : { authoritySlug }) },
  })
  return row ? (await whole(tx, [row]))[0] : undefined
}

/** In order of id, which is the order of sending, latest first. */
export async function findFeeds(
  tx: Tx,
  filter: {
    authoritySlug: string | undefined
    class?: LicenceClass | undefined
    state?: FeedState | undefined
    before?: string | undefined
    take: number
  },
): Promise<FeedRecord[]> {
  const { authoritySlug, class: cls, state, before, take } = filter
  const rows = await tx.feed.findMany({
    where: {
      ...(authoritySlug === undefined ? {} : { authoritySlug }),
      ...(cls === undefined ? {} : { class: cls }),
      ...(state === undefined ? {} : { state }),
      ...(before === undefined ? {} : { id: { lt: before } }),
    },
    orderBy: { id: 'desc' },
    take,
  })
  return whole(tx, rows)
}

/** For as long as the transaction lasts nobody else moves it. */
export async function lockFeed(tx: Tx, id: string, authoritySlug: string): Promise<FeedRecord | undefined> {
  await tx.$queryRaw`SELECT id FROM feed WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return findFeed(tx, id, authoritySlug)
}

/** Of feed `f`: it stands, and nothing was done to its authorities since. */
const IS_LAST_APPLIED = Prisma.sql`f.state = 'applied' AND NOT EXISTS (
  SELECT FROM feed_batch b JOIN feed_batch later ON later.authority_slug = b.authority_slug AND later.class = b.class AND later.id > b.id
  WHERE b.feed_id = f.id)`

/**
 * The earlier feed that had the same bytes, if it is open or the last one that was applied. Not if that met with conflicts: officers may have resolved them
 * since, and what was left out then would be left out for as long as the file does not change.
 */
export async function findSame(
  tx: Tx,
  { authoritySlug, class: cls, sha256 }: { authoritySlug: string; class: LicenceClass; sha256: Uint8Array },
): Promise<{ id: string; state: FeedState } | undefined> {
  const [same] = await tx.$queryRaw<{ id: string; state: FeedState }[]>`
    SELECT f.id, f.state FROM feed f
    WHERE f.sha256 = ${sha256} AND f.authority_slug = ${authoritySlug} AND f.class = ${cls}
      AND (f.state IN ('validated', 'previewed', 'approved') OR (${IS_LAST_APPLIED}
        AND NOT EXISTS (SELECT FROM jsonb_each(f.counts) AS told (slug, counts) WHERE (told.counts ->> 'conflicts')::int > 0)))
    ORDER BY f.id DESC LIMIT 1`
  return same
}

/**
 * The same file came again: what it said is as fresh as if it had been applied now. To be audited as another kind of object than `feed`, whose digest is of
 * every row that was applied.
 * @returns false: it was undone, or another was applied, since it was found; nothing is confirmed.
 */
export async function confirmFeed(
  tx: Tx,
  { feedId, at, ...by }: { feedId: string; at: Date } & Mover,
): Promise<boolean> {
  // Before the feed, whose undo holds them first.
  await tx.$queryRaw`
    SELECT 1 FROM data_source WHERE (authority_slug, class) IN (SELECT authority_slug, class FROM feed_authority WHERE feed_id = ${feedId}::uuid)
    ORDER BY authority_slug FOR UPDATE`
  await tx.$queryRaw`SELECT id FROM feed WHERE id = ${feedId}::uuid FOR NO KEY UPDATE`
  const confirmed = await tx.$executeRaw`
    UPDATE data_source SET updated_at = greatest(updated_at, ${at}) WHERE mode = 'feed' AND (authority_slug, class) IN (
      SELECT authority_slug, class FROM feed_authority WHERE feed_id = ${feedId}::uuid)
    AND EXISTS (SELECT FROM feed f WHERE f.id = ${feedId}::uuid AND ${IS_LAST_APPLIED})`
  if (confirmed === 0) return false
  await addStep(tx, { feedId, step: 'confirmed', at, ...by })
  return true
}

/** With its parts, one after the other: within a transaction an `include` asks for all of them at once, on its one connection, and pg warns of that. */
async function whole(tx: Tx, rows: readonly Prisma.FeedGetPayload<object>[]): Promise<FeedRecord[]> {
  const where = { feedId: { in: rows.map(({ id }) => id) } }
  const authorities = await tx.feedAuthority.findMany({ where, orderBy: { authoritySlug: 'asc' } })
  const steps = await tx.feedStep.findMany({ where, orderBy: { seq: 'asc' } })
  const approvals = await tx.feedApproval.findMany({ where, orderBy: { approvedAt: 'asc' } })
  const undoing = await tx.feedUndo.findMany({ where, orderBy: { seq: 'desc' } })
  return rows.map((row) => {
    const isItsOwn = ({ feedId }: { feedId: string }) => feedId === row.id
    const isOfPreview = (digest: Uint8Array) =>
      row.previewDigest !== null && Buffer.compare(digest, row.previewDigest) === 0
    return {
      ...row,
      class: row.class as LicenceClass,
      format: row.format as FeedFormat,
      state: row.state as FeedState,
      phase: row.phase as FeedPhase,
      counts: row.counts as FeedRecord['counts'],
      bytes: row.bytes === null ? null : Number(row.bytes),
      doneCount: Number(row.doneCount),
      totalCount: row.totalCount === null ? null : Number(row.totalCount),
      authoritySlugs: authorities.filter(isItsOwn).map(({ authoritySlug }) => authoritySlug),
      steps: steps.filter(isItsOwn) as FeedRecord['steps'],
      approvals: approvals.filter((one) => isItsOwn(one) && isOfPreview(one.previewDigest)),
      undo: (undoing.find(isItsOwn) ?? null) as FeedUndoRecord | null,
    }
  })
}

/** Those that are kept, in order of discovery. */
export async function findFaults(tx: Tx, feedId: string): Promise<Fault[]> {
  const rows = await tx.feedError.findMany({ where: { feedId }, orderBy: { n: 'asc' } })
  return rows.map(({ line, vrm, title, detail }) => ({ line, vrm, title, detail }))
}
