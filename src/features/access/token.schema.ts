import { z } from 'zod'
import { PrincipalId } from './principal.schema.js'

export const CLIENT_CREDENTIALS = 'client_credentials'
export const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'
const JWT_CLIENT_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

const Assertion = z
  .string()
  .regex(/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/, 'must be a signed JWT in compact form')
  .max(4096)

const ASSERTION = 'eyJhbGciOiJFZERTQSIsImtpZCI6IjEifQ.eyJpc3MiOiJyb3RoZXJoYW0uYmFjay1vZmZpY2UifQ.c2lnbmF0dXJl'

/** RFC 6749 s.3.2, but stricter: an unknown or repeated parameter is refused, not ignored, like everywhere here. */
export const TokenRequest = z
  .discriminatedUnion('grant_type', [
    z.strictObject({
      grant_type: z.literal(CLIENT_CREDENTIALS),
      client_id: PrincipalId.optional().meta({ description: 'Only beside an assertion, and then its issuer.' }),
      client_assertion_type: z.literal(JWT_CLIENT_ASSERTION).optional(),
      client_assertion: Assertion.optional().meta({ description: 'In place of the secret: RFC 7523 s.2.2.' }),
    }),
    z.strictObject({
      grant_type: z.literal(JWT_BEARER),
      assertion: Assertion.meta({ description: 'RFC 7523 s.2.1: `iss` the client, `sub` the officer.' }),
    }),
  ])
  .meta({ id: 'TokenRequest', description: 'Form-encoded.', example: { grant_type: JWT_BEARER, assertion: ASSERTION } })
export type TokenRequest = z.infer<typeof TokenRequest>

export const IssuedToken = z
  .object({
    access_token: z.string().meta({ description: 'A JWT of RFC 9068. Treat it as opaque.' }),
    token_type: z.literal('Bearer'),
    expires_in: z.int().meta({ description: 'Seconds.' }),
  })
  .meta({
    id: 'IssuedToken',
    description: 'An access token.',
    example: { access_token: ASSERTION, token_type: 'Bearer', expires_in: 600 },
  })

/** RFC 6749 s.5.2 prescribes this shape for this route alone, in place of a problem document. */
export const TokenError = z
  .object({
    error: z.enum(['invalid_request', 'invalid_client', 'invalid_grant', 'unsupported_grant_type']),
    error_description: z.string(),
  })
  .meta({
    id: 'TokenError',
    description: 'Why no token was issued (RFC 6749 s.5.2).',
    example: {
      error: 'invalid_client',
      error_description: 'The client is not known, is disabled, or did not prove itself.',
    },
  })
export type TokenError = z.infer<typeof TokenError>

const KEY = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  alg: 'EdDSA',
  use: 'sig',
}
export const KeySet = z
  .object({
    keys: z.array(
      z.object({ kty: z.string(), crv: z.string(), x: z.string(), kid: z.string(), alg: z.string(), use: z.string() }),
    ),
  })
  .meta({
    id: 'KeySet',
    description: 'JWK Set (RFC 7517) of the keys that verify access tokens, newest first.',
    example: { keys: [KEY] },
  })

export const ServerMetadata = z
  .object({
    issuer: z.string(),
    token_endpoint: z.string(),
    jwks_uri: z.string(),
    grant_types_supported: z.array(z.string()),
    response_types_supported: z.array(z.string()),
    token_endpoint_auth_methods_supported: z.array(z.string()),
    token_endpoint_auth_signing_alg_values_supported: z.array(z.string()),
    service_documentation: z.string(),
  })
  .meta({
    id: 'ServerMetadata',
    description: 'Authorization server metadata (RFC 8414).',
    example: {
      issuer: 'http://127.0.0.1:3000',
      token_endpoint: 'http://127.0.0.1:3000/oauth/token',
      jwks_uri: 'http://127.0.0.1:3000/.well-known/jwks.json',
      grant_types_supported: [CLIENT_CREDENTIALS, JWT_BEARER],
      response_types_supported: [],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: ['EdDSA', 'ES256'],
      service_documentation: 'http://127.0.0.1:3000/docs',
    },
  })
export type ServerMetadata = z.infer<typeof ServerMetadata>
