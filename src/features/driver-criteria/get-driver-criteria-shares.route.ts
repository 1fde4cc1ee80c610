import type { Deps } from '../../platform/deps.js'
import { forAMinute } from '../../platform/for-a-minute.js'
import type { App } from '../../platform/http/app.js'
import { inTime } from '../../platform/http/deadline.js'
import { notFound } from '../../platform/http/problem.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { findGssCode } from '../authorities/index.js'
import { sharesOf } from './shares.action.js'
import { Shares, SharesQuery } from './shares.schema.js'

export function getDriverCriteriaShares(app: App, deps: Deps): void {
  const kept = forAMinute<Shares>(deps.clock)
  app.get(
    '/v1/driver-criteria',
    {
      schema: {
        operationId: 'getDriverCriteriaShares',
        summary: 'Read how many drivers of an authority meet its criteria',
        description:
          'Counts and shares of the drivers licensed now; nobody is named, no figure of 1 to 4 is shown, and any other is rounded down to a multiple of 5. Counted at most once a minute, and kept by caches for another. Public: no token is needed.',
        tags: ['driver criteria'],
        querystring: SharesQuery,
        response: { 200: Shares, ...publicProblems(404) },
      },
    },
    async (request, reply) => {
      const authoritySlug = request.query.authority
      if ((await findGssCode(deps.db.prisma, authoritySlug)) === undefined) throw notFound()
      // A count that takes longer goes on, and whoever asks again is given it.
      const shares = await inTime(reply, () =>
        kept(authoritySlug, () => sharesOf(deps, { authoritySlug, at: deps.clock.now() })),
      )
      return reply.header('cache-control', 'public, max-age=60').send(shares)
    },
  )
}
