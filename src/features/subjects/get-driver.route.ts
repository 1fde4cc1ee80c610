import { z } from 'zod'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { etagOf } from '../../platform/http/etag.js'
import { Id } from '../../platform/http/fields.schema.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { Driver } from './driver.schema.js'
import { findDriver } from './driver.store.js'

export function getDriver(app: App, deps: Deps): void {
  app.get(
    '/v1/drivers/:id',
    {
      schema: {
        operationId: 'getDriver',
        summary: 'Read a driver',
        description: 'The whole record. Another authority’s driver is answered like an absent one.',
        tags: ['subjects'],
        params: z.strictObject({ id: Id }),
        response: { 200: Driver, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const stored = await findDriver(deps.db.prisma, deps.secrets, { authoritySlug, id: request.params.id })
      if (!stored) throw notFound()
      return reply.header('etag', etagOf(stored.version)).send(stored.body)
    },
  )
}
