import { presentOf } from '../../domain/authority.js'
import type { CivilDate } from '../../domain/calendar.js'
import { listedAuthorities } from '../authorities/index.js'
import type { Naming } from './feed-kind.js'

/**
 * Naming as `namingFor` gives it, by the release's own list: which authorities take part in a registry only that registry knows.
 * @param speaksFor names or slugs; undefined: all. One whose name has a comma in it can only be given by slug where commas part them.
 * @returns the first of them that is no authority's, where there is one.
 */
export async function offlineNaming(
  speaksFor: readonly string[] | undefined,
  today: CivilDate,
): Promise<Naming | { unknown: string }> {
  const authorities = await listedAuthorities()
  const slugByName = new Map(authorities.map(({ name, slug }) => [name, slug]))
  const bySlug = new Map(authorities.map((authority) => [authority.slug, authority]))
  const unknown = speaksFor?.find((name) => !slugByName.has(name) && !bySlug.has(name))
  if (unknown !== undefined) return { unknown }
  const own = speaksFor && new Set(speaksFor.map((name) => slugByName.get(name) ?? name))
  const successorOf = (slug: string) => {
    const authority = bySlug.get(slug)
    return authority ? presentOf(authority, authorities, today).slug : slug
  }
  return {
    today,
    slugOf: (name) => slugByName.get(name),
    isSlug: (text) => bySlug.has(text),
    maySpeakFor: (slug) => own === undefined || own.has(slug) || own.has(successorOf(slug)),
  }
}
