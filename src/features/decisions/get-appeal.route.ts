import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { Appeal, AppealParams } from './appeal.schema.js'
import { findAppeal } from './appeal.store.js'

export function getAppeal(app: App, deps: Deps): void {
  app.get(
    '/v1/appeals/:id',
    {
      schema: {
        operationId: 'getAppeal',
        summary: 'Read an appeal with its steps',
        tags: ['appeals'],
        params: AppealParams,
        response: { 200: Appeal, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const appeal = await findAppeal(deps.db.prisma, request.params.id, authoritySlug)
      if (!appeal) throw notFound()
      return reply.send(appeal)
    },
  )
}
