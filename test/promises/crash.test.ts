import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lockDataDir } from '../../src/platform/data-dir-lock.js'
import { layTestDatabase } from '../support/database.js'
import { aVehicle } from '../support/people.js'
import { run, runServer } from '../support/process.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'registry-crash-'))
})
afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))

const KILLS = 2
const WRITES = 30

it(`every write acknowledged before a kill is there after it, ${KILLS} kills in the middle of writing`, async () => {
  const acknowledged: { id: string; key: string; body: object }[] = []
  for (let kill = 0; kill <= KILLS; kill++) {
    const server = await runServer(folder)
    const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' }
    for (const { id, key, body } of acknowledged) {
      expect((await fetch(`${server.address}/v1/vehicles/${id}`, { headers })).status).toBe(200)
      // Sent again with its key, it is answered as before and not done twice.
      const again = await fetch(`${server.address}/v1/vehicles`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': key },
        body: JSON.stringify(body),
      })
      expect([again.status, ((await again.json()) as { id: string }).id]).toEqual([201, id])
    }
    if (kill === KILLS) {
      server.process.kill('SIGTERM')
      expect(await server.ended).toBe(0)
      break
    }
    const until = acknowledged.length + WRITES
    const writer = async () => {
      while (acknowledged.length < until) {
        const [key, body] = [randomUUID(), aVehicle()]
        const answer = await fetch(`${server.address}/v1/vehicles`, {
          method: 'POST',
          headers: { ...headers, 'idempotency-key': key },
          body: JSON.stringify(body),
        })
        acknowledged.push({ id: ((await answer.json()) as { id: string }).id, key, body })
      }
    }
    const writers = Array.from({ length: 4 }, () => writer().catch(() => undefined))
    while (acknowledged.length < until - 10) await new Promise((resolve) => setTimeout(resolve, 5))
    server.process.kill('SIGKILL')
    expect(await server.ended).toBe('SIGKILL')
    await Promise.all(writers)
  }
  expect(acknowledged.length).toBeGreaterThanOrEqual(KILLS * (WRITES - 10))
}, 180_000)

it('a second process on the same data directory does not start, and says why in one line', async () => {
  const lock = await lockDataDir(folder)
  await expect(lockDataDir(folder)).rejects.toThrow(/Another process is using the data directory/)
  const second = run('src/server.ts', [], { DATA_DIR: folder, PORT: '0' })
  expect(await second.ended).toBe(1)
  expect(second.said()).toMatch(
    /^The registry did not start\. Another process is using the data directory .+\. Stop it, or set DATA_DIR to another directory\.$/,
  )
  await lock.release()
  await (await lockDataDir(folder)).release()
})

it('SIGTERM lets a request finish, closes connections that are kept alive, and leaves the directory free', async () => {
  await layTestDatabase(folder)
  const server = await runServer(folder)
  const waiting = fetch(`${server.address}/livez`, { headers: { 'x-test-wait-ms': '1500' } })
  await server.line((line) => line === 'waiting')
  const startedAt = performance.now()
  server.process.kill('SIGTERM')
  const answer = await waiting
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }])
  expect(answer.headers.get('connection')).toBe('close')
  expect(await server.ended).toBe(0)
  expect(performance.now() - startedAt).toBeLessThan(10_000)
  await (await lockDataDir(folder)).release()
})
