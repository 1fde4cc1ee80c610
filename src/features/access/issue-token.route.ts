import formBody from '@fastify/formbody'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors, type ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { RefusedRequest } from '../../platform/http/problem.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { issueToken as issue } from './issue-token.action.js'
import { CLIENT_CREDENTIALS, IssuedToken, JWT_BEARER, TokenError, TokenRequest } from './token.schema.js'

const FORM = 'application/x-www-form-urlencoded'

/** In a scope of its own: its one media type and its error shape, both prescribed by RFC 6749, hold for no other route. */
export function issueToken(app: App, deps: Deps): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    await scope.register(formBody, { bodyLimit: 16 * 1024 })
    scope.setErrorHandler(refuseUnreadable)
    scope.withTypeProvider<ZodTypeProvider>().post(
      '/oauth/token',
      {
        // Each attempt may cost 20 ms of hashing, so one address has a fifth of what other public routes give it; an officer at work needs six an hour.
        config: { rateLimit: { max: Math.ceil(deps.config.rateLimit.public / 5), timeWindow: '1 minute' } },
        schema: {
          operationId: 'issueToken',
          summary: 'Get an access token',
          description:
            'Client credentials, proved by `client_secret_basic` or `private_key_jwt`; or, for an officer, the JWT-bearer grant: an assertion that ' +
            'the back office signs with its registered key, whose `sub` is the officer. Tokens last ten minutes; there are no refresh tokens and no ' +
            'scopes: what a caller may do follows from its record here. Errors have the shape of RFC 6749. Unknown and repeated parameters are refused.',
          tags: ['access'],
          consumes: [FORM],
          body: TokenRequest,
          response: { ...publicProblems(413, 415), 200: IssuedToken, 400: TokenError, 401: TokenError },
        },
      },
      async (request, reply) => {
        const issued = await issue(deps, request.body, request.headers.authorization)
        if (issued === 'busy')
          throw new RefusedRequest({
            code: 'unavailable',
            detail: 'Too many clients are proving themselves at once.',
            headers: { 'retry-after': '1' },
          })
        if ('error' in issued) return sendError(reply, issued)
        return uncached(reply).send({
          access_token: issued.token,
          token_type: 'Bearer' as const,
          expires_in: issued.expiresInSeconds,
        })
      },
    )
  })
}

function refuseUnreadable(error: FastifyError, request: FastifyRequest, reply: FastifyReply) {
  if (!hasZodFastifySchemaValidationErrors(error)) throw error
  const grant = (request.body as { grant_type?: unknown } | null | undefined)?.grant_type
  const isUnknown = typeof grant === 'string' && grant !== CLIENT_CREDENTIALS && grant !== JWT_BEARER
  return sendError(
    reply,
    isUnknown
      ? {
          error: 'unsupported_grant_type',
          error_description: 'See grant_types_supported in /.well-known/oauth-authorization-server.',
        }
      : {
          error: 'invalid_request',
          error_description: 'A parameter is missing, unknown, repeated or not of its form.',
        },
  )
}

function sendError(reply: FastifyReply, error: TokenError) {
  const status = error.error === 'invalid_client' ? 401 : 400
  if (status === 401) reply.header('www-authenticate', 'Basic realm="registry"')
  return uncached(reply).code(status).type('application/json').serializer(JSON.stringify).send(error)
}

const uncached = <R extends FastifyReply>(reply: R): R =>
  reply.headers({ 'cache-control': 'no-store', pragma: 'no-cache' }) as R
