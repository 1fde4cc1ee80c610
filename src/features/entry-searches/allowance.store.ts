import type { Tx } from '../../platform/db.js'

/**
 * One search of an authority at a time is counted, until the transaction ends: two at once would both find room under its limits. In the order of
 * locks after the register of entries.
 */
export async function lockSearches(tx: Tx, authoritySlug: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`entry searches of ${authoritySlug}`}, 0))`
}

/** Who has searched whom since then. */
export interface Spent {
  /** How many searches it counts as: each person once, each changed query twice. */
  count: number
  /** The same of the person now asked about. */
  ofPerson: number
  oldest: Date | null
}

export async function spentSince(
  tx: Tx,
  by: { personId: string } | { authoritySlug: string },
  since: Date,
  personDigest: Uint8Array,
): Promise<Spent> {
  const officer = 'personId' in by ? by.personId : null
  const authority = 'authoritySlug' in by ? by.authoritySlug : null
  const [row] = await tx.$queryRaw<{ count: number; ofPerson: number; oldest: Date | null }[]>`
    SELECT coalesce(sum(n), 0)::int AS count, coalesce(sum(n) FILTER (WHERE person_digest = ${personDigest}), 0)::int AS "ofPerson",
           min(oldest) AS oldest
    FROM (SELECT person_digest, greatest(1, 2 * count(*) FILTER (WHERE counts_as = 2)) AS n, min(asked_at) AS oldest
          FROM entry_search
          WHERE asked_at > ${since} AND (person_id = ${officer}::text OR authority_slug = ${authority}::text)
          GROUP BY person_digest) AS person`
  return row ?? { count: 0, ofPerson: 0, oldest: null }
}

/** What was asked under one reference before. */
export interface Asked {
  searches: number
  /** Of these, with exactly the same data. */
  same: number
  /** Of these, changed queries of this officer. */
  changedByOfficer: number
}

export async function askedBefore(
  tx: Tx,
  about: { authoritySlug: string; applicationReference: string; applicationId: string | null },
  personId: string,
  termDigests: Uint8Array[],
): Promise<Asked> {
  const terms = termDigests.map((digest) => Buffer.from(digest).toString('hex'))
  const [row] = await tx.$queryRaw<Asked[]>`
    SELECT count(*)::int AS searches,
           (count(*) FILTER (WHERE ARRAY(SELECT encode(t, 'hex') FROM unnest(term_digests) WITH ORDINALITY AS u (t, n) ORDER BY n) = ${terms}::text[]))::int AS same,
           (count(*) FILTER (WHERE person_id = ${personId} AND counts_as = 2))::int AS "changedByOfficer"
    FROM entry_search
    WHERE authority_slug = ${about.authoritySlug}
      AND (application_reference = ${about.applicationReference} OR application_id = ${about.applicationId}::uuid)`
  return row ?? { searches: 0, same: 0, changedByOfficer: 0 }
}
