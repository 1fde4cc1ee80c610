import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { buildApp } from '../../../src/app.js'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import { openServer, type Db } from '../../../src/platform/db.js'
import type { App } from '../../../src/platform/http/app.js'
import { SCRUTINY } from '../../support/cast.js'
import { SERVER, type TestDatabase } from '../../support/database.js'
import { plantGranted, plantLicence, plantOperatorSystem } from '../../support/licences.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { startProxy } from './proxy.js'

// What only a real connection shows: a request passed into the app has no socket, whose events come in another order.

/** Shorter than the longest statement that the registry waits for; two of them are longer than an answer may take. */
const SLOW_MS = 1_700
const CLOSE = { connection: 'close' }

let registry: Registry
const tokens: Record<string, string> = {}
beforeAll(async () => {
  registry = await startRegistry()
  await plantOperatorSystem(registry.db, 'booking.system')
  await plantLicence(registry.db, { kind: 'private-hire-driver', number: 'PHD-1' })
  for (const who of ['booking.system', 'rotherham.officer', SCRUTINY])
    tokens[who] = await tokenForEvaluation(registry.deps, who)
  await registry.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => registry.close())

async function send(app: App, who: string, path: string, body?: object, headers: Record<string, string> = {}) {
  const startedAt = performance.now()
  const response = await fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}${path}`, {
    headers: {
      authorization: `Bearer ${tokens[who]}`,
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
  })
  const json = (await response.json()) as Record<string, unknown>
  const tookMs = performance.now() - startedAt
  return { status: response.status, retryAfter: response.headers.get('retry-after'), json, tookMs }
}
const question = { authority: 'rotherham', badgeNumber: 'PHD-1' }
const check = (app: App, headers?: Record<string, string>) =>
  send(app, 'booking.system', '/v1/booking-checks', question, headers)

const expectVerdict = async (app: App) =>
  expect(await check(app)).toMatchObject({ status: 200, json: { licensed: 'yes' } })
async function expectNoVerdict(app: App) {
  for (const { status, retryAfter, json, tookMs } of await Promise.all([check(app), check(app, CLOSE), check(app)])) {
    expect([status, retryAfter, json['licensed']]).toEqual([503, '2', undefined])
    expect(tookMs).toBeLessThan(3_000)
  }
}
/** What was begun before may hold the connections for a while. */
async function expectRecovery(app: App) {
  const until = performance.now() + 15_000
  while ((await check(app)).status !== 200 && performance.now() < until);
  await expectVerdict(app)
}
const receipts = () => registry.db.prisma.bookingCheck.count()

it.each([
  ['kept alive', {}],
  ['closed after it', CLOSE],
])('keeps the receipt of a check answered 200 over a connection %s', async (_what, headers) => {
  const { status, json } = await check(registry.app, headers)
  expect(status).toBe(200)
  for (const [who, seen] of [
    ['booking.system', question],
    [SCRUTINY, null],
  ] as const) {
    const receipt = await send(registry.app, who, `/v1/booking-checks/${String(json['checkId'])}`)
    expect(receipt).toMatchObject({ status: 200, json: { question: seen, answer: json } })
  }
})

it('answers 503 within 3 s where nothing gets a session of the database, keeps no receipt then, and recovers', async () => {
  const { app, db } = registry
  await expectVerdict(app)
  const before = await receipts()
  const held = await Promise.all(Array.from({ length: db.pool.options.max }, () => db.pool.connect()))
  try {
    await expectNoVerdict(app)
  } finally {
    for (const session of held) session.release()
  }
  await sleep(100)
  expect(await receipts()).toBe(before)
  await expectVerdict(app)
})

it('answers 503 within 3 s where each statement takes 1.7 s, and keeps no receipt', async () => {
  const { deps, db } = registry
  let isSlow = false
  const query = async (...statement: Parameters<typeof db.pool.query>) => {
    if (isSlow) await sleep(SLOW_MS)
    return db.pool.query(...statement)
  }
  const pool = Object.create(db.pool, { query: { value: query } }) as Db['pool']
  const app = await buildApp({ ...deps, db: { ...db, pool } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  try {
    await expectVerdict(app)
    const before = await receipts()
    isSlow = true
    await expectNoVerdict(app)
    await sleep(3 * SLOW_MS)
    expect(await receipts()).toBe(before)
    isSlow = false
    await expectVerdict(app)
  } finally {
    await app.close()
  }
})

const onServer = SERVER ? describe : describe.skip
onServer('where the network to the database is slow', () => {
  let app: App
  let proxy: Awaited<ReturnType<typeof startProxy>>
  let db: Db
  beforeAll(async () => {
    const url = new URL((registry.db as TestDatabase).url!)
    proxy = await startProxy(Number(url.port))
    url.port = String(proxy.port)
    db = await openServer({ url: url.toString(), poolSize: 10 })
    app = await buildApp({ ...registry.deps, db })
    await app.listen({ port: 0, host: '127.0.0.1' })
    // Connections that are there already: each of their statements is in time.
    await Promise.all(Array.from({ length: 50 }, () => expectVerdict(app)))
  })
  afterEach(() => proxy.delay(0))
  afterAll(async () => {
    await app.close()
    proxy.stop()
    await db.close()
  })

  it('answers 503 within 3 s, never a verdict, then recovers', async () => {
    proxy.delay(SLOW_MS)
    await expectNoVerdict(app)
    await expectNoVerdict(app)
    proxy.delay(0)
    await expectRecovery(app)
  })

  it('a write is told 503 before its connection ends, and repeated with its key is recorded once', async () => {
    const [id] = await plantGranted(registry.db, 1, 'W-')
    const headers = { 'if-match': '"1"', 'idempotency-key': randomUUID() }
    const suspend = () => send(app, 'rotherham.officer', `/v1/licences/${id}/decisions`, SUSPENSION, headers)
    proxy.delay(900)
    const slow = await suspend()
    expect([slow.status, slow.retryAfter]).toEqual([503, '2'])
    expect(slow.tookMs).toBeLessThan(10_000)
    proxy.delay(0)
    const until = performance.now() + 20_000
    let again = await suspend()
    while ([503, 409].includes(again.status) && performance.now() < until) {
      await sleep(250)
      again = await suspend()
    }
    expect(again.status).toBe(201)
    expect(await registry.db.prisma.decision.count({ where: { licenceId: id! } })).toBe(2)
  })
})

const SUSPENSION = {
  type: 'suspend',
  decidedOn: '2026-03-02',
  notifiedOn: '2026-03-02',
  isImmediate: true,
  legalBasis: 'lgmpa-1976-s61-1',
  grounds: ['not-fit-and-proper'],
  reasons: 'Public safety requires immediate effect.',
  decidedBy: { capacity: 'officer-delegated', name: 'Licensing Manager' },
}
