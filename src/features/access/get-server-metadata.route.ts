import type { Deps } from '../../platform/deps.js'
import type { App } from '../../platform/http/app.js'
import { publicProblems } from '../../platform/http/problems.schema.js'
import { ASSERTION_ALGORITHMS, tokenEndpoint } from './client-proof.action.js'
import { CLIENT_CREDENTIALS, JWT_BEARER, ServerMetadata } from './token.schema.js'

export function getServerMetadata(app: App, deps: Deps): void {
  const { issuer } = deps.config
  const at = (path: string) => issuer.replace(/\/$/, '') + path
  const metadata: ServerMetadata = {
    issuer,
    token_endpoint: tokenEndpoint(issuer),
    jwks_uri: at('/.well-known/jwks.json'),
    grant_types_supported: [CLIENT_CREDENTIALS, JWT_BEARER],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: [...ASSERTION_ALGORITHMS],
    service_documentation: at('/docs'),
  }
  app.get(
    '/.well-known/oauth-authorization-server',
    {
      schema: {
        operationId: 'getServerMetadata',
        summary: 'Read how to get a token',
        description: 'Authorization server metadata of RFC 8414.',
        tags: ['access'],
        response: { ...publicProblems(), 200: ServerMetadata },
      },
    },
    async (_request, reply) => reply.header('cache-control', 'public, max-age=300').send(metadata),
  )
}
