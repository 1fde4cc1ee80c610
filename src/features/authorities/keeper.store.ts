import { iso, type CivilDate, type Instant } from '../../domain/calendar.js'
import { isStale, type Source } from '../../domain/freshness.js'
import { UNSTATED } from '../../domain/standards.js'
import { LICENCE_CLASSES, type Jurisdiction, type LicenceClass, type SourceMode } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'

/** An authority that keeps licences here. */
export interface Keeper {
  slug: string
  name: string
  jurisdiction: Jurisdiction
  email: string | null
  phone: string | null
}

/** Those that license on a day, by name. */
export async function findKeepers(tx: Tx, today: CivilDate): Promise<Keeper[]> {
  return tx.$queryRaw`
    SELECT slug, name, jurisdiction, contact_email AS email, contact_phone AS phone FROM authority
    WHERE (ends_on IS NULL OR ends_on >= ${today}::date) AND EXISTS (SELECT FROM data_source WHERE authority_slug = slug)
    ORDER BY name, slug`
}

/** Why nothing can be said of licences of a class: their records are somewhere else, or a copy of them is too old to be believed. */
export type WhyUnanswered = 'not-kept' | 'not-up-to-date'

/** Where the facts of an authority come from, in order of the list, and the classes of which nothing can be said at an instant on that day. */
export interface Sources {
  dataSources: { class: LicenceClass; mode: SourceMode; updatedAt: string | null }[]
  unanswered: ReadonlyMap<LicenceClass, WhyUnanswered>
}

export async function findSources(
  tx: Tx,
  { authoritySlug, at, today }: { authoritySlug: string; at: Instant; today: CivilDate },
): Promise<Sources> {
  const sources = await tx.$queryRaw<(Source & { class: LicenceClass })[]>`
    SELECT s.class, s.mode, (extract(epoch FROM s.updated_at) * 1000)::float8 AS "updatedAt", coalesce((
      SELECT freshness_limit_hours FROM authority_standards
      WHERE authority_slug = s.authority_slug AND effective_from <= ${today}::date ORDER BY seq DESC LIMIT 1), ${UNSTATED.freshnessLimitHours})::int AS "limitHours"
    FROM data_source s WHERE s.authority_slug = ${authoritySlug}`
  const whyOf = (cls: LicenceClass): WhyUnanswered | undefined => {
    const source = sources.find((each) => each.class === cls)
    if (!source) return 'not-kept'
    return isStale(source, at) ? 'not-up-to-date' : undefined
  }
  const unanswered = LICENCE_CLASSES.flatMap((cls) => {
    const why = whyOf(cls)
    return why ? [[cls, why] as const] : []
  })
  const dataSources = LICENCE_CLASSES.flatMap((cls) => sources.filter((each) => each.class === cls))
  return {
    dataSources: dataSources.map(({ class: cls, mode, updatedAt }) => ({
      class: cls,
      mode,
      updatedAt: iso(updatedAt),
    })),
    unanswered: new Map(unanswered),
  }
}

/** When the oldest facts of these classes came; `at` itself where officers record them here. Undefined: none, or no file ever came. */
export async function findOldest(
  tx: Tx,
  { authoritySlugs, classes, at }: { authoritySlugs: readonly string[]; classes: readonly LicenceClass[]; at: Date },
): Promise<Date | undefined> {
  const sources = await tx.dataSource.findMany({
    where: { authoritySlug: { in: [...authoritySlugs] }, class: { in: [...classes] } },
  })
  const times = sources.map(({ mode, updatedAt }) => (mode === 'registry' ? at : updatedAt))
  return (
    times.reduce<Date | null | undefined>(
      (oldest, time) => (oldest === null || time === null ? null : oldest && oldest < time ? oldest : time),
      undefined,
    ) ?? undefined
  )
}
