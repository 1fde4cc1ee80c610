import type { CivilDate } from '../../domain/calendar.js'
import type { RegisteredPeriod } from '../../domain/public-register.js'
import type { StandingStep } from '../../domain/standing.js'
import type { LicenceKind } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'

/** What the whole number or the whole name of a licence holder finds. */
export type RegisterSearch = { number: string } | { name: string }

export interface FoundLicence {
  kind: LicenceKind
  number: string
  standing: StandingStep[]
  periods: RegisteredPeriod[]
  name: string | null
  registrationMark: string | null
  operatingCentres: string[]
}

/** Licences of these kinds, whatever became of them, in order of number. */
export async function findLicences(
  tx: Tx,
  by: { authoritySlug: string; kinds: readonly LicenceKind[]; search: RegisterSearch; today: CivilDate; take: number },
): Promise<FoundLicence[]> {
  const { authoritySlug, kinds, search, today, take } = by
  return tx.$queryRaw`
    SELECT l.kind, l.number, l.standing,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('grantedOn', d.decided_on, 'startsOn', p.starts_on, 'endsOn', p.ends_on)), '[]')
       FROM licence_period p JOIN decision d ON d.id = p.decision_id
       WHERE p.licence_id = l.id AND p.superseded_by IS NULL) AS periods,
      coalesce(o.name, v.given_names || ' ' || v.family_name) AS name, c.vrm AS "registrationMark",
      ARRAY(SELECT concat_ws(', ', line_1, line_2, town, postcode) FROM operator_premises
        WHERE operator_id = l.operator_id AND starts_on <= ${today}::date AND (ends_on IS NULL OR ends_on >= ${today}::date) ORDER BY starts_on, id) AS "operatingCentres"
    FROM licence l
      LEFT JOIN driver v ON v.id = l.driver_id LEFT JOIN vehicle c ON c.id = l.vehicle_id LEFT JOIN operator o ON o.id = l.operator_id
    WHERE l.authority_slug = ${authoritySlug} AND l.kind = ANY (${kinds}) AND ${matching(search, authoritySlug)}
    ORDER BY l.number, l.kind, l.id LIMIT ${take}`
}

/** Equal as a whole, by an index: no part of a name finds anything, and no part of one takes longer than another. */
function matching(search: RegisterSearch, authoritySlug: string): Prisma.Sql {
  if ('number' in search)
    return Prisma.sql`l.class = ANY (ARRAY['driver', 'vehicle', 'operator']) AND l.number = ${search.number}`
  // As the indexes have it: three apostrophes that look like the one of a keyboard are that one.
  const folded = (name: Prisma.Sql) => Prisma.sql`lower(translate(${name}, '’ʼ‘', ''''''''))`
  const isNamed = (name: Prisma.Sql) =>
    Prisma.sql`authority_slug = ${authoritySlug} AND ${folded(Prisma.sql`regexp_replace(${name}, '\\s+', ' ', 'g')`)} = ${folded(Prisma.sql`${search.name}`)}`
  return Prisma.sql`l.id IN (
    SELECT id FROM licence WHERE driver_id IN (SELECT id FROM driver WHERE ${isNamed(Prisma.sql`given_names || ' ' || family_name`)})
    UNION ALL
    SELECT id FROM licence WHERE operator_id IN (SELECT id FROM operator WHERE ${isNamed(Prisma.sql`name`)}))`
}
