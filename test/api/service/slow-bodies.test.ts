import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
const bearer: Record<string, string> = {}
beforeAll(async () => {
  registry = await startRegistry()
  for (const who of ['rotherham.officer', 'rotherham.feeder'])
    bearer[who] = `authorization: Bearer ${await tokenForEvaluation(registry.deps, who)}\r\n`
  await registry.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => registry.close())

/** Sends `slow` a byte three times a second for as long as anybody listens. */
async function trickle(head: string, slow = 'x'.repeat(100)) {
  const socket = connect((registry.app.server.address() as AddressInfo).port, '127.0.0.1')
  const startedAt = performance.now()
  let answer = ''
  socket.on('data', (data) => (answer += data.toString())).on('error', () => undefined)
  const closed = once(socket, 'close')
  socket.write(`${head}\r\nhost: registry\r\n`)
  for (const byte of slow) {
    if (socket.destroyed) break
    socket.write(byte)
    await sleep(300)
  }
  await closed
  return { answer, seconds: (performance.now() - startedAt) / 1_000 }
}
const post = (path: string, headers: string) =>
  `POST ${path} HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n${headers}connection: close`
const SLOW = `\r\n${' '.repeat(100)}`
const row = 'AA22AAA,2026-01-15,2027-01-14,PHV,Rotherham,P1,'

it('a body, and what comes before it, has ten seconds; a large file has its time', async () => {
  const [head, body, unread, unknown, file] = await Promise.all([
    trickle('GET /v1/authorities HTTP/1.1', 'x-slow: '.padEnd(100, 'x')),
    trickle(post('/v1/vehicles', bearer['rotherham.officer'] ?? ''), SLOW),
    trickle(post('/v1/feeds/vehicles', ''), SLOW),
    trickle(post('/%', ''), SLOW),
    trickle(
      `POST /v1/feeds/vehicles HTTP/1.1\r\ncontent-type: text/csv\r\n${bearer['rotherham.feeder']}connection: close\r\ncontent-length: ${row.length}`,
      `\r\n${row}`,
    ),
  ])
  for (const { answer, seconds } of [head, body]) {
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
    expect(answer).toContain('"type":"/problems/request-timeout"')
    expect(seconds).toBeLessThan(18)
  }
  // Answered at once, and not listened to for ever.
  expect(unread.answer).toMatch(/^HTTP\/1.1 401 /)
  expect(unknown.answer).toMatch(/^HTTP\/1.1 400 /)
  for (const { seconds } of [unread, unknown]) expect(seconds).toBeLessThan(18)
  expect(file.answer).toMatch(/^HTTP\/1.1 202 /)
  expect(file.seconds).toBeGreaterThan(12)
})
