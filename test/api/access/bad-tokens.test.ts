import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { CompactEncrypt } from 'jose'
import { remember } from '../../../src/features/access/remember.js'
import { currentKey, type SigningKey } from '../../../src/features/access/signing-key.store.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { bearer } from './proof.js'

// Most of these are signed with the registry's own key: a fault of the signature alone would hide whether the rest is looked at.
let registry: Registry
let key: SigningKey
let now: number

const encode = (part: unknown) =>
  Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString('base64url')
const made = (header: object, payload: object | string, privateKey = key.privateKey) => {
  const input = `${encode({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid, ...header })}.${encode(payload)}`
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`
}
const claims = (over: object = {}) => {
  const { issuer } = registry.deps.config
  const whole = {
    iss: issuer,
    aud: issuer,
    sub: 'rotherham.officer',
    client_id: 'rotherham.back-office',
    iat: now,
    exp: now + 600,
    jti: '1',
  }
  return { ...whole, ...over }
}
const withRaw = (name: string, raw: string) => JSON.stringify(claims({ [name]: '@' })).replace('"@"', raw)
const hmac = (secret: string | Buffer) => {
  const input = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: key.kid })}.${encode(claims())}`
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`
}

beforeAll(async () => {
  registry = await startRegistry()
  key = await currentKey(registry.deps)
  now = registry.clock.now().getTime() / 1000
})
afterAll(() => registry.close())

test('a token made this way is good, so each fault below is the only one', async () => {
  expect((await registry.anyone.get('/v1/drivers', bearer(made({}, claims())))).statusCode).toBe(200)
})

const BAD: [string, () => string | Promise<string>][] = [
  ['alg none, unsigned', () => `${encode({ alg: 'none', typ: 'at+jwt', kid: key.kid })}.${encode(claims())}.`],
  ['alg none, with a signature', () => made({ alg: 'none' }, claims())],
  ['no alg', () => made({ alg: undefined }, claims())],
  [
    'HS256 with the public key as PEM',
    () => hmac(createPublicKey(key.privateKey).export({ type: 'spki', format: 'pem' })),
  ],
  [
    'HS256 with the public key as JWK',
    () => hmac(JSON.stringify(createPublicKey(key.privateKey).export({ format: 'jwk' }))),
  ],
  ['HS256 with an empty secret', () => hmac('')],
  [
    'another ES256 key',
    () => made({ alg: 'ES256' }, claims(), pem(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey)),
  ],
  ['another Ed25519 key under our kid', () => made({}, claims(), pem(generateKeyPairSync('ed25519').privateKey))],
  ['a kid that names no key', () => made({ kid: 'A'.repeat(43) }, claims())],
  ['a kid with NUL', () => made({ kid: `${key.kid}\u0000` }, claims())],
  ['no kid', () => made({ kid: undefined }, claims())],
  [
    'a key of its own in the header',
    () => made({ kid: undefined, jwk: createPublicKey(key.privateKey).export({ format: 'jwk' }) }, claims()),
  ],
  ['typ JWT', () => made({ typ: 'JWT' }, claims())],
  ['no typ', () => made({ typ: undefined }, claims())],
  ['a critical extension', () => made({ crit: ['b64'], b64: false }, claims())],
  ['no exp', () => made({}, claims({ exp: undefined }))],
  ['exp in the past', () => made({}, claims({ iat: now - 601, exp: now - 1 }))],
  ['exp now', () => made({}, claims({ iat: now - 600, exp: now }))],
  ['exp 1e300', () => made({}, withRaw('exp', '1e300'))],
  ['exp 1e999', () => made({}, withRaw('exp', '1e999'))],
  ['exp in ten years', () => made({}, claims({ exp: now + 315_360_000 }))],
  ['sixteen minutes of life', () => made({}, claims({ exp: now + 960 }))],
  ['exp as text', () => made({}, claims({ exp: String(now + 600) }))],
  ['exp with a fraction', () => made({}, claims({ exp: now + 600.5 }))],
  ['exp before iat', () => made({}, claims({ iat: now + 20, exp: now + 10 }))],
  ['no iat', () => made({}, claims({ iat: undefined }))],
  ['iat an hour ahead', () => made({}, claims({ iat: now + 3600, exp: now + 3700 }))],
  ['iat as text', () => made({}, claims({ iat: String(now) }))],
  ['iat negative', () => made({}, claims({ iat: -1, exp: now + 600 }))],
  ['nbf ahead', () => made({}, claims({ nbf: now + 300 }))],
  ['another issuer', () => made({}, claims({ iss: 'https://elsewhere.example' }))],
  ['no issuer', () => made({}, claims({ iss: undefined }))],
  ['another audience', () => made({}, claims({ aud: 'https://elsewhere.example' }))],
  ['several audiences', () => made({}, claims({ aud: [registry.deps.config.issuer, 'https://elsewhere.example'] }))],
  ['no audience', () => made({}, claims({ aud: undefined }))],
  ['no sub', () => made({}, claims({ sub: undefined }))],
  ['sub as a list', () => made({}, claims({ sub: ['rotherham.officer'] }))],
  ['sub with NUL', () => made({}, claims({ sub: 'rotherham.officer\u0000' }))],
  ['sub that nobody has', () => made({}, claims({ sub: 'nobody.at.all' }))],
  ['no client_id', () => made({}, claims({ client_id: undefined }))],
  ['client_id that nobody has', () => made({}, claims({ client_id: 'nobody.at.all' }))],
  ['the client of another authority', () => made({}, claims({ client_id: 'sheffield.back-office' }))],
  ['an officer as the client', () => made({}, claims({ client_id: 'rotherham.officer' }))],
  ['a client that acts for a client', () => made({}, claims({ sub: 'sheffield.back-office' }))],
  ['no jti', () => made({}, claims({ jti: undefined }))],
  ['claims that are a list', () => made({}, '[]')],
  ['claims that are null', () => made({}, 'null')],
  ['claims that are not JSON', () => made({}, '{')],
  ['a changed payload', () => tampered(1)],
  ['a changed header', () => tampered(0)],
  ['a changed signature', () => tampered(2)],
  ['a signature cut off', () => made({}, claims()).replace(/\.[^.]*$/, '.')],
  ['a JWE', encrypted],
  ['two parts', () => made({}, claims()).split('.').slice(0, 2).join('.')],
  ['four parts', () => `${made({}, claims())}.AA`],
  ['dots', () => '..'],
  ['nothing', () => ''],
  ['eight thousand characters', () => made({}, claims({ jti: 'x'.repeat(6000) }))],
  ['standard base64', () => made({}, claims()).replace(/.$/, '+')],
]

test.each(BAD)('%s: 401', async (_fault, token) => {
  const answer = await registry.anyone.get('/v1/drivers', bearer(await token()))
  expect(answer.statusCode).toBe(401)
  expect(answer.headers['www-authenticate']).toBe('Bearer realm="registry", error="invalid_token"')
})

test('whatever is wrong, the answer is one and the same', async () => {
  const bodies = new Set<string>()
  for (const [, token] of BAD) {
    const body = (await registry.anyone.get('/v1/drivers', bearer(await token()))).json<Record<string, unknown>>()
    delete body['requestId']
    bodies.add(JSON.stringify(body))
  }
  expect(bodies.size).toBe(1)
})

test.each([['Basic cm90aGVyaGFtOng='], ['Bearer'], ['Bearer a b'], ['bearer\tx'], ['']])(
  'authorization %j: 401',
  async (authorization) => {
    expect((await registry.anyone.get('/v1/drivers', { authorization })).statusCode).toBe(401)
  },
)

test('of remembered tokens the oldest makes room', () => {
  const tokens = new Map<string, number>()
  for (let i = 0; i < 5; i++) remember(tokens, `token ${i}`, i, 3)
  remember(tokens, 'token 4', 9, 3)
  expect([...tokens.values()]).toEqual([2, 3, 4])
})

const pem = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

function tampered(part: 0 | 1 | 2): string {
  const parts = made({}, claims()).split('.')
  const bytes = Buffer.from(parts[part]!, 'base64url')
  // Another letter in the name of the officer or of the type, or another bit of the signature.
  const at = part === 2 ? 10 : bytes.indexOf(part === 1 ? 'rotherham' : 'at+jwt')
  bytes[at] = bytes[at]! ^ 1
  parts[part] = bytes.toString('base64url')
  return parts.join('.')
}

async function encrypted(): Promise<string> {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return new CompactEncrypt(Buffer.from(JSON.stringify(claims())))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', typ: 'at+jwt', kid: key.kid })
    .encrypt(publicKey)
}
