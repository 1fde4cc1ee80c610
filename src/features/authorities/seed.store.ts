import { readFile } from 'node:fs/promises'
import { inTransaction, type Db } from '../../platform/db.js'
import { AUTHORITIES_FILE } from './listed-authorities.js'

/**
 * Brings the table of authorities up to the release's list: adds and amends, never removes, and leaves alone what is not in the list (contacts,
 * data sources). Without differences nothing is written.
 * @returns how many rows were added or amended.
 */
export async function seedAuthorities(db: Pick<Db, 'prisma'>): Promise<number> {
  const seed = await readFile(AUTHORITIES_FILE, 'utf8')
  return inTransaction(db, async (tx) => {
    const authorities = await tx.$executeRaw`
      INSERT INTO authority AS a (slug, gss_code, name, official_name, nation, jurisdiction, starts_on, ends_on)
      SELECT slug, "gssCode", name, "officialName", nation, jurisdiction, "startsOn", "endsOn"
      FROM jsonb_to_recordset(${seed}::jsonb -> 'authorities') AS r (slug text, "gssCode" text, name text, "officialName" text, nation text,
        jurisdiction text, "startsOn" date, "endsOn" date)
      ON CONFLICT (slug) DO UPDATE SET gss_code = excluded.gss_code, name = excluded.name, official_name = excluded.official_name,
        nation = excluded.nation, jurisdiction = excluded.jurisdiction, starts_on = excluded.starts_on, ends_on = excluded.ends_on
      WHERE (a.gss_code, a.name, a.official_name, a.nation, a.jurisdiction, a.starts_on, a.ends_on) IS DISTINCT FROM
        (excluded.gss_code, excluded.name, excluded.official_name, excluded.nation, excluded.jurisdiction, excluded.starts_on, excluded.ends_on)`
    const formerCodes = await tx.$executeRaw`
      INSERT INTO authority_former_code AS f (code, authority_slug, reason, name, ends_on)
      SELECT code, "authoritySlug", reason, name, "endsOn"
      FROM jsonb_to_recordset(${seed}::jsonb -> 'formerCodes') AS r (code text, "authoritySlug" text, reason text, name text, "endsOn" date)
      ON CONFLICT (code) DO UPDATE SET authority_slug = excluded.authority_slug, reason = excluded.reason, name = excluded.name,
        ends_on = excluded.ends_on
      WHERE (f.authority_slug, f.reason, f.name, f.ends_on) IS DISTINCT FROM
        (excluded.authority_slug, excluded.reason, excluded.name, excluded.ends_on)`
    const successions = await tx.$executeRaw`
      INSERT INTO authority_succession AS s (predecessor_slug, successor_slug, effective_on)
      SELECT "predecessorSlug", "successorSlug", "effectiveOn"
      FROM jsonb_to_recordset(${seed}::jsonb -> 'successions') AS r ("predecessorSlug" text, "successorSlug" text, "effectiveOn" date)
      ON CONFLICT (predecessor_slug, successor_slug) DO UPDATE SET effective_on = excluded.effective_on
      WHERE s.effective_on <> excluded.effective_on`
    return authorities + formerCodes + successions
  })
}
