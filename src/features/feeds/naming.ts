import { presentOf } from '../../domain/authority.js'
import { londonDate } from '../../domain/calendar.js'
import type { Deps } from '../../platform/deps.js'
import type { Naming } from './feed-kind.js'
import { findNamed } from './naming.store.js'

/** As the registry's own list of authorities has it. */
export interface KnownNaming extends Naming {
  /** Whether the registry keeps anything of it. */
  hasJoined(slug: string): boolean
}

/** A name means an authority only as it is written there, as in the national register. An authority speaks for itself, and for those whose only successor it is. */
export async function namingFor(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  { authoritySlug }: { authoritySlug: string },
): Promise<KnownNaming> {
  const today = londonDate(clock.now().getTime())
  const authorities = await findNamed(db)
  const slugs = new Set(authorities.map(({ slug }) => slug))
  const byName = new Map(authorities.map((authority) => [authority.name, authority.slug]))
  const joined = new Set(authorities.flatMap(({ slug, hasJoined }) => (hasJoined ? [slug] : [])))
  const own = new Set(
    authorities
      .filter((authority) => presentOf(authority, authorities, today).slug === authoritySlug)
      .map(({ slug }) => slug),
  ).add(authoritySlug)
  return {
    today,
    slugOf: (name) => byName.get(name),
    isSlug: (text) => slugs.has(text),
    maySpeakFor: (slug) => own.has(slug),
    hasJoined: (slug) => joined.has(slug),
  }
}
