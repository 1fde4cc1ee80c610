import { londonDate } from '../../domain/calendar.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { AuthorityPage, AuthorityQuery } from './authority.schema.js'
import { findAuthorities } from './authority.store.js'

export function listAuthorities(app: App, deps: Deps): void {
  app.get(
    '/v1/authorities',
    {
      schema: {
        operationId: 'listAuthorities',
        summary: 'List the licensing authorities',
        description: 'In order of slug. Public: no token is needed.',
        tags: ['authorities'],
        querystring: AuthorityQuery,
        response: { 200: AuthorityPage, ...publicProblems() },
      },
    },
    async (request, reply) => {
      const { limit, cursor, nation, current } = request.query
      const on = londonDate(deps.clock.now().getTime())
      const rows = await findAuthorities(deps.db, { isCurrent: current, on, nation, after: cursor, take: limit + 1 })
      return reply.header('cache-control', 'public, max-age=300').send(pageOf(rows, limit, ({ slug }) => slug))
    },
  )
}
