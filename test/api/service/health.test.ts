import { buildApp } from '../../../src/app.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { asOwner } from '../../support/as-owner.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())
const get = (url: string, headers = {}) => registry.anyone.get(url, headers)

it('says that the process runs, and that the registry is ready', async () => {
  expect((await get('/livez')).json()).toEqual({ status: 'ok' })
  expect((await get('/readyz')).json()).toEqual({ status: 'ok' })
})

it('is not ready while a migration of this release is missing, but lives', async () => {
  await asOwner(registry.db, 'UPDATE _prisma_migrations SET rolled_back_at = now()')
  const answer = await get('/readyz')
  expect([answer.statusCode, answer.headers['retry-after'], answer.json().type]).toEqual([
    503,
    '2',
    '/problems/unavailable',
  ])
  expect((await get('/livez')).statusCode).toBe(200)
  await asOwner(registry.db, 'UPDATE _prisma_migrations SET rolled_back_at = NULL')
  expect((await get('/readyz')).statusCode).toBe(200)
})

it('is not ready, within about a second, while the database does not answer', async () => {
  const held = await Promise.all(Array.from({ length: registry.db.pool.options.max }, () => registry.db.pool.connect()))
  const startedAt = performance.now()
  expect((await get('/readyz')).statusCode).toBe(503)
  expect(performance.now() - startedAt).toBeLessThan(2_500)
  for (const session of held) session.release()
  expect((await get('/readyz')).statusCode).toBe(200)
})

it('measures by route pattern, method and status, and names nobody', async () => {
  await get('/v1/authorities/barnsley')
  const answer = await get('/metrics')
  expect(answer.headers['content-type']).toContain('text/plain; version=0.0.4')
  expect(answer.body).toMatch(
    /http_request_duration_seconds_count\{method="GET",route="\/v1\/authorities\/:slugOrCode",status="200"\} 1/,
  )
  expect(answer.body).toMatch(/database_connections\{state="waiting"\} 0/)
  expect(answer.body).not.toContain('barnsley')
})

it('tells what a type of problem means, and what to do', async () => {
  expect((await get('/problems/effect-before-law-allows')).json()).toMatchObject({
    status: 422,
    title: expect.any(String),
    whatToDo: expect.any(String),
  })
  expect((await get('/problems/constructor')).statusCode).toBe(404)
})

it('answers each request with an id of its own, and a well-formed correlation id with itself', async () => {
  const first = await get('/livez', { 'x-request-id': 'mine', 'x-correlation-id': 'booking-17.a' })
  expect(first.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  expect(first.headers['x-correlation-id']).toBe('booking-17.a')
  expect((await get('/livez', { 'x-correlation-id': 'a b' })).headers).not.toHaveProperty('x-correlation-id')
})

describe('the documentation', () => {
  it('needs nothing from elsewhere', async () => {
    const page = await get('/docs')
    expect(page.headers['content-type']).toContain('text/html')
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url!)
    expect(files.filter((url) => !url.startsWith('/'))).toEqual([])
    for (const url of files) expect([url, (await get(url)).statusCode]).toEqual([url, 200])
    expect((await get('/docs/start.js')).body).toContain("url: '/openapi.yaml'")
  })
  it('may run its own scripts only', async () => {
    const policy = String((await get('/docs')).headers['content-security-policy'])
    expect(policy).toContain("default-src 'none'; script-src 'self';")
    expect(String((await get('/v1/authorities')).headers['content-security-policy'])).toBe(
      "default-src 'none';frame-ancestors 'none'",
    )
  })
  it('serves no other file', async () => {
    expect((await get('/docs/..%2fpackage.json')).statusCode).toBe(400)
    expect((await get('/docs/index.html')).statusCode).toBe(400)
  })
})

describe('limits', () => {
  it('refuses the public above its limit with 429 and Retry-After, unknown paths included', async () => {
    const app = await buildApp({
      ...registry.deps,
      config: { ...registry.deps.config, rateLimit: { public: 2, register: 2, client: 10 } },
    })
    const ask = (url: string) => app.inject({ url, remoteAddress: '192.0.2.1' })
    expect([(await ask('/livez')).statusCode, (await ask('/nothing')).statusCode]).toEqual([200, 404])
    const refused = await ask('/livez')
    expect([refused.statusCode, refused.json().type]).toEqual([429, '/problems/too-many-requests'])
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await app.inject({ url: '/livez', remoteAddress: '192.0.2.2' })).statusCode).toBe(200)
    await app.close()
  })
})
