import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Authority } from '../../domain/authority.js'

/** The release's list, from which the table is seeded. */
export const AUTHORITIES_FILE = fileURLToPath(new URL('../../../seed/authorities.json', import.meta.url))

export type ListedAuthority = Pick<Authority, 'slug' | 'name' | 'endsOn' | 'successors'>

interface AuthoritiesFile {
  authorities: Pick<Authority, 'slug' | 'name' | 'endsOn'>[]
  successions: { predecessorSlug: string; successorSlug: string; effectiveOn: string }[]
}

/** Every authority, past and present, for whoever has no database. */
export async function listedAuthorities(): Promise<ListedAuthority[]> {
  const { authorities, successions } = JSON.parse(await readFile(AUTHORITIES_FILE, 'utf8')) as AuthoritiesFile
  return authorities.map(({ slug, name, endsOn }) => ({
    slug,
    name,
    endsOn,
    successors: successions
      .filter(({ predecessorSlug }) => predecessorSlug === slug)
      .map(({ successorSlug, effectiveOn }) => ({ slug: successorSlug, effectiveOn })),
  }))
}
