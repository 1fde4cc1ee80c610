import { setTimeout as sleep } from 'node:timers/promises'
import fp from 'fastify-plugin'
import { z } from 'zod'
import { pendingMigrations } from '../migrate.js'
import type { Deps } from '../deps.js'
import type { App } from '../http/app.js'
import { RefusedRequest } from '../http/problem.js'
import { publicProblems } from '../http/problems.schema.js'

const Health = z
  .object({ status: z.literal('ok') })
  .meta({ id: 'Health', description: 'Well. Anything else is a problem.', example: { status: 'ok' } })

const READY_WITHIN_MS = 1_000

export const health = fp((app: App, { deps }: { deps: Deps }, done: () => void) => {
  app.get(
    '/livez',
    {
      schema: {
        operationId: 'getLiveness',
        summary: 'Ask whether the process runs',
        description: 'Does not ask the database: a process without one should be waited for, not restarted.',
        tags: ['service'],
        response: { 200: Health, ...publicProblems() },
      },
    },
    async (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  )
  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'getReadiness',
        summary: 'Ask whether the registry can answer',
        description: 'The database answers within a second and has every migration of this release. Otherwise 503.',
        tags: ['service'],
        response: { 200: Health, ...publicProblems() },
      },
    },
    async (_request, reply) => {
      if (!(await isReady(deps)))
        throw new RefusedRequest({
          code: 'unavailable',
          detail: 'The database does not answer, or lacks a migration.',
          headers: { 'retry-after': '2' },
        })
      return reply.header('cache-control', 'no-store').send({ status: 'ok' })
    },
  )
  done()
})

async function isReady({ db }: Deps): Promise<boolean> {
  const late = new AbortController()
  const answered = pendingMigrations(db.pool).then(
    (names) => names.length === 0,
    () => false,
  )
  const ready = await Promise.race([answered, sleep(READY_WITHIN_MS, false, { signal: late.signal, ref: false })])
  late.abort()
  return ready
}
