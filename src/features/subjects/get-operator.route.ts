import { z } from 'zod'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { etagOf } from '../../platform/http/etag.js'
import { Id } from '../../platform/http/fields.schema.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { Operator } from './operator.schema.js'
import { findOperator } from './operator.store.js'

export function getOperator(app: App, deps: Deps): void {
  app.get(
    '/v1/operators/:id',
    {
      schema: {
        operationId: 'getOperator',
        summary: 'Read an operator',
        description: 'Another authority’s operator is answered like an absent one.',
        tags: ['subjects'],
        params: z.strictObject({ id: Id }),
        response: { 200: Operator, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const stored = await findOperator(deps.db.prisma, { authoritySlug, id: request.params.id })
      if (!stored) throw notFound()
      return reply.header('etag', etagOf(stored.version)).send(stored.body)
    },
  )
}
