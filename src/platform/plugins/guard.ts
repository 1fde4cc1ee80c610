import fp from 'fastify-plugin'
import { mayCall, permissionOf } from '../../domain/permission.js'
import type { Caller } from '../caller.js'
import type { App } from '../http/app.js'
import { RefusedRequest } from '../http/problem.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Null on public routes. */
    caller: Caller | null
  }
}

/** Reads the bearer token and the registry's own record of its subject. Undefined: no token, or not a valid one. */
export type Authenticate = (authorization: string | undefined) => Promise<Caller | undefined>

/** Before any body is read: who calls, and may they? A route without a row in the permission table stops the start. */
export const guard = fp((app: App, { authenticate }: { authenticate: Authenticate }) => {
  app.decorateRequest('caller', null)
  app.addHook('onRoute', (route) => {
    // @fastify/swagger-ui and HEAD siblings declare no operation of their own: they are public documentation, or as their GET.
    const operation = route.schema?.operationId
    if (operation === undefined || permissionOf(operation) === undefined)
      throw new Error(
        `${String(route.method)} ${route.url}: operation ${operation ?? '(none)'} has no row in the permission table`,
      )
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.is404) return
    const operation = request.routeOptions.schema?.operationId ?? ''
    if (mayCall('public', operation)) return
    const caller = await authenticate(request.headers.authorization)
    if (!caller)
      throw new RefusedRequest({
        code: 'unauthenticated',
        detail: 'Send a valid access token: Authorization: Bearer <token>.',
        headers: { 'www-authenticate': 'Bearer realm="registry", error="invalid_token"' },
      })
    request.caller = caller
    // What needs a token is one caller's to see: no cache on the way may keep it.
    reply.header('cache-control', 'no-store')
    if (mayCall(caller.role, operation)) return
    throw new RefusedRequest({ code: 'forbidden', detail: `A caller with the role ${caller.role} may not do this.` })
  })
})
