import type { FeedCounts } from '../../domain/feed.js'
import type { FeedAct, FeedState, LicenceClass } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import { takeTurn, type Db, type Tx } from '../../platform/db.js'
import type { Dependant } from './feed-kind.js'
import { STALE_AFTER } from './feed-progress.store.js'

interface Of {
  id: string
  class: LicenceClass
  authoritySlugs: readonly string[]
}

/**
 * Takes the feed to work on it. Undefined: it is not in that state any more.
 * @returns the sign of life that was written.
 */
export async function takeFeed(db: Db, id: string, state: FeedState): Promise<Date | undefined> {
  const rows = await db.prisma.$queryRaw<{ sign: Date }[]>`
    UPDATE feed SET alive_at = greatest(clock_timestamp(), alive_at + interval '1 millisecond')
    WHERE id = ${id}::uuid AND state = ${state} RETURNING alive_at AS sign`
  return rows[0]?.sign
}

/**
 * Feeds on which there is work to do and nobody does it, each now given to the caller. On the embedded database there is nobody else: it needs no waiting for a
 * dead process there.
 * @param atWork those that this process works on.
 */
export async function takeLeft(db: Db, atWork: readonly string[]): Promise<string[]> {
  const rows = await db.prisma.$queryRaw<{ id: string }[]>`
    UPDATE feed SET alive_at = clock_timestamp() WHERE id IN (
      SELECT f.id FROM feed f
      WHERE f.id <> ALL (${atWork}::uuid[]) AND ${isLeft(db)} AND CASE f.state
        WHEN 'validated' THEN true
        WHEN 'approved' THEN true
        WHEN 'previewed' THEN f.persons_needed <= (
          SELECT count(DISTINCT person) FROM (
            SELECT person_id AS person FROM feed_approval WHERE feed_id = f.id AND preview_digest = f.preview_digest
            UNION SELECT f.sent_by_person_id WHERE f.persons_needed = 2) AS yes)
        WHEN 'applied' THEN EXISTS (SELECT FROM feed_undo WHERE feed_id = f.id AND approved_at IS NOT NULL AND blocked_by IS NULL)
        ELSE false END
      -- one that is just being moved is not left alone
      FOR NO KEY UPDATE OF f SKIP LOCKED)
    RETURNING id`
  return rows.map(({ id }) => id)
}

/** Feeds whose sender is gone: they will not arrive any more. */
export async function findBrokenOff(db: Db): Promise<string[]> {
  const rows = await db.prisma.$queryRaw<{ id: string }[]>`
    SELECT f.id FROM feed f WHERE f.state = 'received' AND f.alive_at < clock_timestamp() - ${STALE_AFTER}::interval`
  return rows.map(({ id }) => id)
}

/** Whether it still is, and stays so until the transaction ends. */
export async function isBrokenOff(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT id FROM feed WHERE id = ${id}::uuid AND state = 'received' AND alive_at < clock_timestamp() - ${STALE_AFTER}::interval FOR NO KEY UPDATE`
  return rows.length > 0
}

const isLeft = ({ isEmbedded }: Db) =>
  isEmbedded ? Prisma.sql`true` : Prisma.sql`f.alive_at < clock_timestamp() - ${STALE_AFTER}::interval`

/**
 * For as long as the transaction lasts nobody else applies, undoes or refuses the feed. Not by its own row: signs of life are written there meanwhile.
 * @param isPatient false: does not wait for whoever holds it, who may take minutes.
 * @returns whether it is held.
 */
export async function holdFeed(tx: Tx, feed: Of, { isPatient = true } = {}): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT authority_slug FROM feed_authority WHERE feed_id = ${feed.id}::uuid ORDER BY authority_slug
    FOR UPDATE ${isPatient ? Prisma.empty : Prisma.sql`SKIP LOCKED`}`
  return rows.length === feed.authoritySlugs.length
}

/**
 * Before the differences are written: one process at a time does, until its transaction ends. A process that was taken for dead may come when they have been
 * shown, and must not put others in their place.
 * @returns false: they have been shown, or nobody wants them.
 */
export async function holdDifferences(tx: Tx, feedId: string): Promise<boolean> {
  await takeTurn(tx, `differences of feed ${feedId}`)
  const feed = await tx.feed.findUnique({ where: { id: feedId }, select: { state: true } })
  return feed?.state === 'validated'
}

/** How often each authority's facts of the class have been changed by a feed, by slug. */
export async function readRevisions(tx: Tx, feed: Of, { isLocking = false } = {}): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ slug: string; revision: number }[]>`
    SELECT authority_slug AS slug, revision FROM data_source
    WHERE class = ${feed.class} AND authority_slug = ANY (${feed.authoritySlugs}::text[]) ORDER BY authority_slug
    ${isLocking ? Prisma.sql`FOR UPDATE` : Prisma.empty}`
  return new Map(rows.map(({ slug, revision }) => [slug, revision]))
}

/** What the preview was made of. */
export async function previewedRevisions(tx: Tx, feedId: string): Promise<Map<string, number | null>> {
  const rows = await tx.feedAuthority.findMany({ where: { feedId } })
  return new Map(rows.map(({ authoritySlug, revision }) => [authoritySlug, revision]))
}

export async function setPreview(
  tx: Tx,
  preview: {
    feedId: string
    counts: Record<string, FeedCounts>
    digest: Uint8Array
    personsNeeded: number
    revisions: ReadonlyMap<string, number>
  },
): Promise<void> {
  const { feedId, counts, digest, personsNeeded, revisions } = preview
  await tx.feed.update({
    where: { id: feedId },
    data: {
      counts: counts as unknown as Prisma.InputJsonObject,
      previewDigest: Uint8Array.from(digest),
      personsNeeded,
    },
    select: { id: true },
  })
  for (const [authoritySlug, revision] of revisions)
    await tx.feedAuthority.update({ where: { feedId_authoritySlug: { feedId, authoritySlug } }, data: { revision } })
}

/** @returns by slug the number of the batch. */
export async function insertBatches(tx: Tx, feed: Of, act: FeedAct, at: Date): Promise<Map<string, number>> {
  const rows = await tx.feedBatch.createManyAndReturn({
    data: feed.authoritySlugs.map((authoritySlug) => ({ feedId: feed.id, authoritySlug, class: feed.class, act, at })),
  })
  return new Map(rows.map(({ authoritySlug, id }) => [authoritySlug, id]))
}

/**
 * From now on the authorities' facts of the class are what the file says, and as old as it: what waited ten days for a yes is ten days old. It was
 * written before it was sent, so the beginning of its arrival is the latest moment that it can speak of.
 */
export async function setFed(tx: Tx, feed: Of & { createdAt: Date }): Promise<void> {
  await tx.dataSource.updateMany({
    where: { class: feed.class, authoritySlug: { in: [...feed.authoritySlugs] } },
    data: { mode: 'feed', updatedAt: feed.createdAt, revision: { increment: 1 } },
  })
}

/** As the feed before it left them; where there was none, kept here again. */
export async function setUnfed(tx: Tx, feed: Of): Promise<void> {
  await tx.$executeRaw`
    UPDATE data_source d SET revision = revision + 1, updated_at = before.at, mode = CASE WHEN before.at IS NULL THEN 'registry' ELSE 'feed' END
    FROM (
      SELECT slug, (
        SELECT coalesce((SELECT max(s.at) FROM feed_step s WHERE s.feed_id = f.id AND s.step = 'confirmed'), f.created_at)
        FROM feed_batch b JOIN feed f ON f.id = b.feed_id
        WHERE b.authority_slug = slug AND b.class = ${feed.class} AND b.act = 'applied' AND f.state = 'applied' AND f.id <> ${feed.id}::uuid
        ORDER BY b.id DESC LIMIT 1) AS at
      FROM unnest(${feed.authoritySlugs}::text[]) AS slug) AS before
    WHERE d.authority_slug = before.slug AND d.class = ${feed.class}`
}

/** As many as are named. */
const NAMED = 20

/** Feeds that were applied after this one to an authority of it, and still are. */
export async function findLater(tx: Tx, feedId: string): Promise<Dependant[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT f.id FROM feed_batch b
    JOIN feed_batch later ON later.authority_slug = b.authority_slug AND later.class = b.class AND later.id > b.id AND later.act = 'applied'
    JOIN feed f ON f.id = later.feed_id AND f.state = 'applied'
    WHERE b.feed_id = ${feedId}::uuid AND b.act = 'applied' ORDER BY f.id LIMIT ${NAMED}`
  return rows.map(({ id }) => ({ kind: 'feed', id }))
}

export async function insertUndo(
  tx: Tx,
  undo: { feedId: string; seq: number; askedByPersonId: string; askedAt: Date; why: string },
): Promise<void> {
  await tx.feedUndo.create({ data: undo, select: { seq: true } })
}

/** A second person agrees; a sign of life keeps others from taking up what this process is about to do. */
export async function approveUndo(
  tx: Tx,
  { feedId, seq, ...approved }: { feedId: string; seq: number; approvedByPersonId: string; approvedAt: Date },
): Promise<void> {
  await tx.feedUndo.update({ where: { feedId_seq: { feedId, seq } }, data: approved, select: { seq: true } })
  await tx.$executeRaw`UPDATE feed SET alive_at = clock_timestamp() WHERE id = ${feedId}::uuid`
}

/** It is not done after all. */
export async function blockUndo(tx: Tx, feedId: string, seq: number, dependants: readonly Dependant[]): Promise<void> {
  const blockedBy = dependants.slice(0, NAMED).map(({ kind, id }) => ({ kind, id }))
  await tx.feedUndo.update({ where: { feedId_seq: { feedId, seq } }, data: { blockedBy }, select: { seq: true } })
  await tx.feed.update({ where: { id: feedId }, data: { phase: 'done' }, select: { id: true } })
}

export async function insertApproval(
  tx: Tx,
  approval: { feedId: string; personId: string; clientId: string; approvedAt: Date; previewDigest: Uint8Array },
): Promise<void> {
  const previewDigest = Uint8Array.from(approval.previewDigest)
  await tx.feedApproval.create({ data: { ...approval, previewDigest }, select: { personId: true } })
}
