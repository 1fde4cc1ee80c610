import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { Application, ApplicationParams } from './application.schema.js'
import { findApplication } from './application.store.js'

export function getApplication(app: App, deps: Deps): void {
  app.get(
    '/v1/applications/:id',
    {
      schema: {
        operationId: 'getApplication',
        summary: 'Read an application and what became of it',
        tags: ['applications'],
        params: ApplicationParams,
        response: { 200: Application, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const application = await findApplication(deps.db.prisma, request.params.id, authoritySlug)
      if (!application) throw notFound()
      return reply.send(application)
    },
  )
}
