import type { FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { RefusedRequest } from '../../platform/http/problem.js'
import { problems } from '../../platform/http/problems.schema.js'
import { uploads } from '../../platform/http/upload.js'
import { faultText } from './fault-text.js'
import { etagOfPreview } from './preview-etag.js'
import type { FeedKind } from './feed-kind.js'
import { Feed } from './feed.schema.js'
import { findFeed } from './feed.store.js'
import type { Reception } from './receive-feed.action.js'
import { receiveUpload, type FormatsOf } from './receive-upload.js'
import { shownFeed } from './shown-feed.js'
import { untilSettled } from './work-on-feed.action.js'

interface Operation {
  url: string
  operationId: string
  summary: string
  description: string
  kind: FeedKind
  formats: FormatsOf
  /** How a body of each media type looks, for the documentation: none is read before it is taken in. */
  bodies: Record<string, z.ZodType>
}

/** A route that takes the files of one class. */
export function sendFeed(app: App, deps: Deps, { url, kind, formats, bodies, ...about }: Operation): void {
  const content = Object.fromEntries(Object.entries(bodies).map(([type, schema]) => [type, { schema }]))
  uploads(app, Object.keys(formats), (scope) => {
    scope.post(
      url,
      {
        schema: {
          ...about,
          tags: ['feeds'],
          body: { content },
          response: { 200: Feed, 202: Feed, ...problems(409, 413, 415, 422) },
        },
      },
      async (request, reply) => {
        const reception = await receiveUpload(deps, request, reply, { kind, formats })
        const { feedId, outcome } = reception
        void reply.header('location', `/v1/feeds/${feedId}`)
        if (outcome === 'refused') throw refusalOf(reception)
        const seconds = secondsToWait(request)
        if (seconds > 0) {
          await untilSettled(deps, feedId, seconds * 1_000)
          void reply.header('preference-applied', `wait=${seconds}`)
        }
        const feed = await findFeed(deps.db.prisma, feedId, undefined)
        if (!feed) throw new Error('a feed is kept, yet it is not there')
        const etag = etagOfPreview(feed)
        if (etag !== undefined) void reply.header('etag', etag)
        return reply.code(outcome === 'same' ? 200 : 202).send(shownFeed(feed, deps.clock.now(), request.caller))
      },
    )
  })
}

/** What the audit has its row of already. */
function refusalOf({ refusal, faults, feedId }: Extract<Reception, { outcome: 'refused' }>): RefusedRequest {
  const errors = faults.map((fault) => ({
    pointer: fault.line === null ? '' : `/lines/${fault.line}`,
    detail: faultText(fault),
  }))
  const headers = { ...refusal.headers, location: `/v1/feeds/${feedId}` }
  return new RefusedRequest({ ...refusal, headers, ...(errors.length > 0 ? { errors } : {}) }, { isRecorded: true })
}

/** RFC 7240. A preference that we do not know, or cannot read, is none. */
function secondsToWait({ headers }: FastifyRequest): number {
  const seconds = /(?:^|,)\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:[,;]|$)/i.exec(String(headers['prefer'] ?? ''))?.[1]
  return Math.min(Number(seconds ?? 0), MOST_SECONDS)
}
const MOST_SECONDS = 60
