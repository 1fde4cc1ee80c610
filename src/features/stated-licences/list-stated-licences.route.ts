import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { FRESHNESS_TOLD, tellFreshness } from '../authorities/index.js'
import { StatedLicencePage, StatedLicenceQuery } from './stated-licence.schema.js'
import { findStated } from './stated-licence.store.js'

export function listStatedLicences(app: App, deps: Deps): void {
  app.get(
    '/v1/stated-licences',
    {
      schema: {
        operationId: 'listStatedLicences',
        summary: 'Look up what your files state of a vehicle or a plate',
        description:
          'With the feed that stated it and, where it does not stand any more, the one that ended it; the latest first. What officers recorded here is among the licences. ' +
          FRESHNESS_TOLD,
        tags: ['feeds'],
        querystring: StatedLicenceQuery,
        response: { 200: StatedLicencePage, ...problems() },
      },
    },
    async (request, reply) => {
      const { vrm, number, limit, cursor } = request.query
      const { authoritySlug } = officerOf(request.caller)
      const rows = await findStated(deps.db.prisma, { authoritySlug, vrm, number, before: cursor, take: limit + 1 })
      await tellFreshness(deps, reply, { authoritySlugs: [authoritySlug], classes: ['vehicle'] })
      return reply.send(pageOf(rows, limit, ({ id }) => id))
    },
  )
}
