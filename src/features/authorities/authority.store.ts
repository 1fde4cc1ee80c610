import { contactOf, type Authority, type FormerCodeReason } from '../../domain/authority.js'
import type { CivilDate } from '../../domain/calendar.js'
import type { Jurisdiction, LicenceClass, Nation, SourceMode } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import type { Db } from '../../platform/db.js'

export interface AuthorityRecord extends Authority {
  contact: { email: string | null; phone: string | null } | null
  joinedOn: CivilDate | null
  dataSources: { class: LicenceClass; mode: SourceMode; updatedAt: string | null }[]
}

export interface AuthorityFilter {
  isCurrent: boolean
  on: CivilDate
  nation?: Nation | undefined
  /** Slug of the last one of the page before. */
  after?: string | undefined
  take: number
}

/** In order of slug. */
export async function findAuthorities(
  db: Db,
  { isCurrent, on, nation, after, take }: AuthorityFilter,
): Promise<AuthorityRecord[]> {
  const day = new Date(on)
  const current: Prisma.AuthorityWhereInput = {
    AND: [
      { OR: [{ startsOn: null }, { startsOn: { lte: day } }] },
      { OR: [{ endsOn: null }, { endsOn: { gte: day } }] },
    ],
  }
  const rows = await db.prisma.authority.findMany({
    where: {
      ...(isCurrent ? current : { NOT: current }),
      ...(nation === undefined ? {} : { nation }),
      ...(after === undefined ? {} : { slug: { gt: after } }),
    },
    orderBy: { slug: 'asc' },
    take,
    include: RELATIONS,
  })
  return rows.map(recordOf)
}

/** The authority that a slug or code, present or former, names, and all that came after it. */
export async function findLineOf(db: Db, key: string): Promise<AuthorityRecord[]> {
  const line = await db.prisma.$queryRaw<{ slug: string }[]>`
    WITH RECURSIVE line AS (
      (SELECT slug FROM authority WHERE slug = ${key} OR gss_code = ${key}
       UNION
       SELECT authority_slug FROM authority_former_code WHERE code = ${key})
      UNION
      SELECT s.successor_slug FROM authority_succession s JOIN line ON line.slug = s.predecessor_slug
    )
    SELECT slug FROM line`
  if (line.length === 0) return []
  const rows = await db.prisma.authority.findMany({
    where: { slug: { in: line.map(({ slug }) => slug) } },
    include: RELATIONS,
  })
  return rows.map(recordOf)
}

const RELATIONS = {
  formerCodes: { orderBy: { code: 'asc' } },
  predecessors: { orderBy: { predecessorSlug: 'asc' } },
  successors: { orderBy: { successorSlug: 'asc' } },
  dataSources: { orderBy: { class: 'asc' } },
} as const satisfies Prisma.AuthorityInclude

// The words of nation, reason, class and mode are held to the domain's lists by CHECK constraints.
function recordOf(row: Prisma.AuthorityGetPayload<{ include: typeof RELATIONS }>): AuthorityRecord {
  return {
    slug: row.slug,
    gssCode: row.gssCode,
    name: row.name,
    officialName: row.officialName,
    nation: row.nation as Nation,
    jurisdiction: row.jurisdiction as Jurisdiction,
    startsOn: dateOf(row.startsOn),
    endsOn: dateOf(row.endsOn),
    formerCodes: row.formerCodes.map((f) => ({
      code: f.code,
      reason: f.reason as FormerCodeReason,
      name: f.name,
      endsOn: dateOf(f.endsOn),
    })),
    predecessors: row.predecessors.map((s) => ({ slug: s.predecessorSlug, effectiveOn: dateOf(s.effectiveOn) })),
    successors: row.successors.map((s) => ({ slug: s.successorSlug, effectiveOn: dateOf(s.effectiveOn) })),
    contact: contactOf({ email: row.contactEmail, phone: row.contactPhone }),
    joinedOn: dateOf(row.joinedOn),
    dataSources: row.dataSources.map((d) => ({
      class: d.class as LicenceClass,
      mode: d.mode as SourceMode,
      updatedAt: d.updatedAt?.toISOString() ?? null,
    })),
  }
}

function dateOf(day: Date): CivilDate
function dateOf(day: Date | null): CivilDate | null
function dateOf(day: Date | null): CivilDate | null {
  return day?.toISOString().slice(0, 10) ?? null
}
