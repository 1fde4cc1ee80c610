import type { Authority } from '../../domain/authority.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import type { Db } from '../../platform/db.js'

/** Of an authority: its name, who came after it, and whether it takes part here. */
export type NamedAuthority = Pick<Authority, 'slug' | 'name' | 'endsOn' | 'successors'> & { hasJoined: boolean }

/** All of them, past and present. */
export async function findNamed(db: Db): Promise<NamedAuthority[]> {
  const rows = await db.prisma.authority.findMany({
    select: { slug: true, name: true, endsOn: true, joinedOn: true, successors: true },
  })
  return rows.map(({ slug, name, endsOn, joinedOn, successors }) => ({
    slug,
    name,
    endsOn: fromDateOrNull(endsOn),
    hasJoined: joinedOn !== null,
    successors: successors.map((s) => ({ slug: s.successorSlug, effectiveOn: fromDate(s.effectiveOn) })),
  }))
}
