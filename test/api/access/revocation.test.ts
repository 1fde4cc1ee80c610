import { decodeProtectedHeader } from 'jose'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import { runCommand } from '../../../src/features/access/commands.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { bearer } from './proof.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
beforeEach(() => registry.clock.set('2026-03-02T09:00:00Z'))
afterAll(() => registry.close())

const officer = (authority: string) => tokenForEvaluation(registry.deps, `${authority}.officer`)
const statusOf = async (token: string) => (await registry.anyone.get('/v1/drivers', bearer(token))).statusCode
const kidOf = (token: string) => decodeProtectedHeader(token).kid

test('many at once, before there is a signing key, make one', async () => {
  const tokens = await Promise.all(Array.from({ length: 8 }, () => officer('cardiff')))
  expect(new Set(tokens.map(kidOf)).size).toBe(1)
  expect(await registry.db.prisma.signingKey.count()).toBe(1)
})

test('the private half is stored encrypted and is in no answer', async () => {
  const row = await registry.db.prisma.signingKey.findFirstOrThrow()
  expect(Buffer.from(row.privateKeyEncrypted).toString('latin1')).not.toContain('PRIVATE KEY')
  expect(Object.keys(row.publicJwk as object).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
})

test('a token that was verified before is refused from its last second on', async () => {
  const token = await officer('cardiff')
  expect(await statusOf(token)).toBe(200)
  registry.clock.set('2026-03-02T09:09:59.999Z')
  expect(await statusOf(token)).toBe(200)
  registry.clock.set('2026-03-02T09:10:00Z')
  expect(await statusOf(token)).toBe(401)
})

test('a disabled person is refused at the next request', async () => {
  const token = await officer('rotherham')
  expect(await statusOf(token)).toBe(200)
  await runCommand(registry.deps, 'disable-principal', { id: 'rotherham.officer' })
  expect(await statusOf(token)).toBe(401)
})

test('a disabled client takes with it every token that was issued through it', async () => {
  const token = await officer('sheffield')
  expect(await statusOf(token)).toBe(200)
  await runCommand(registry.deps, 'disable-client', { id: 'sheffield.back-office' })
  expect(await statusOf(token)).toBe(401)
})

test('a change of role, or of authority, counts at the next request', async () => {
  const token = await officer('barnsley')
  expect(await statusOf(token)).toBe(200)
  const become = (data: { role: string; authoritySlug: string | null }) =>
    registry.db.prisma.principal.update({ where: { id: 'barnsley.officer' }, data })
  await become({ role: 'auditor', authoritySlug: null })
  expect(await statusOf(token)).toBe(401)
  await become({ role: 'licensing-officer', authoritySlug: 'tfl' })
  expect(await statusOf(token)).toBe(401)
  await become({ role: 'senior-officer', authoritySlug: 'barnsley' })
  expect(await statusOf(token)).toBe(200)
})

test('requests that arrive together share one read', async () => {
  const tokens = await Promise.all(['tfl', 'plymouth', 'dva'].map(officer))
  await Promise.all(tokens.map(statusOf))
  const { pool } = registry.db
  const query = pool.query.bind(pool)
  let reads = 0
  pool.query = ((statement: { name?: string }) => {
    if (statement.name === 'access-standing') reads++
    return query(statement as never)
  }) as typeof pool.query
  const statuses = await Promise.all([...tokens, ...tokens, ...tokens].map(statusOf))
  pool.query = query

  expect(statuses).toEqual(Array<number>(9).fill(200))
  expect(reads).toBeLessThan(5)
})

describe('signing keys', () => {
  const published = async () => {
    const { keys } = (await registry.anyone.get('/.well-known/jwks.json')).json<{ keys: { kid: string }[] }>()
    return keys.map(({ kid }) => kid)
  }

  test('after a rotation an old token still works, a new one has the new kid, and the old key is published until the last token is over', async () => {
    registry.clock.set('2026-03-02T10:00:00Z')
    const old = await officer('cardiff')
    expect(await published()).toEqual([kidOf(old)])
    await runCommand(registry.deps, 'rotate-keys', { isCompromised: false })
    registry.clock.set('2026-03-02T10:05:00Z')
    const fresh = await officer('cardiff')

    expect(kidOf(fresh)).not.toBe(kidOf(old))
    expect([await statusOf(old), await statusOf(fresh)]).toEqual([200, 200])
    expect(new Set(await published())).toEqual(new Set([kidOf(fresh), kidOf(old)]))
    registry.clock.set('2026-03-02T10:15:00Z')
    expect(await published()).toEqual([kidOf(fresh)])
  })

  test('a compromised key, retired before or not, verifies nothing from the next request on', async () => {
    registry.clock.set('2026-03-02T11:00:00Z')
    const older = await officer('cardiff')
    await runCommand(registry.deps, 'rotate-keys', { isCompromised: false })
    const old = await officer('cardiff')
    expect([await statusOf(older), await statusOf(old)]).toEqual([200, 200])
    await runCommand(registry.deps, 'rotate-keys', { isCompromised: true })
    const fresh = await officer('cardiff')
    expect([await statusOf(older), await statusOf(old), await statusOf(fresh)]).toEqual([401, 401, 200])
    expect(await published()).toEqual([kidOf(fresh)])
  })
})
