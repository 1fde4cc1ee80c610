import { iso, londonDate, type Instant } from '../../domain/calendar.js'
import { isStale } from '../../domain/freshness.js'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { pageOf } from '../../platform/http/page.js'
import { problems } from '../../platform/http/problems.schema.js'
import { HOUR_MS } from '../../platform/housekeeping.js'
import { FeedFreshnessPage, FreshnessQuery, type FeedFreshness } from './freshness.schema.js'
import { findFedSources, type FedSource } from './freshness.store.js'

export function listFeedFreshness(app: App, { db, clock }: Deps): void {
  app.get(
    '/v1/feeds/freshness',
    {
      schema: {
        operationId: 'listFeedFreshness',
        summary: 'List how old what authorities send is',
        description:
          'Of each authority and class whose records come from files. What officers record here is always fresh, and is not listed.',
        tags: ['feeds'],
        querystring: FreshnessQuery,
        response: { 200: FeedFreshnessPage, ...problems() },
      },
    },
    async (request, reply) => {
      const { limit, cursor = '', late } = request.query
      const now = clock.now().getTime()
      const sources = await findFedSources(db.prisma, londonDate(now))
      const rows = sources
        .filter((source) => keyOf(source) > cursor && (late === undefined || isStale(source, now)))
        .slice(0, limit + 1)
      const { items, next } = pageOf(rows, limit, keyOf)
      return reply.send({ items: items.map((source) => shown(source, now)), next })
    },
  )
}

const keyOf = ({ authoritySlug, class: cls }: FedSource): string => `${authoritySlug} ${cls}`

function shown(source: FedSource, now: Instant): FeedFreshness {
  const { authoritySlug, class: cls, updatedAt, limitHours } = source
  const isLate = updatedAt !== null && isStale(source, now)
  return {
    authority: authoritySlug,
    class: cls,
    lastAppliedAt: iso(updatedAt),
    limitHours,
    state: updatedAt === null ? 'never' : isLate ? 'late' : 'fresh',
    hoursLate: isLate ? Math.floor((now - updatedAt) / HOUR_MS - limitHours) : null,
  }
}
