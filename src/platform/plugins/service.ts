import fp from 'fastify-plugin'
import type { Deps } from '../deps.js'
import type { App } from '../http/app.js'
import { health } from './health.js'
import { metrics } from './metrics.js'
import { problemTypes } from './problem-types.js'
import { limitByClient } from './protection.js'
import { requestLog } from './request-log.js'

/** What whoever runs the registry needs: health, measurements, a line a request, and an end without cut connections. */
export const service = fp(async (app: App, { deps }: { deps: Deps }) => {
  await app.register(limitByClient, { deps })
  await app.register(requestLog, { deps })
  await app.register(metrics, { deps })
  await app.register(health, { deps })
  await app.register(problemTypes)

  // A client that keeps its connection alive would otherwise hold the process for as long as it goes on asking.
  let isClosing = false
  app.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (isClosing) void reply.header('connection', 'close')
    done()
  })
})
