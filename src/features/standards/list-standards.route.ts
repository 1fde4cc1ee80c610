import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { notFound } from '../../platform/http/problem.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { shown } from './shown-version.js'
import { StandardsListQuery, StandardsPage, StandardsParams } from './standards.schema.js'
import { findNames, findVersions } from './standards.store.js'

export function listStandards(app: App, deps: Deps): void {
  app.get(
    '/v1/authorities/:slug/standards/versions',
    {
      schema: {
        operationId: 'listStandards',
        summary: 'List all that an authority asked, asks and will ask',
        description:
          'Every version, in order of recording: none is ever changed or removed. Public: no token is needed.',
        tags: ['standards'],
        params: StandardsParams,
        querystring: StandardsListQuery,
        response: { 200: StandardsPage, ...publicProblems(404) },
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      const { limit, cursor } = request.query
      const { isKnown, versions } = await inTransaction(deps.db, async (tx) => ({
        isKnown: (await findNames(tx, [slug])).has(slug),
        versions: await findVersions(tx, slug, { after: Number(cursor ?? 0), take: limit + 1 }),
      }))
      if (!isKnown) throw notFound()
      const { items, next } = pageOf(versions, limit, ({ seq }) => String(seq))
      return reply
        .header('cache-control', 'public, max-age=300')
        .send({ items: items.map((version) => shown(slug, version)), next })
    },
  )
}
