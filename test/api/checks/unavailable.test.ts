import pg from 'pg'
import { buildApp } from '../../../src/app.js'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import { openServer } from '../../../src/platform/db.js'
import type { App } from '../../../src/platform/http/app.js'
import { SERVER, type TestDatabase } from '../../support/database.js'
import { asOwner } from '../../support/as-owner.js'
import { plantLicence, plantOperatorSystem } from '../../support/licences.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { startProxy } from './proxy.js'

let registry: Registry
let headers: { authorization: string }
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
  await plantLicence(registry.db, { kind: 'private-hire-driver', number: 'PHD-1' })
  headers = { authorization: `Bearer ${await tokenForEvaluation(registry.deps, 'booking.system')}` }
})
afterAll(() => registry.close())

const payload = { authority: 'rotherham', badgeNumber: 'PHD-1' }
async function check(app: App) {
  const startedAt = performance.now()
  const response = await app.inject({ method: 'POST', url: '/v1/booking-checks', headers, payload })
  return { response, tookMs: performance.now() - startedAt }
}
async function expectNoVerdict(app: App) {
  for (const { response, tookMs } of await Promise.all(Array.from({ length: 20 }, () => check(app)))) {
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBe('2')
    expect(response.headers['content-type']).toContain('application/problem+json')
    expect(response.json()).not.toHaveProperty('licensed')
    expect(tookMs).toBeLessThan(3_000)
  }
}
const expectVerdict = async (app: App) => expect((await check(app)).response.json()).toMatchObject({ licensed: 'yes' })

const urlOf = (db: TestDatabase) => db.url!

it('gives no verdict where the receipt cannot be kept, and gives one again when it can', async () => {
  await asOwner(registry.db, 'REVOKE INSERT ON booking_check FROM registry_app')
  const { response } = await check(registry.app)
  expect(response.statusCode).toBe(503)
  expect(response.headers['retry-after']).toBe('2')
  expect(response.json()).not.toHaveProperty('licensed')
  await asOwner(registry.db, 'GRANT INSERT ON booking_check TO registry_app')
  await expectVerdict(registry.app)
})

const onARealServer = SERVER ? describe : describe.skip
onARealServer('on a server', () => {
  it.each(['licence', 'booking_check', 'principal'])(
    'answers 503 within 3 s while %s is locked, then recovers',
    async (table) => {
      const session = new pg.Client({ connectionString: urlOf(registry.db) })
      await session.connect()
      await session.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`)
      await expectNoVerdict(registry.app)
      await session.query('ROLLBACK')
      await session.end()
      await expectVerdict(registry.app)
    },
  )

  it('answers 503 within 3 s while the network swallows everything, then recovers', async () => {
    const direct = new URL(urlOf(registry.db))
    const proxy = await startProxy(Number(direct.port))
    const proxied = new URL(direct)
    proxied.port = String(proxy.port)
    const db = await openServer({ url: proxied.toString(), poolSize: 10 })
    const app = await buildApp({ ...registry.deps, db })
    try {
      await expectVerdict(app)
      proxy.swallow(true)
      await expectNoVerdict(app)
      await expectNoVerdict(app)
      proxy.swallow(false)
      const recovered = async (attempts: number): Promise<void> => {
        const { response } = await check(app)
        if (response.statusCode !== 200 && attempts > 1) return recovered(attempts - 1)
        expect(response.json()).toMatchObject({ licensed: 'yes' })
      }
      await recovered(3)
    } finally {
      await app.close()
      proxy.stop()
      await db.close()
    }
  })
})
