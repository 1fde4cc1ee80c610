import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import nunjucks from 'nunjucks'
import { buildApp } from '../../src/app.js'
import { unconnected } from '../../src/platform/db.js'
import { startRegistry, type Registry } from '../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const BROWSER = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' }
const HTML = 'text/html; charset=utf-8'
const told = ({ statusCode, headers }: { statusCode: number; headers: Record<string, unknown> }) => [
  statusCode,
  headers['content-type'],
]

describe('errors of pages are pages', () => {
  it('where nothing is, to a browser; to anything else, a problem', async () => {
    const answer = await registry.anyone.get('/nothing', BROWSER)
    expect([told(answer), answer.headers['cache-control']]).toEqual([[404, HTML], 'no-store'])
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
    expect(told(await registry.anyone.get('/nothing'))).toEqual([404, 'application/problem+json'])
    expect(told(await registry.anyone.get('/v1/licences', BROWSER))).toEqual([401, 'application/problem+json'])
  })
  it('for a request that no page takes', async () => {
    expect(told(await registry.anyone.get('/register?number=A&number=B'))).toEqual([400, HTML])
    expect(told(await registry.anyone.send({ method: 'POST', url: '/register', headers: BROWSER }))).toEqual([
      405,
      HTML,
    ])
  })
  it('but for an address that no router can read: there a problem, also to a browser, and the process goes on', async () => {
    const app = await buildApp(registry.deps)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = app.server.address() as AddressInfo
    // Not `fetch`: it would mend the address first.
    const overSocket = (path: string) =>
      new Promise((resolve, reject) => {
        request({ port, host: '127.0.0.1', path, headers: BROWSER }, (answer) => {
          answer.resume()
          resolve([answer.statusCode, answer.headers['content-type']])
        })
          .on('error', reject)
          .end()
      })
    for (const [url, status] of [
      ['/%zz', 400],
      ['/register/%zz', 400],
      [`/assets/${'a'.repeat(300)}`, 414],
      [`/v1/authorities/${'a'.repeat(300)}`, 414],
    ] as const) {
      const expected = [status, 'application/problem+json']
      expect([url, told(await registry.anyone.get(url, BROWSER))]).toEqual([url, expected])
      expect([url, await overSocket(url)]).toEqual([url, expected])
    }
    expect(told(await registry.anyone.get('/register', BROWSER))).toEqual([200, HTML])
    await app.close()
  })
  it('but where the page itself fails: there a problem, the same', async () => {
    const templates = nunjucks.Environment.prototype
    const whole = Object.getOwnPropertyDescriptor(templates, 'render') ?? {}
    templates.render = () => {
      throw new Error('no template')
    }
    try {
      const missing = await registry.anyone.get('/nothing', BROWSER)
      expect([told(missing), missing.json().status]).toEqual([[404, 'application/problem+json'], 404])
      const page = await registry.anyone.get('/register')
      expect([told(page), page.json().status]).toEqual([[500, 'application/problem+json'], 500])
    } finally {
      Object.defineProperty(templates, 'render', whole)
    }
  })
  it('while the database does not answer', async () => {
    const db = unconnected()
    const app = await buildApp({ ...registry.deps, db })
    const answer = await app.inject('/register')
    expect(told(answer)).toEqual([503, HTML])
    expect(answer.headers['retry-after']).toBe('2')
    await app.close()
    await db.close()
  })
})

describe('what a page is made of', () => {
  const assetsOf = (body: string) => [...body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, url]) => url ?? '')

  it('is served here, for ever under its address', async () => {
    const assets = assetsOf((await registry.anyone.get('/register')).body)
    expect(assets).toHaveLength(3)
    for (const url of assets) {
      const { statusCode, headers } = await registry.anyone.get(url)
      expect([url, statusCode, headers['cache-control']]).toEqual([url, 200, 'public, max-age=31536000, immutable'])
    }
  })
  it('is asked for anew at any other address: a cache would keep one version for another', async () => {
    for (const url of ['/assets/page.css', '/assets/page.css?v=0123456789ab', '/assets/page.css?v='])
      expect([url, (await registry.anyone.get(url)).headers['cache-control']]).toEqual([url, 'no-cache'])
  })
  it('holds neither the typeface nor the crown of GOV.UK, and asks for none', async () => {
    for (const url of assetsOf((await registry.anyone.get('/register')).body)) {
      const { body } = await registry.anyone.get(url)
      expect([url, /GDS Transport|@font-face|sourceMappingURL/i.exec(body)]).toEqual([url, null])
    }
    expect((await registry.anyone.get('/register')).body).not.toMatch(/crown|crest|logotype/i)
  })
  it.each([
    'fonts/light-94a07e06a1-v2.woff2',
    'images/govuk-crest.svg',
    '..%2fpackage.json',
    'page.njk',
    'constructor',
  ])('is nothing but a list: not %s', async (file) => {
    expect((await registry.anyone.get(`/assets/${file}`)).statusCode).toBeGreaterThanOrEqual(400)
  })
})
