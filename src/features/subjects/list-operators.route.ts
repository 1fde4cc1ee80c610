import { officerOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf, PageQuery } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { OperatorPage } from './operator.schema.js'
import { findOperators } from './operator.store.js'

export function listOperators(app: App, deps: Deps): void {
  app.get(
    '/v1/operators',
    {
      schema: {
        operationId: 'listOperators',
        summary: 'List the operators of your authority',
        description: 'In order of recording.',
        tags: ['subjects'],
        querystring: PageQuery,
        response: { 200: OperatorPage, ...problems() },
      },
    },
    async (request) => {
      const { authoritySlug } = officerOf(request.caller)
      const { limit, cursor } = request.query
      const rows = await findOperators(deps.db.prisma, { authoritySlug, after: cursor, take: limit + 1 })
      return pageOf(rows, limit, ({ id }) => id)
    },
  )
}
