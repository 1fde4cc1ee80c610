import type { FastifyReply } from 'fastify'
import { LICENCE_CLASSES, type LicenceClass } from '../../domain/words.js'
import type { Deps } from '../../platform/deps.js'
import { findOldest } from './keeper.store.js'

/** For the description of a route that calls `tellFreshness`. */
export const FRESHNESS_TOLD =
  '`X-Source-Updated-At` tells how old the oldest facts behind the answer are: the instant of the answer, where officers record in the registry itself; left ' +
  'out where no file ever came.'

/** Where the shape of an answer has no room for it. */
export async function tellFreshness(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  reply: FastifyReply,
  {
    authoritySlugs,
    classes = LICENCE_CLASSES,
  }: { authoritySlugs: readonly string[]; classes?: readonly LicenceClass[] },
): Promise<void> {
  const oldest = await findOldest(db.prisma, { authoritySlugs, classes, at: clock.now() })
  if (oldest) void reply.header('x-source-updated-at', oldest.toISOString())
}
