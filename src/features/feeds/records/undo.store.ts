import type { FeedSign } from '../../../domain/words.js'
import type { Tx } from '../../../platform/db.js'
import type { Secrets } from '../../../platform/secrets.js'
import { FEED_SECRETS } from '../feed-secrets.js'
import type { Dependant } from '../feed-kind.js'
import type { Fields } from './holder.js'

/** As many as are named. */
const NAMED = 20

/** What was recorded on top of a feed's decisions: later decisions, appeals against them, proposals that wait for a second person. */
export async function findDependants(tx: Tx, feedId: string): Promise<Dependant[]> {
  return tx.$queryRaw<Dependant[]>`
    WITH fed AS (SELECT id, licence_id, seq FROM decision WHERE feed_id = ${feedId}::uuid)
    SELECT DISTINCT kind, id FROM (
      SELECT 'decision' AS kind, d.id FROM fed JOIN decision d ON d.licence_id = fed.licence_id AND d.seq > fed.seq
        WHERE d.feed_id IS DISTINCT FROM ${feedId}::uuid
      UNION ALL
      SELECT 'decision', d.id FROM fed JOIN decision d ON d.corrects_decision_id = fed.id WHERE d.feed_id IS DISTINCT FROM ${feedId}::uuid
      UNION ALL
      SELECT 'decision', fed.id FROM fed JOIN appeal a ON a.decision_id = fed.id
      UNION ALL
      SELECT CASE WHEN p.licence_id IS NULL THEN 'decision' ELSE 'licence' END, coalesce(p.licence_id, p.decision_id)
        FROM fed JOIN proposal p ON p.licence_id = fed.licence_id OR p.decision_id = fed.id
        WHERE NOT EXISTS (SELECT FROM proposal_outcome o WHERE o.proposal_id = p.id)) AS found
    ORDER BY kind, id LIMIT ${NAMED}`
}

const HOLDERS = 200

/** Where a walk through the holders of a feed stands. */
export interface UndoPosition {
  isCorrected: boolean
  subjectId: string
}

/** Holders of whom the feed recorded something: those to whom it only gave something first, since what it took from others may have been given to them. */
export async function findHoldersOfFeed(
  tx: Tx,
  feedId: string,
  after: UndoPosition,
): Promise<{ holders: (UndoPosition & { authoritySlug: string })[]; last: UndoPosition | undefined }> {
  const holders = await tx.$queryRaw<(UndoPosition & { authoritySlug: string })[]>`
    SELECT * FROM (
      SELECT coalesce(l.subject_id, p.driver_id, p.operator_id) AS "subjectId", d.authority_slug AS "authoritySlug",
        bool_or(d.corrects_decision_id IS NOT NULL) AS "isCorrected"
      FROM decision d LEFT JOIN licence l ON l.id = d.licence_id LEFT JOIN application p ON p.id = d.application_id
      WHERE d.feed_id = ${feedId}::uuid GROUP BY 1, 2) AS holder
    WHERE ("isCorrected", "subjectId") > (${after.isCorrected}, ${after.subjectId}::uuid) ORDER BY "isCorrected", "subjectId" LIMIT ${HOLDERS}`
  return { holders, last: holders.length < HOLDERS ? undefined : holders.at(-1) }
}

/** Licences that the feed recorded something of, among some. */
export async function findThoseOfFeed(tx: Tx, feedId: string, licenceIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.decision.findMany({
    where: { feedId, licenceId: { in: [...licenceIds] } },
    select: { licenceId: true },
    distinct: ['licenceId'],
  })
  return new Set(rows.flatMap(({ licenceId }) => licenceId ?? []))
}

/** What a feed changed that is no decision: the descriptions of holders, by reference. Empty once its differences have been forgotten. */
export async function findRedescribed(
  tx: Tx,
  secrets: Secrets,
  feedId: string,
): Promise<{ authoritySlug: string; reference: string; fields: Fields }[]> {
  const sign: FeedSign = 'changed'
  const rows = await tx.feedDifference.findMany({
    where: { feedId, sign, licenceId: null },
    orderBy: { n: 'asc' },
    select: { authoritySlug: true, fieldsEncrypted: true },
  })
  return rows.flatMap(({ authoritySlug, fieldsEncrypted }) => {
    const fields = JSON.parse(secrets.decrypt(FEED_SECRETS.difference, fieldsEncrypted ?? new Uint8Array())) as Fields
    const reference = fields.reference?.willBe
    return typeof reference === 'string' ? [{ authoritySlug, reference, fields }] : []
  })
}
