import { ownSlugOf } from '../../platform/caller.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { inTime } from '../../platform/http/deadline.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { authorityAsked } from './authority-asked.js'
import { countsAt } from './compliance-count.store.js'
import { CctvComplianceQuery, ListedCctvPage, type ListedCctv } from './compliance-list.schema.js'
import { findListed } from './compliance-list.store.js'
import { worseBy } from './worse-by.js'

export function listCctvCompliance(app: App, deps: Deps): void {
  app.get(
    '/v1/cctv-compliance',
    {
      schema: {
        operationId: 'listCctvCompliance',
        summary: 'List the vehicles of an authority with the status of their cameras',
        description:
          'Vehicle licences recorded here that may be used now, in order of licence id, and how many there are by status. A vehicle that only a file names is ' +
          'not among them: nothing is known of its camera until an officer records it. Officers see the own authority’s; scrutiny that of any, by plate number only.',
        tags: ['cameras'],
        querystring: CctvComplianceQuery,
        response: { 200: ListedCctvPage, ...problems(404) },
      },
    },
    async (request, reply) => {
      const { authority, status, dueWithin, limit, cursor } = request.query
      const now = deps.clock.now().getTime()
      const { prisma } = deps.db
      const authoritySlug = await authorityAsked(prisma, request.caller, authority)
      const filter = { authoritySlug, now, status, worseBy: worseBy(now, dueWithin), after: cursor, take: limit + 1 }
      const { rows, count } = await inTime(reply, async () => {
        const rows: ListedCctv[] = []
        for await (const some of findListed(prisma, filter)) rows.push(...some)
        const [count = null] = cursor === undefined ? await countsAt(prisma, authoritySlug, [now]) : []
        return { rows, count }
      })
      const { items, next } = pageOf(rows, limit, ({ licenceId }) => licenceId)
      const isOwn = ownSlugOf(request.caller) === authoritySlug
      return reply.header('cache-control', 'no-store').send({
        items: isOwn ? items : items.map((item) => ({ ...item, vehicle: null })),
        next,
        counts: count && count.counts,
        notCurrent: count && count.notCurrent,
      })
    },
  )
}
