import { ownSlugOf, type Caller } from '../../platform/caller.js'
import type { Tx } from '../../platform/db.js'
import { notFound, RefusedRequest } from '../../platform/http/problem.js'
import { findGssCode } from '../authorities/index.js'

/**
 * Whose cameras a caller asks about: an officer the own authority's, scrutiny those of one that it names.
 * @throws RefusedRequest for another authority's, like for one that is not, and where scrutiny names none.
 */
export async function authorityAsked(tx: Tx, caller: Caller | null, named: string | undefined): Promise<string> {
  const own = ownSlugOf(caller)
  const slug = named ?? own
  if (slug === undefined)
    throw new RefusedRequest({ code: 'invalid-request', detail: 'Name an authority.', pointer: '/authority' })
  if (own === undefined ? (await findGssCode(tx, slug)) === undefined : own !== slug) throw notFound()
  return slug
}
