import { resolve } from '../../domain/authority.js'
import { londonDate } from '../../domain/calendar.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { notFound } from '../../platform/http/problem.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { AuthorityAnswer, AuthorityParams } from './authority.schema.js'
import { findLineOf } from './authority.store.js'

export function getAuthority(app: App, deps: Deps): void {
  app.get(
    '/v1/authorities/:slugOrCode',
    {
      schema: {
        operationId: 'getAuthority',
        summary: 'Read who licenses, by slug or GSS code',
        description:
          'A former code, a council whose area another authority licenses, and an abolished authority are answered by the authority that licenses ' +
          'there today; `answeredFor` then says what was asked for and why. An authority divided among several answers for itself and names its ' +
          'successors. Public: no token is needed.',
        tags: ['authorities'],
        params: AuthorityParams,
        response: { 200: AuthorityAnswer, ...publicProblems(404) },
      },
    },
    async (request, reply) => {
      const { slugOrCode } = request.params
      const resolution = resolve(
        slugOrCode,
        await findLineOf(deps.db, slugOrCode),
        londonDate(deps.clock.now().getTime()),
      )
      if (!resolution) throw notFound()
      const { authority, answeredFor } = resolution
      return reply
        .header('cache-control', 'public, max-age=300')
        .send({ ...authority, ...(answeredFor ? { answeredFor } : {}) })
    },
  )
}
