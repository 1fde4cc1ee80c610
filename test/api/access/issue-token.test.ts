import { decodeJwt, decodeProtectedHeader } from 'jose'
import { aDriver } from '../../support/people.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { runCommand } from '../../../src/features/access/commands.js'
import {
  ask,
  assertion,
  ASSERTION_TYPE,
  basic,
  bearer,
  JWT_BEARER,
  secretIn,
  withKey,
  withSecret,
  type ClientKey,
} from './proof.js'

let registry: Registry
let secret: string
let key: ClientKey
const GRANT = { grant_type: 'client_credentials' }
const CLIENT = 'rotherham.back-office'
const OFFICER = 'rotherham.officer'

beforeAll(async () => {
  registry = await startRegistry()
  secret = await withSecret(registry, 'rotherham.system', { role: 'back-office', authority: 'rotherham' })
  key = await withKey(registry, CLIENT)
})
afterAll(() => registry.close())

const forOfficer = async (claims = {}, header = {}, by = key) =>
  ask(registry, {
    grant_type: JWT_BEARER,
    assertion: await assertion(registry, by, { iss: CLIENT, sub: OFFICER, ...claims }, header),
  })
const proveByKey = async (claims = {}, header = {}, by = key) =>
  ask(registry, {
    ...GRANT,
    client_assertion_type: ASSERTION_TYPE,
    client_assertion: await assertion(registry, by, { iss: CLIENT, sub: CLIENT, ...claims }, header),
  })

describe('client credentials', () => {
  test('a client with its secret gets a token of RFC 9068 for ten minutes, which no cache keeps', async () => {
    const answer = await ask(registry, GRANT, basic('rotherham.system', secret))

    expect(answer.statusCode).toBe(200)
    expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' })
    expect(answer.json()).toMatchObject({ token_type: 'Bearer', expires_in: 600 })
    const token = answer.json().access_token as string
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt', kid: expect.any(String) })
    const iat = registry.clock.now().getTime() / 1000
    const { issuer } = registry.deps.config
    expect(decodeJwt(token)).toEqual({
      iss: issuer,
      aud: issuer,
      sub: 'rotherham.system',
      client_id: 'rotherham.system',
      iat,
      exp: iat + 600,
      jti: expect.any(String),
    })
  })

  test('a back office alone may touch no record', async () => {
    const token = (await ask(registry, GRANT, basic('rotherham.system', secret))).json().access_token as string
    expect((await registry.anyone.get('/v1/drivers', bearer(token))).statusCode).toBe(403)
  })

  test.each(['EdDSA', 'ES256'] as const)(
    'a client proves itself by an assertion signed with its registered %s key',
    async (alg) => {
      const answer = await proveByKey({}, {}, await withKey(registry, CLIENT, alg))
      expect(answer.statusCode).toBe(200)
      expect(decodeJwt(answer.json().access_token as string)).toMatchObject({ sub: CLIENT, client_id: CLIENT })
    },
  )

  test('the token endpoint is an audience as good as the issuer', async () => {
    expect((await proveByKey({ aud: `${registry.deps.config.issuer}/oauth/token` })).statusCode).toBe(200)
  })

  test('who is unknown, disabled, wrong or silent is answered the same', async () => {
    await withSecret(registry, 'rotherham.former', { role: 'back-office', authority: 'rotherham' })
    const former = secretIn(await runCommand(registry.deps, 'rotate-client', { id: 'rotherham.former', isNow: true }))
    await runCommand(registry.deps, 'disable-client', { id: 'rotherham.former' })
    const answers = await Promise.all([
      ask(registry, GRANT, basic('nobody.at.all', secret)),
      ask(registry, GRANT, basic(CLIENT, secret)),
      ask(registry, GRANT, basic('rotherham.system', `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`)),
      ask(registry, GRANT, basic('rotherham.system', '')),
      ask(registry, GRANT, basic('rotherham.system\u0000', secret)),
      ask(registry, GRANT, basic(OFFICER, secret)),
      ask(registry, GRANT, basic('rotherham.former', former)),
      ask(registry, GRANT, { authorization: 'Basic !!!' }),
      ask(registry, GRANT, { authorization: `Bearer ${secret}` }),
      ask(registry, GRANT),
    ])
    for (const answer of answers) {
      expect([answer.statusCode, answer.headers['www-authenticate'], answer.headers['cache-control']]).toEqual([
        401,
        'Basic realm="registry"',
        'no-store',
      ])
      expect(answer.body).toBe(answers[0].body)
    }
    expect(answers[0].json()).toMatchObject({ error: 'invalid_client' })
  })

  test('an unknown client costs the work of a known one', async () => {
    const time = async (id: string) => {
      const began = process.hrtime.bigint()
      await ask(registry, GRANT, basic(id, `${secret.slice(0, -1)}!`))
      return Number(process.hrtime.bigint() - began) / 1e6
    }
    const ratios: number[] = []
    for (let i = 0; i < 15; i++) ratios.push((await time('nobody.at.all')) / (await time('rotherham.system')))
    const median = ratios.sort((a, b) => a - b)[7]!
    // Without the hash an answer takes about 1 ms, with it 20 or more.
    expect(median).toBeGreaterThan(0.4)
    expect(median).toBeLessThan(2.5)
  })

  test('the old secret works for 24 hours after a rotation, the new one at once', async () => {
    const old = await withSecret(registry, 'rotherham.rotated', { role: 'back-office', authority: 'rotherham' })
    const fresh = secretIn(await runCommand(registry.deps, 'rotate-client', { id: 'rotherham.rotated', isNow: false }))
    const statuses = async () =>
      Promise.all([old, fresh].map(async (s) => (await ask(registry, GRANT, basic('rotherham.rotated', s))).statusCode))

    expect(await statuses()).toEqual([200, 200])
    const now = registry.clock.now().toISOString()
    registry.clock.set('2026-03-03T09:00:00Z')
    expect(await statuses()).toEqual([401, 200])
    registry.clock.set(now)
  })

  test('a rotation with --now ends the old secret at once', async () => {
    const old = await withSecret(registry, 'rotherham.leaked', { role: 'back-office', authority: 'rotherham' })
    await runCommand(registry.deps, 'rotate-client', { id: 'rotherham.leaked', isNow: true })
    expect((await ask(registry, GRANT, basic('rotherham.leaked', old))).statusCode).toBe(401)
  })
})

describe('an officer, by the assertion of the back office', () => {
  test('a write names both person and client in the audit', async () => {
    const answer = await forOfficer()
    expect(answer.statusCode).toBe(200)
    const token = answer.json().access_token as string
    expect(decodeJwt(token)).toMatchObject({ sub: OFFICER, client_id: CLIENT })

    const created = await registry.anyone.post('/v1/drivers', aDriver(), bearer(token))
    expect(created.statusCode).toBe(201)
    const row = await registry.db.prisma.auditEvent.findFirst({
      where: { action: 'create-driver' },
      orderBy: { seq: 'desc' },
    })
    expect(row).toMatchObject({ clientId: CLIENT, personId: OFFICER, authoritySlug: 'rotherham', outcome: 'done' })
  })

  test('an assertion is worth one token', async () => {
    const parameters = {
      grant_type: JWT_BEARER,
      assertion: await assertion(registry, key, { iss: CLIENT, sub: OFFICER }),
    }
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask(registry, parameters)))
    expect(answers.filter((a) => a.statusCode === 200)).toHaveLength(1)
    expect((await ask(registry, parameters)).json()).toMatchObject({ error: 'invalid_grant' })
  })

  test.each([
    ['an officer of another authority', { sub: 'sheffield.officer' }],
    ['a client', { sub: 'rotherham.system' }],
    ['nobody', { sub: 'nobody.at.all' }],
    ['scrutiny', { sub: 'scrutiny.system' }],
    ['NUL', { sub: 'rotherham.officer\u0000' }],
  ])('the client may not name %s', async (_whom, claims) => {
    const answer = await forOfficer(claims)
    expect([answer.statusCode, answer.json().error]).toEqual([400, 'invalid_grant'])
  })

  test('scrutiny may name its auditors, and nobody else may', async () => {
    const told = { id: 'scrutiny.member', role: 'auditor', name: 'Ada Auditor' }
    await runCommand(registry.deps, 'add-principal', told)
    const scrutiny = await withKey(registry, 'scrutiny.system')
    const answer = await forOfficer({ iss: 'scrutiny.system', sub: 'scrutiny.member' }, {}, scrutiny)
    const token = answer.json().access_token as string
    expect((await registry.anyone.get('/v1/audit-events', bearer(token))).statusCode).toBe(200)
    expect((await forOfficer({ iss: 'scrutiny.system' }, {}, scrutiny)).statusCode).toBe(400)
    expect((await forOfficer({ sub: 'scrutiny.member' })).statusCode).toBe(400)
  })

  test('a disabled officer gets no token', async () => {
    await runCommand(registry.deps, 'add-principal', {
      id: 'rotherham.leaver',
      role: 'licensing-officer',
      name: 'Lea Leaver',
      authority: 'rotherham',
    })
    expect((await forOfficer({ sub: 'rotherham.leaver' })).statusCode).toBe(200)
    await runCommand(registry.deps, 'disable-principal', { id: 'rotherham.leaver' })
    expect((await forOfficer({ sub: 'rotherham.leaver' })).statusCode).toBe(400)
  })

  test('assertions that are not fresh, ours or theirs are refused alike', async () => {
    const now = registry.clock.now().getTime() / 1000
    const foreign = await withKey(registry, 'sheffield.back-office')
    const bare = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const claims = { iss: CLIENT, sub: OFFICER, aud: registry.deps.config.issuer, exp: now + 60, jti: 'x' }
    const answers = await Promise.all([
      forOfficer({}, {}, { ...foreign, kid: key.kid }),
      forOfficer({}, {}, foreign),
      forOfficer({ iss: 'sheffield.back-office' }),
      forOfficer({ iss: 'nobody.at.all' }),
      forOfficer({}, { kid: 'another' }),
      forOfficer({}, { kid: 'nul\u0000' }),
      forOfficer({ aud: 'https://elsewhere.example' }),
      forOfficer({ exp: now - 31 }),
      forOfficer({ exp: now + 3600 }),
      forOfficer({ exp: 1e300 }),
      forOfficer({ iat: now + 3600 }),
      forOfficer({ nbf: now + 3600 }),
      forOfficer({ jti: undefined }),
      forOfficer({ jti: 'nul\u0000' }),
      forOfficer({ jti: 'x'.repeat(129) }),
      ask(registry, { grant_type: JWT_BEARER, assertion: `${bare({ alg: 'none', kid: key.kid })}.${bare(claims)}.AA` }),
      ask(registry, {
        grant_type: JWT_BEARER,
        assertion: `${bare({ alg: 'HS256', kid: key.kid })}.${bare(claims)}.AA`,
      }),
      ask(registry, { grant_type: JWT_BEARER, assertion: 'AA.AA.AA' }),
    ])
    for (const answer of answers) {
      expect([answer.statusCode, answer.json().error]).toEqual([400, 'invalid_grant'])
      expect(answer.body).toBe(answers[0].body)
    }
  })

  test('used assertions are forgotten once they are over', async () => {
    await forOfficer({ jti: 'once' })
    const before = registry.clock.now().toISOString()
    registry.clock.set('2026-03-02T10:00:00Z')
    await forOfficer()
    expect(await registry.db.prisma.assertionUse.count({ where: { jti: 'once' } })).toBe(0)
    registry.clock.set(before)
  })
})

describe('what is not a token request', () => {
  const form = (text: string, headers = {}) => ask(registry, text, headers)

  test.each([
    ['nothing', ''],
    ['a repeated parameter', 'grant_type=client_credentials&grant_type=client_credentials'],
    ['an unknown parameter', 'grant_type=client_credentials&scope=all'],
    ['a secret in the body', 'grant_type=client_credentials&client_secret=x'],
    ['a prototype key', 'grant_type=client_credentials&__proto__=x'],
    ['an assertion without its type', 'grant_type=client_credentials&client_assertion=AA.AA.AA'],
    ['a client id beside nothing', 'grant_type=client_credentials&client_id=rotherham.system'],
    ['a grant without its assertion', `grant_type=${JWT_BEARER}`],
    ['an assertion that is no JWT', `grant_type=${JWT_BEARER}&assertion=x`],
  ])('%s is an invalid_request', async (_what, text) => {
    const answer = await form(text)
    expect([answer.statusCode, answer.json().error]).toEqual([400, 'invalid_request'])
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  test('another grant is an unsupported_grant_type', async () => {
    for (const grant of ['password', 'authorization_code', 'refresh_token'])
      expect((await form(`grant_type=${grant}`)).json()).toMatchObject({ error: 'unsupported_grant_type' })
  })

  test('two proofs at once are refused', async () => {
    const client_assertion = await assertion(registry, key, { iss: CLIENT, sub: CLIENT })
    const both = await ask(
      registry,
      { ...GRANT, client_assertion_type: ASSERTION_TYPE, client_assertion },
      basic('rotherham.system', secret),
    )
    expect(both.json()).toMatchObject({ error: 'invalid_request' })
  })

  test.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x'])('%s is not read', async (type) => {
    const answer = await form('{"grant_type":"client_credentials"}', { 'content-type': type })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([415, 'application/problem+json'])
  })

  test('forms are read nowhere else', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await registry
      .as(OFFICER)
      .send({ method: 'POST', url: '/v1/drivers', headers, payload: 'familyName=X' })
    expect(answer.statusCode).toBe(415)
  })
})

test('an address that asks too often waits', async () => {
  const strict = await startRegistry({ env: { RATE_LIMIT_PUBLIC: '10' } })
  const answers = [await ask(strict, 'x=1'), await ask(strict, 'x=1'), await ask(strict, 'x=1')]
  expect(answers.map((a) => a.statusCode)).toEqual([400, 400, 429])
  expect(answers[2]!.headers).toMatchObject({
    'content-type': 'application/problem+json',
    'retry-after': expect.any(String),
  })
  await strict.close()
})

test('a crowd of clients with wrong secrets is answered 401 or told to come back, and the next one still gets in', async () => {
  const crowd = await Promise.all(
    Array.from({ length: 100 }, (_, i) => ask(registry, GRANT, basic(`crowd.${i}`, secret))),
  )
  expect(new Set(crowd.map((a) => a.statusCode))).toEqual(new Set([401, 503]))
  expect((await ask(registry, GRANT, basic('rotherham.system', secret))).statusCode).toBe(200)
})
