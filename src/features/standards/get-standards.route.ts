import { londonDate } from '../../domain/calendar.js'
import { standardsOn } from '../../domain/standards.js'
import { inTransaction } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { etagOf } from '../../platform/http/etag.js'
import { notFound } from '../../platform/http/problem.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { StandardsInForce, StandardsParams, StandardsQuery } from './standards.schema.js'
import { findVersions } from './standards.store.js'
import { shown } from './shown-version.js'

export function getStandards(app: App, deps: Deps): void {
  app.get(
    '/v1/authorities/:slug/standards',
    {
      schema: {
        operationId: 'getStandards',
        summary: 'Read what an authority asks',
        description:
          'The version that counts on the day: of those that have begun, the one recorded last. 404 if none has. `latestSeq` is the version recorded last, ' +
          'whichever is answered: a proposal of new standards names it in If-Match. The answer of today has it as ETag. Public: no token is needed.',
        tags: ['standards'],
        params: StandardsParams,
        querystring: StandardsQuery,
        response: { 200: StandardsInForce, ...publicProblems(404) },
      },
    },
    async (request, reply) => {
      const { slug } = request.params
      const { on } = request.query
      const versions = await inTransaction(deps.db, (tx) => findVersions(tx, slug))
      const [version, latest] = [standardsOn(versions, on ?? londonDate(deps.clock.now().getTime())), versions.at(-1)]
      if (!version || !latest) throw notFound()
      // The tag is not of what a day picks. And nobody is to be handed an old number by a cache, and refused for it.
      if (on === undefined) void reply.header('etag', etagOf(latest.seq))
      return reply
        .header('cache-control', 'public, max-age=0, must-revalidate')
        .send({ ...shown(slug, version), latestSeq: latest.seq })
    },
  )
}
