import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf, PageQuery } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { VehiclePage } from './vehicle.schema.js'
import { findVehicles } from './vehicle.store.js'

export function listVehicles(app: App, deps: Deps): void {
  app.get(
    '/v1/vehicles',
    {
      schema: {
        operationId: 'listVehicles',
        summary: 'List the vehicles of your authority',
        description: 'In order of recording.',
        tags: ['subjects'],
        querystring: PageQuery,
        response: { 200: VehiclePage, ...problems() },
      },
    },
    async (request) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor } = request.query
      const rows = await findVehicles(deps.db.prisma, { authoritySlug, after: cursor, take: limit + 1 })
      return pageOf(rows, limit, ({ id }) => id)
    },
  )
}
