import { z } from 'zod'
import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { etagOf } from '../../platform/http/etag.js'
import { Id } from '../../platform/http/fields.schema.js'
import { notFound } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { Vehicle } from './vehicle.schema.js'
import { findVehicle } from './vehicle.store.js'

export function getVehicle(app: App, deps: Deps): void {
  app.get(
    '/v1/vehicles/:id',
    {
      schema: {
        operationId: 'getVehicle',
        summary: 'Read a vehicle',
        description: 'Another authority’s vehicle is answered like an absent one.',
        tags: ['subjects'],
        params: z.strictObject({ id: Id }),
        response: { 200: Vehicle, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authoritySlug } = officerOf(request.caller)
      const stored = await findVehicle(deps.db.prisma, { authoritySlug, id: request.params.id })
      if (!stored) throw notFound()
      return reply.header('etag', etagOf(stored.version)).send(stored.body)
    },
  )
}
