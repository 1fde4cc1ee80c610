import { CLASS_OF_KIND } from '../../domain/words.js'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { FRESHNESS_TOLD, tellFreshness } from '../authorities/index.js'
import { LicencePage, LicenceQuery } from './licence.schema.js'
import { findLicences } from './licence.store.js'

export function listLicences(app: App, deps: Deps): void {
  app.get(
    '/v1/licences',
    {
      schema: {
        operationId: 'listLicences',
        summary: 'List the licences of your authority',
        description: `Those recorded here, in order of granting here. What a file of yours only states is in /v1/stated-licences. ${FRESHNESS_TOLD}`,
        tags: ['licences'],
        querystring: LicenceQuery,
        response: { 200: LicencePage, ...problems() },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor, kind, number, subjectId } = request.query
      const filter = { authoritySlug, kind, number, subjectId, after: cursor, take: limit + 1 }
      const rows = await findLicences(deps.db.prisma, filter, deps.clock.now())
      await tellFreshness(deps, reply, {
        authoritySlugs: [authoritySlug],
        ...(kind === undefined ? {} : { classes: [CLASS_OF_KIND[kind]] }),
      })
      return reply.send(pageOf(rows, limit, ({ id }) => id))
    },
  )
}
