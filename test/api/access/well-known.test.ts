import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry({ env: { REGISTRY_ISSUER: 'https://registry.example/' } })
})
afterAll(() => registry.close())

test('the key set is never empty and may be kept for five minutes', async () => {
  const answer = await registry.anyone.get('/.well-known/jwks.json')
  expect(answer.statusCode).toBe(200)
  expect(answer.headers['cache-control']).toBe('public, max-age=300')
  const text = expect.stringMatching(/^[A-Za-z0-9_-]{43}$/)
  expect(answer.json()).toEqual({
    keys: [{ kty: 'OKP', crv: 'Ed25519', x: text, kid: text, alg: 'EdDSA', use: 'sig' }],
  })
})

test('the metadata names what the token endpoint really does', async () => {
  const answer = await registry.anyone.get('/.well-known/oauth-authorization-server')
  expect(answer.json()).toEqual({
    issuer: 'https://registry.example/',
    token_endpoint: 'https://registry.example/oauth/token',
    jwks_uri: 'https://registry.example/.well-known/jwks.json',
    grant_types_supported: ['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer'],
    response_types_supported: [],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['EdDSA', 'ES256'],
    service_documentation: 'https://registry.example/docs',
  })
})
