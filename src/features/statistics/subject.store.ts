import type { Tx } from '../../platform/db.js'

/** An authority that keeps licences here, now or before it was abolished. */
export interface Subject {
  slug: string
  name: string
  /** Whether it ever made a statutory entry. */
  hasEntries: boolean
}

export async function findSubject(tx: Tx, authoritySlug: string): Promise<Subject | undefined> {
  const [subject] = await tx.$queryRaw<Subject[]>`
    SELECT slug, name, EXISTS (SELECT FROM entry WHERE authority_slug = slug) AS "hasEntries" FROM authority
    WHERE slug = ${authoritySlug} AND EXISTS (SELECT FROM data_source WHERE authority_slug = slug)`
  return subject
}
