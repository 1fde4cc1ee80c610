import { DAY_MS } from '../../domain/calendar.js'
import { Prisma } from '../../generated/prisma/client.js'
import { takeTurn, type Tx } from '../../platform/db.js'
import { TERMS_KEPT_MS } from './entry-search.store.js'

/** One search of an officer at a time is counted, until the transaction ends: two at once would both find room under the limits. */
export async function lockSearches(tx: Tx, personId: string): Promise<void> {
  await takeTurn(tx, `entry searches by ${personId}`)
}

export interface Spent {
  /** How many searches those made since count as. */
  count: number
  /** When the first of these was made. */
  oldest: Date | null
}

export async function spentSince(
  tx: Tx,
  by: { personId: string } | { authoritySlug: string },
  since: Date,
): Promise<Spent> {
  const counted = { ...by, askedAt: { gt: since }, countsAs: { gt: 0 } }
  const { _sum, _min } = await tx.entrySearch.aggregate({
    where: counted,
    _sum: { countsAs: true },
    _min: { askedAt: true },
  })
  return { count: _sum.countsAs ?? 0, oldest: _min.askedAt }
}

/** What an authority asked before, as long as the terms are kept, of the same person, by the first name and the date of birth, or under the same reference. */
export interface Asked {
  searches: number
  /** Of these, with exactly the same data; and of these, those counted in the last 24 hours. */
  same: number
  sameCounted: number
  /** Of all, changed queries of this officer. */
  changedByOfficer: number
}

export async function askedBefore(
  tx: Tx,
  about: { authoritySlug: string; applicationReference: string; applicationId: string | null },
  by: { personId: string; now: Date },
  digests: { terms: Uint8Array[]; person: Uint8Array },
): Promise<Asked> {
  const terms = digests.terms.map((digest) => Buffer.from(digest).toString('hex'))
  const ago = (ms: number) => new Date(by.now.getTime() - ms)
  const [row] = await tx.$queryRaw<Asked[]>`
    SELECT count(*)::int AS searches,
           (count(*) FILTER (WHERE is_same))::int AS same,
           (count(*) FILTER (WHERE is_same AND counts_as > 0 AND asked_at > ${ago(DAY_MS)}))::int AS "sameCounted",
           (count(*) FILTER (WHERE person_id = ${by.personId} AND 'changed-query' = ANY (flags)))::int AS "changedByOfficer"
    FROM (SELECT *, ARRAY(SELECT encode(t, 'hex') FROM unnest(term_digests) WITH ORDINALITY AS u (t, n) ORDER BY n) = ${terms}::text[] AS is_same
          FROM entry_search
          WHERE authority_slug = ${about.authoritySlug} AND asked_at > ${ago(TERMS_KEPT_MS)}
            AND (person_digest = ${digests.person} OR application_id = ${about.applicationId}::uuid
              OR ${folded(Prisma.sql`application_reference`)} = ${folded(Prisma.sql`${about.applicationReference}::text`)})) AS asked`
  return row ?? { searches: 0, same: 0, sameCounted: 0, changedByOfficer: 0 }
}

/**
 * A reference without case, punctuation and white space, as the index entry_search_reference_folded has it. Between two digits a sign stays, as one
 * space: 1/23 is not 12/3.
 */
const folded = (reference: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`lower(regexp_replace(regexp_replace(${reference}, '[^[:alnum:]]+', ' ', 'g'), '(?<![0-9]) | (?![0-9])', '', 'g'))`
