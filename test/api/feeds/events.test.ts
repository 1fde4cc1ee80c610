import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { tokenForEvaluation } from '../../../src/features/access/index.js'
import type { Feed } from '../../../src/features/feeds/feed.schema.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { approve, fed, settled, vehicles } from './feeding.js'

let registry: Registry
beforeEach(async () => {
  registry = await startRegistry()
  await registry.app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(() => registry.close())

/** A stream of server-sent events over a connection of its own. */
async function watch(
  id: string,
  { who = 'rotherham.officer', headers }: { who?: string; headers?: Record<string, string> } = {},
) {
  const { port } = registry.app.server.address() as AddressInfo
  const stopped = new AbortController()
  const authorization = `Bearer ${await tokenForEvaluation(registry.deps, who)}`
  const response = await fetch(`http://127.0.0.1:${port}/v1/feeds/${id}/events`, {
    headers: { authorization, ...headers },
    signal: stopped.signal,
  })
  let said = ''
  const ended = (async () => {
    for await (const part of response.body ?? []) said += Buffer.from(part).toString()
  })().catch(() => undefined)
  const events = () =>
    said
      .split('\n\n')
      .filter((message) => message.includes('data:'))
      .map((message) => Object.fromEntries(message.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2))))
      .map(({ id, event, data }) => ({ id: Number(id), event: String(event), feed: JSON.parse(String(data)) as Feed }))
  return {
    response,
    events,
    said: () => said,
    ended,
    stop: () => stopped.abort(),
    async until(accept: (said: string) => boolean, withinMs = 10_000) {
      for (const end = Date.now() + withinMs; !accept(said); await sleep(20))
        if (Date.now() > end) throw new Error(`It said: ${said}`)
    },
  }
}
const waiting = async () => {
  await fed(registry, vehicles(1, 100))
  return fed(registry, vehicles(1, 99))
}

it('tells the feed at once, each move of it, and ends when it has ended', async () => {
  const { id } = await waiting()
  const stream = await watch(id)
  expect([stream.response.status, Object.fromEntries(stream.response.headers)]).toMatchObject([
    200,
    { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  ])
  await stream.until((said) => said.includes('"previewed"'))
  expect(stream.said()).toMatch(/^retry: 2000\n\nid: 3\nevent: state\ndata: \{.*\}\n\n$/)
  await registry.db.pool.query(`UPDATE feed SET done_count = 7 WHERE id = $1`, [id])
  await stream.until((said) => said.includes('event: progress'))
  await approve(registry, 'rotherham.officer', id)
  await stream.ended
  const events = stream.events()
  expect(events.filter(({ event }) => event === 'progress')[0]?.feed.progress.done).toBe(7)
  expect(events.at(-1)).toMatchObject({ id: 5, event: 'state', feed: { id, state: 'applied' } })
  expect(events.map(({ id }) => id)).toEqual(events.map(({ id }) => id).sort((a, b) => a - b))
})

it('who comes back after the end is told so; who comes back before it is told what there is', async () => {
  const { id } = await fed(registry, vehicles(1, 10))
  const over = await watch(id, { headers: { 'last-event-id': '4' } })
  expect(over.response.status).toBe(204)
  const again = await watch(id, { headers: { 'last-event-id': '2' } })
  await again.ended
  expect(again.events()).toMatchObject([{ id: 4, event: 'state', feed: { state: 'applied' } }])
})

it('is never silent for as long as the server lets a connection be', async () => {
  const { id } = await waiting()
  const stream = await watch(id)
  await stream.until((said) => said.includes('\n: '), 8_000)
  stream.stop()
}, 30_000)

it('twenty may watch; who leaves makes room', async () => {
  const { id } = await waiting()
  const streams = await Promise.all(Array.from({ length: 20 }, () => watch(id)))
  const refused = await watch(id)
  expect([refused.response.status, refused.response.headers.get('retry-after')]).toEqual([503, '10'])
  streams[0]?.stop()
  let status = 0
  for (let tries = 0; status !== 200 && tries < 50; tries++, await sleep(100)) {
    const next = await watch(id)
    status = next.response.status
    next.stop()
  }
  expect(status).toBe(200)
  for (const stream of streams) stream.stop()
}, 30_000)

it('an end of the program ends the streams, and is not held up by them', async () => {
  const { id } = await waiting()
  const stream = await watch(id)
  await stream.until((said) => said.includes('"previewed"'))
  const startedAt = performance.now()
  await registry.app.close()
  expect(performance.now() - startedAt).toBeLessThan(3_000)
  await stream.ended
})

it('a feed that is being undone is watched to its end', async () => {
  const { id } = await fed(registry, vehicles(1, 10))
  await registry.as('rotherham.officer').post(`/v1/feeds/${id}/undo`, { why: 'other' })
  const stream = await watch(id, { who: 'rotherham.feeder' })
  await registry.as('rotherham.officer-2').post(`/v1/feeds/${id}/undo-approval`)
  expect(await settled(registry, id)).toMatchObject({ state: 'undone' })
  await stream.ended
  expect(stream.events().at(-1)).toMatchObject({ event: 'state', feed: { state: 'undone' } })
})

it('whoever begins to watch is told what is so now, whatever another was told a moment ago', async () => {
  const { id } = await waiting()
  const earlier = await watch(id)
  await earlier.until((said) => said.includes('"previewed"'))
  await registry.as('rotherham.officer').post(`/v1/feeds/${id}/refusal`)
  const later = await watch(id)
  await later.ended
  expect(later.events().map(({ feed }) => feed.state)).toEqual(['refused'])
  earlier.stop()
})
