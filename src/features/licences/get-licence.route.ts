import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { etagOf } from '../../platform/http/etag.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { FRESHNESS_TOLD, tellFreshness } from '../authorities/index.js'
import { Licence, LicenceParams } from './licence.schema.js'
import { findLicence } from './licence.store.js'

export function getLicence(app: App, deps: Deps): void {
  app.get(
    '/v1/licences/:id',
    {
      schema: {
        operationId: 'getLicence',
        summary: 'Read a licence with its whole time line',
        description: `The ETag is what \`If-Match\` of a decision on this licence must name. ${FRESHNESS_TOLD}`,
        tags: ['licences'],
        params: LicenceParams,
        response: { 200: Licence, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const licence = await findLicence(deps.db.prisma, request.params.id, authoritySlug, deps.clock.now())
      if (!licence) throw notFound()
      await tellFreshness(deps, reply, { authoritySlugs: [authoritySlug], classes: [licence.holder.kind] })
      return reply.header('etag', etagOf(licence.version)).send(licence)
    },
  )
}
