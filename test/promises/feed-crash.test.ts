import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Feed } from '../../src/features/feeds/feed.schema.js'
import { openEmbedded } from '../../src/platform/db.js'
import { aFile } from '../api/feeds/sending.js'
import { layTestDatabase } from '../support/database.js'
import { runServer } from '../support/process.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-feed-crash-'))
  await layTestDatabase(folder)
})
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

const ROWS = 5_000
/** In force whenever the test is run: a process has the clock on the wall. */
const file = (rows: number, from = 0) => aFile(rows, from, { end: '2045-01-14' })
/** After the yes that sets it going: before, within and behind the transaction that applies. */
const KILLED_AFTER_MS = [0, 150, 400]

type Server = Awaited<ReturnType<typeof runServer>>

async function ask(server: Server, method: string, path: string, options: { body?: string; headers?: object } = {}) {
  const headers = { authorization: `Bearer ${server.token}`, ...options.headers }
  const response = await fetch(`${server.address}${path}`, { method, headers, body: options.body ?? null })
  return { etag: response.headers.get('etag') ?? '', status: response.status, feed: (await response.json()) as Feed }
}

const send = (server: Server, body: string) =>
  ask(server, 'POST', '/v1/feeds/vehicles', { body, headers: { 'content-type': 'text/csv', prefer: 'wait=60' } })

/** Without asking for anything but how it is. */
async function untilApplied(server: Server, id: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++, await sleep(100)) {
    const { feed } = await ask(server, 'GET', `/v1/feeds/${id}`)
    if (feed.state === 'applied') return
  }
  throw new Error('it was not applied')
}

/** What is on the disk, while no process has it. */
async function kept(
  id: string,
): Promise<{ state: string; phase: string; standing: number; batches: number; audited: number }> {
  const db = await openEmbedded({ dataDir: join(folder, 'postgres') })
  try {
    const { rows } = await db.pool.query(
      `SELECT state, phase, (SELECT count(*)::int FROM stated_licence WHERE ended_by IS NULL) AS standing,
         (SELECT count(*)::int FROM feed_batch WHERE feed_id = f.id) AS batches,
         (SELECT count(*)::int FROM audit_event WHERE action = 'apply-feed' AND object_id = f.id::text) AS audited
       FROM feed f WHERE id = $1`,
      [id],
    )
    return rows[0]
  } finally {
    await db.close()
  }
}

it(`a process killed while it applies a file leaves all of it or nothing, and the next one finishes it by itself, ${KILLED_AFTER_MS.length} kills`, async () => {
  let server = await runServer(folder)
  expect(await send(server, file(ROWS))).toMatchObject({ status: 202, feed: { state: 'applied' } })
  const applied: string[] = []
  const unapplied: string[] = []
  for (const [i, afterMs] of KILLED_AFTER_MS.entries()) {
    // One vehicle goes, the first; another hundred come.
    const { feed } = await send(server, file(ROWS + 100 * (i + 1) - (i + 1), i + 1))
    expect(feed).toMatchObject({ state: 'previewed', personsNeeded: 1, counts: { total: { missing: 1, added: 100 } } })
    const { etag } = await ask(server, 'GET', `/v1/feeds/${feed.id}`)
    const yes = await ask(server, 'POST', `/v1/feeds/${feed.id}/approval`, {
      body: JSON.stringify({ missing: 1 }),
      headers: { 'content-type': 'application/json', 'if-match': etag, 'idempotency-key': `${i}` },
    })
    expect(yes.status).toBe(201)
    await sleep(afterMs)
    server.process.kill('SIGKILL')
    expect(await server.ended).toBe('SIGKILL')

    const [before, after] = [ROWS + 99 * i, ROWS + 99 * (i + 1)]
    const left = await kept(feed.id)
    if (left.state === 'applied') expect(left).toMatchObject({ standing: after, batches: 1, audited: 1 })
    else {
      expect(left).toMatchObject({ state: 'approved', standing: before, batches: 0, audited: 0 })
      unapplied.push(left.phase)
    }
    server = await runServer(folder)
    await untilApplied(server, feed.id)
    applied.push(feed.id)
  }
  server.process.kill('SIGTERM')
  expect(await server.ended).toBe(0)
  for (const id of applied)
    expect(await kept(id)).toMatchObject({
      state: 'applied',
      standing: ROWS + 99 * KILLED_AFTER_MS.length,
      batches: 1,
      audited: 1,
    })
  // Else no kill came in time, and nothing was shown.
  expect(unapplied).toContain('applying')
}, 300_000)
