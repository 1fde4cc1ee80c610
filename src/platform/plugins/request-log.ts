import fp from 'fastify-plugin'
import type { Deps } from '../deps.js'
import type { App } from '../http/app.js'

/** One line a request, of seven fields. The route's pattern stands for the path: a path may hold what should not be kept. */
export const requestLog = fp((app: App, { deps }: { deps: Deps }, done: () => void) => {
  app.addHook('onResponse', (request, reply, next) => {
    deps.log.info({
      event: 'request',
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      requestId: request.id,
      clientId: request.caller?.clientId ?? null,
    })
    next()
  })
  done()
})
