import { setTimeout } from 'node:timers/promises'
import { fileNameOf, nameOf } from '../../../src/platform/http/file-name.js'
import type { Problem } from '../../../src/platform/http/problem.js'
import { arriving, UploadFault } from '../../../src/platform/upload.js'
import { startRegistry } from '../../support/registry.js'
import { aFile, sender } from './sending.js'

async function* parts(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text)
}
const never = new Promise<never>(() => undefined)
const GOING_ON = new AbortController().signal

it('a sender that sends nothing for too long is not waited for', async () => {
  const source = { next: (() => never) as () => Promise<IteratorResult<Buffer>> }
  const reading = arriving(source, { ms: 20, over: GOING_ON }).next()
  await expect(reading).rejects.toBeInstanceOf(UploadFault)
  await expect(reading).rejects.toMatchObject({ refusal: { code: 'feed-incomplete' } })
})

it('a sender that is cut off is told of as an incomplete file, whatever the connection calls it', async () => {
  async function* cut() {
    yield Buffer.from('a')
    throw new Error('ECONNRESET')
  }
  const reading = arriving(cut(), { ms: 1_000, over: GOING_ON })
  expect((await reading.next()).value).toEqual(Buffer.from('a'))
  await expect(reading.next()).rejects.toMatchObject({ refusal: { code: 'feed-incomplete' } })
})

it('time in which nobody reads is not the sender’s', async () => {
  const read = []
  for await (const part of arriving(parts('a', 'b'), { ms: 30, over: GOING_ON })) {
    await setTimeout(60)
    read.push(part.toString())
  }
  expect(read).toEqual(['a', 'b'])
})

it('the name of a file has no folders, no controls and an end', () => {
  expect([
    fileNameOf(undefined),
    fileNameOf('attachment'),
    fileNameOf('attachment; filename=a.csv'),
    fileNameOf('attachment; filename="a \\"b\\".csv"'),
    fileNameOf("attachment; filename=a.csv; filename*=UTF-8''%e2%82%ac.csv"),
    fileNameOf("attachment; filename*=UTF-8''%ff"),
    nameOf('../../etc/passwd'),
    nameOf('C:\\a\\b.csv'),
    nameOf('a\u0000b'),
    nameOf('a\ud800'),
    nameOf(''),
    nameOf('x'.repeat(300))?.length,
  ]).toEqual([null, null, 'a.csv', 'a "b".csv', '€.csv', null, 'passwd', 'b.csv', null, null, null, 200])
})

it('an end of the program ends an upload that goes on, and is not held up by it', async () => {
  const registry = await startRegistry()
  await registry.app.listen({ port: 0, host: '127.0.0.1' })
  const { open, answerOf } = sender(registry)
  const request = await open({ 'transfer-encoding': 'chunked' })
  request.on('error', () => undefined)
  const answer = answerOf<Problem>(request)
  request.write(aFile(3))
  const dripping = setInterval(() => request.write(aFile(1)), 100)
  await setTimeout(300)
  const closed = registry.app.close()
  expect(await answer).toMatchObject({
    status: 503,
    headers: { 'retry-after': '30' },
    body: { type: '/problems/unavailable' },
  })
  clearInterval(dripping)
  await closed
  const { rows } = await registry.db.pool.query(
    'SELECT state, refusal, (SELECT count(*)::int FROM feed_row) AS rows FROM feed',
  )
  expect(rows).toEqual([{ state: 'refused', refusal: 'unavailable', rows: 0 }])
  await registry.db.close()
})
