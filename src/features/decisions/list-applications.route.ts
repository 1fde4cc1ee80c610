import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { ApplicationPage, ApplicationQuery } from './application.schema.js'
import { findApplications } from './application.store.js'

export function listApplications(app: App, deps: Deps): void {
  app.get(
    '/v1/applications',
    {
      schema: {
        operationId: 'listApplications',
        summary: 'List the applications to your authority',
        description: 'In order of recording.',
        tags: ['applications'],
        querystring: ApplicationQuery,
        response: { 200: ApplicationPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor, kind, subjectId } = request.query
      const rows = await findApplications(deps.db.prisma, {
        authoritySlug,
        kind,
        subjectId,
        after: cursor,
        take: limit + 1,
      })
      return reply.send(pageOf(rows, limit, ({ id }) => id))
    },
  )
}
