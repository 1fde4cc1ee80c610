import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { mayCall } from '../../domain/permission.js'
import type { Deps } from '../deps.js'
import type { App } from '../http/app.js'
import { limitBodyTime } from '../http/body-time.js'
import { RefusedRequest } from '../http/problem.js'
import { isForPeople, PAGE_POLICY } from './page-request.js'

/**
 * What holds for each request before anyone asks who calls: the time of its body, its id, the headers of safety, and limits by address. Limits are kept in this process;
 * behind a proxy they need TRUSTED_PROXIES, or every caller shares the proxy's.
 */
export const protection = fp(async (app: App, { deps }: { deps: Deps }) => {
  const { rateLimit: limits } = deps.config
  await app.register(helmet, {
    // Nothing here is a web page but the pages (below) and the documentation, which sets its own.
    contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
    referrerPolicy: { policy: 'no-referrer' },
  })
  await app.register(rateLimit, { global: false })
  const byAddress = app.createRateLimit({ max: limits.public, timeWindow: '1 minute' })
  const byAddressWithToken = app.createRateLimit({ max: limits.client, timeWindow: '1 minute' })

  app.addHook('onRequest', async (request, reply) => {
    limitBodyTime(request, reply)
    void reply.header('x-request-id', request.id)
    if (isForPeople(request)) void reply.header('content-security-policy', PAGE_POLICY)
    const correlation = request.headers['x-correlation-id']
    if (typeof correlation === 'string' && /^[A-Za-z0-9._-]{1,64}$/.test(correlation))
      void reply.header('x-correlation-id', correlation)
    refuseIfOver(await (isOpen(request) ? byAddress : byAddressWithToken)(request))
  })
})

/** A limit of its own for what is worth harvesting, call by call: whoever shares the answer shares the count. */
export function limitByAddress(app: App, perMinute: number): (request: FastifyRequest) => Promise<void> {
  const byAddress = app.createRateLimit({ max: perMinute, timeWindow: '1 minute' })
  return async (request) => refuseIfOver(await byAddress(request))
}

/** After the guard: of one client, wherever it calls from. */
export const limitByClient = fp((app: App, { deps }: { deps: Deps }, done: () => void) => {
  const byClient = app.createRateLimit({
    max: deps.config.rateLimit.client,
    timeWindow: '1 minute',
    keyGenerator: (request) => `client ${request.caller?.clientId ?? ''}`,
  })
  app.addHook('onRequest', async (request) => {
    if (request.caller) refuseIfOver(await byClient(request))
  })
  done()
})

/** No token is needed, or none was sent, or there is nothing here. */
const isOpen = (request: FastifyRequest): boolean =>
  request.is404 ||
  request.headers.authorization === undefined ||
  mayCall('public', request.routeOptions.schema?.operationId ?? '')

type Count = Awaited<ReturnType<ReturnType<App['createRateLimit']>>>

function refuseIfOver(count: Count): void {
  if (count.isAllowed || !count.isExceeded) return
  throw new RefusedRequest({
    code: 'too-many-requests',
    detail: `No more than ${count.max} requests a minute are answered here.`,
    headers: { 'retry-after': String(Math.max(1, count.ttlInSeconds)) },
  })
}
