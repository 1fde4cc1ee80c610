import type { FastifyReply } from 'fastify'
import type { Deps } from '../../platform/deps.js'
import { tellFreshness } from '../authorities/index.js'
import { findAuthoritiesOf } from './licence-info.store.js'

/** How old what is known of these vehicles is: the register's shapes have no room for it. */
export async function tellAge(deps: Deps, reply: FastifyReply, vrms: readonly string[]): Promise<void> {
  const authoritySlugs = await findAuthoritiesOf(deps.db.prisma, vrms)
  await tellFreshness(deps, reply, { authoritySlugs, classes: ['vehicle'] })
}
