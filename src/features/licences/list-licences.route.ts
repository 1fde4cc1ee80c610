import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { LicencePage, LicenceQuery } from './licence.schema.js'
import { findLicences } from './licence.store.js'

export function listLicences(app: App, deps: Deps): void {
  app.get(
    '/v1/licences',
    {
      schema: {
        operationId: 'listLicences',
        summary: 'List the licences of your authority',
        description: 'In order of granting here.',
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
      return reply.send(pageOf(rows, limit, ({ id }) => id))
    },
  )
}
