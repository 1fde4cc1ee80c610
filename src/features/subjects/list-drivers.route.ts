import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf, PageQuery } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { DriverPage } from './driver.schema.js'
import { findDrivers } from './driver.store.js'

export function listDrivers(app: App, deps: Deps): void {
  app.get(
    '/v1/drivers',
    {
      schema: {
        operationId: 'listDrivers',
        summary: 'List the drivers of your authority',
        description: 'In order of recording. Identifiers, addresses and contacts are on each driver’s own page only.',
        tags: ['subjects'],
        querystring: PageQuery,
        response: { 200: DriverPage, ...problems() },
      },
    },
    async (request) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor } = request.query
      const rows = await findDrivers(deps.db.prisma, { authoritySlug, after: cursor, take: limit + 1 })
      return pageOf(rows, limit, ({ id }) => id)
    },
  )
}
