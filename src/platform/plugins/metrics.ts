import fp from 'fastify-plugin'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { z } from 'zod'
import type { Deps } from '../deps.js'
import type { App } from '../http/app.js'
import { publicProblems } from '../http/problems.schema.js'

const Metrics = z.string().meta({ id: 'Metrics', description: 'Prometheus text exposition format.' })

/** Labels are route patterns, methods and statuses: never a path, a client or a person. */
export const metrics = fp((app: App, { deps }: { deps: Deps }, done: () => void) => {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern, method and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [register],
  })
  const connections = new Gauge({
    name: 'database_connections',
    help: 'Connections of the pool, and requests that wait for one.',
    labelNames: ['state'],
    registers: [register],
    collect() {
      const { totalCount, idleCount, waitingCount } = deps.db.pool
      this.set({ state: 'busy' }, totalCount - idleCount)
      this.set({ state: 'idle' }, idleCount)
      this.set({ state: 'waiting' }, waitingCount)
    },
  })
  connections.reset()
  app.addHook('onResponse', (request, reply, next) => {
    const labels = { method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }
    duration.observe(labels, reply.elapsedTime / 1000)
    next()
  })
  app.addHook('onClose', (_app, next) => {
    register.clear()
    next()
  })

  app.get(
    '/metrics',
    {
      schema: {
        operationId: 'getMetrics',
        summary: 'Read the measurements of this process',
        description:
          'For Prometheus. About no person and no caller, hence without a token; let the proxy keep it from the outside if you wish.',
        tags: ['service'],
        produces: [register.contentType.split(';')[0] ?? 'text/plain'],
        response: { 200: Metrics, ...publicProblems() },
      },
      serializerCompiler: () => String,
    },
    async (_request, reply) => reply.type(register.contentType).send(await register.metrics()),
  )
  done()
})
