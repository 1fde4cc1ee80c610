import type { FeedSign } from '../../../domain/words.js'
import type { Tx } from '../../../platform/db.js'
import type { Secrets } from '../../../platform/secrets.js'
import { FEED_SECRETS } from '../feed-secrets.js'
import type { Difference } from './holder.js'

/** In the order in which a preview shows them. */
const ORDER: readonly FeedSign[] = ['conflict', 'missing', 'changed', 'added']
/** More than a file has rows. Until all are known, each sign counts from a number of its own, beyond those that readers ask for. */
const ROOM = 250_000_000
const BEYOND = 1_000_000_000

/** Writes what differs as it is found, in place of what an earlier preview wrote. */
export async function startDifferences(tx: Tx, secrets: Secrets, feedId: string) {
  await tx.$executeRaw`DELETE FROM feed_difference WHERE feed_id = ${feedId}::uuid`
  const written = new Map<FeedSign, number>()
  const number = (sign: FeedSign) => {
    const n = written.get(sign) ?? 0
    written.set(sign, n + 1)
    return BEYOND + ORDER.indexOf(sign) * ROOM + n
  }
  return {
    async add(differences: readonly Difference[]): Promise<void> {
      if (differences.length === 0) return
      const rows = differences.map(({ fields, ...difference }) => {
        const sealed = secrets.encrypt(FEED_SECRETS.difference, JSON.stringify(fields))
        return { ...difference, n: number(difference.sign), sealed: `\\x${Buffer.from(sealed).toString('hex')}` }
      })
      await tx.$executeRaw`
        INSERT INTO feed_difference (feed_id, n, sign, authority_slug, line, licence_id, fields_encrypted, why)
        SELECT ${feedId}::uuid, n, sign, "authoritySlug", line, "licenceId", sealed, why
        FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (n int, sign text, "authoritySlug" text, line int, "licenceId" uuid, sealed bytea, why text)`
    },
    /** Numbers them 1, 2, 3 …, of each sign in order of line. */
    async finish(): Promise<void> {
      await tx.$executeRaw`
        WITH written AS (DELETE FROM feed_difference WHERE feed_id = ${feedId}::uuid RETURNING *)
        INSERT INTO feed_difference (feed_id, n, sign, authority_slug, line, licence_id, fields_encrypted, why)
        SELECT feed_id, row_number() OVER (ORDER BY (n - ${BEYOND}::int) / ${ROOM}::int, line, n), sign, authority_slug, line, licence_id, fields_encrypted, why FROM written`
    },
  }
}
