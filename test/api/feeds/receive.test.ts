import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { stopWork } from '../../../src/features/feeds/work-on-feed.action.js'
import type { Problem } from '../../../src/platform/http/problem.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { aFile, aLine, sender } from './sending.js'

const MOST = 600_000
const WAIT = { prefer: 'wait=30' }
let registry: Registry
/** Each part of these tests sends for an authority of its own. */
const NAMES = {
  rotherham: 'Rotherham',
  barnsley: 'Barnsley',
  wolverhampton: 'Wolverhampton',
  cardiff: 'Cardiff',
  plymouth: 'Plymouth',
}
const of = (slug: keyof typeof NAMES) => ({
  ...sender(registry, `${slug}.feeder`),
  file: (rows: number, from?: number) => aFile(rows, from, { authority: NAMES[slug] }),
})
let rotherham: ReturnType<typeof of>
beforeAll(async () => {
  registry = await startRegistry({ env: { FEED_MAX_BYTES: String(MOST) } })
  await registry.app.listen({ port: 0, host: '127.0.0.1' })
  rotherham = of('rotherham')
})
afterAll(async () => {
  await stopWork(registry.db)
  await registry.close()
})

const query = async (sql: string, values: unknown[] = []) => (await registry.db.pool.query(sql, values)).rows
const idAt = ({ headers }: { headers: Record<string, unknown> }) => String(headers['location']).split('/').at(-1) ?? ''
const rowsOf = async (id: string) =>
  (await query('SELECT count(*)::int AS n FROM feed_row WHERE feed_id = $1::uuid', [id]))[0].n
const stateOf = async (id: string) =>
  (await query('SELECT state, refusal, rows_total, errors_total FROM feed WHERE id = $1::uuid', [id]))[0]
const audited = (id: string) =>
  query(
    `SELECT action, outcome, refusal, client_id FROM audit_event WHERE object_id = $1 AND action LIKE 'send-%' ORDER BY seq`,
    [id],
  )
const digestOf = (bytes: string | Buffer) => `sha-256=:${createHash('sha256').update(bytes).digest('base64')}:`
/** Opens the door again: an officer refuses what waits. */
async function refuseOpen() {
  const open = await query(
    `SELECT id, authority_slug AS slug FROM feed WHERE state IN ('validated', 'previewed', 'approved')`,
  )
  for (const { id, slug } of open)
    expect((await registry.as(`${slug}.officer`).post(`/v1/feeds/${id}/refusal`)).statusCode).toBe(201)
}

describe('a file without a fault', () => {
  it('is taken with its name, its bytes and rows counted, and one audit row', async () => {
    const file = aFile(300)
    const sent = await rotherham.send(file, {
      ...WAIT,
      'content-disposition': `attachment; filename="C:\\exports\\week 10.csv"; filename*=UTF-8''w%C3%B6che.csv`,
    })
    expect(sent).toMatchObject({
      status: 202,
      headers: { 'preference-applied': 'wait=30', 'cache-control': 'no-store' },
      body: {
        authority: 'rotherham',
        authorities: ['rotherham'],
        class: 'vehicle',
        format: 'ntr-csv',
        fileName: 'wöche.csv',
        state: 'applied',
        rows: 300,
        bytes: Buffer.byteLength(file),
        sha256: createHash('sha256').update(file).digest('hex'),
        sentBy: { clientId: 'rotherham.feeder', personId: null },
      },
    })
    expect(idAt(sent)).toBe(sent.body.id)
    expect(sent.headers.etag).toMatch(/^"[\w-]+"$/)
    expect(await audited(sent.body.id)).toEqual([
      { action: 'send-vehicle-feed', outcome: 'done', refusal: null, client_id: 'rotherham.feeder' },
    ])
  })

  it('may come in the smallest of pieces, packed, from a form, or as JSON: it is the same file', async () => {
    const file = aFile(40, 1_000) + aFile(300)
    const request = await rotherham.open({ ...WAIT, 'transfer-encoding': 'chunked' })
    const answer = rotherham.answerOf<{ id: string; sha256: string; state: string; rows: number }>(request)
    for (let at = 0; at < file.length; at += 97) {
      request.write(file.slice(at, at + 97))
      if (at % 970 === 0) await sleep(1)
    }
    request.end()
    const first = await answer
    expect(first).toMatchObject({ status: 202, body: { state: 'applied', rows: 340 } })

    const packed = await rotherham.send(gzipSync(file), { 'content-encoding': 'gzip' })
    const form = await rotherham.send(
      `--x\r\ncontent-disposition: form-data; name="file"; filename="week 10.csv"\r\ncontent-type: application/vnd.ms-excel\r\n\r\n${file}\r\n--x--\r\n`,
      { 'content-type': 'multipart/form-data; boundary=x' },
    )
    for (const again of [packed, form]) expect(again).toMatchObject({ status: 200, body: { id: first.body.id } })

    const json = { vehicleDetails: [{ ...JSON_ROW }, { ...JSON_ROW, vrm: 'CC33CCC', licensePlateNumber: 'J2' }] }
    const asJson = await rotherham.send(JSON.stringify(json), { ...WAIT, 'content-type': 'application/json' })
    // The rest is missing from it: an officer must say so.
    expect(asJson).toMatchObject({ status: 202, body: { format: 'ntr-json', state: 'previewed', rows: 2 } })
    await refuseOpen()
  })

  it('that was the last one applied is not taken again, but counts as confirmed', async () => {
    const barnsley = of('barnsley')
    const file = barnsley.file(345)
    const first = await barnsley.send(file, WAIT)
    registry.clock.set('2026-03-09T09:00:00Z')
    const again = await barnsley.send(file, WAIT)
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, state: 'applied' } })
    expect(again.body.steps.at(-1)).toMatchObject({ step: 'confirmed', at: '2026-03-09T09:00:00.000Z' })
    const [source] = await query(
      `SELECT updated_at FROM data_source WHERE authority_slug = 'barnsley' AND class = 'vehicle'`,
    )
    expect(source.updated_at).toEqual(new Date('2026-03-09T09:00:00Z'))
    const [dropped] = await query('SELECT id, refusal FROM feed ORDER BY id DESC LIMIT 1')
    expect(dropped.refusal).toBe('feed-already-sent')
    expect(await rowsOf(dropped.id)).toBe(0)

    // Told by its digest, not a byte of it is read.
    const request = await barnsley.open({ 'repr-digest': digestOf(file), 'content-length': '500000' })
    request.on('error', () => undefined)
    const answer = barnsley.answerOf(request)
    request.flushHeaders()
    expect(await answer).toMatchObject({ status: 200, body: { id: first.body.id } })
    request.destroy()
    expect(await audited(first.body.id)).toHaveLength(3)
  })
})

const JSON_ROW = {
  vrm: 'BB22BBB',
  start: '2026-01-15',
  end: '2027-01-14',
  taxiOrPHV: 'PHV',
  licensingAuthorityName: 'Rotherham',
  licensePlateNumber: 'J1',
  wheelchairAccessibleVehicle: true,
}

describe('a file with faults', () => {
  it('is refused with the line of each, and none of its rows stays', async () => {
    const lines = [aLine(1), aLine(2).replace('2027', '2020'), aLine(3), aLine(4, { authority: 'Sheffield' }), 'x']
    const refused = await rotherham.refused(lines.join('\n'))
    expect(refused).toMatchObject({ status: 422, body: { type: '/problems/feed-not-valid' } })
    expect(refused.body.errors).toEqual([
      { pointer: '/lines/2', detail: 'Line 2: Start date must be before end date' },
      { pointer: '/lines/4', detail: 'Line 4: You are not authorised to submit data for Sheffield' },
      { pointer: '/lines/5', detail: expect.stringMatching(/^Line 5: /) },
    ])
    const id = idAt(refused)
    expect(await stateOf(id)).toEqual({ state: 'refused', refusal: 'feed-not-valid', rows_total: 2, errors_total: 3 })
    expect(await rowsOf(id)).toBe(0)
    expect(await audited(id)).toMatchObject([{ outcome: 'refused', refusal: 'feed-not-valid' }])
  })

  it('is told 1,000 of them, and how many there are', async () => {
    const refused = await rotherham.refused('x\n'.repeat(1_234))
    expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringContaining('1234 faults') } })
    expect(refused.body.errors).toHaveLength(1_000)
    expect(refused.body.errors?.at(-1)?.pointer).toBe('/lines/1000')
  })

  it('is refused for what shows only at its end: a row twice, or none at all', async () => {
    const twice = await rotherham.refused(aFile(30) + aLine(7))
    expect(await query('SELECT is_open FROM feed_authority WHERE feed_id = $1::uuid', [idAt(twice)])).toEqual([
      { is_open: false },
    ])
    expect(twice).toMatchObject({
      status: 422,
      body: {
        errors: [{ pointer: '/lines/31', detail: expect.stringContaining('Line 31: There are multiple vehicles') }],
      },
    })
    expect(await rowsOf(idAt(twice))).toBe(0)
    const { status, body } = await rotherham.refused('')
    expect([status, ['feed-empty', 'feed-not-valid'].includes(body.type.split('/').at(-1) ?? '')]).toEqual([422, true])
  })

  it('is read to its end for its digest, also where nothing after a fault can be read as rows', async () => {
    for (const header of ['row,nonsense', 'row,authority\n"']) {
      const file = `${header}\n${'a,b\n'.repeat(100_000)}`
      const path = '/v1/feeds/drivers'
      const refused = await rotherham.send<Problem>(file, { 'repr-digest': digestOf(file) }, path)
      expect(refused).toMatchObject({ status: 422, body: { type: '/problems/feed-not-valid' } })
      expect(refused.body.errors).toHaveLength(1)
      const [{ bytes }] = await query('SELECT bytes::int FROM feed WHERE id = $1::uuid', [idAt(refused)])
      expect(bytes).toBe(file.length)
    }
  })

  it('of an authority that has not joined is refused', async () => {
    await query(`UPDATE authority SET joined_on = NULL WHERE slug = 'sheffield'`)
    const refused = await sender(registry, 'sheffield.feeder').refused(aFile(3, 0, { authority: 'Sheffield' }))
    expect(refused).toMatchObject({ status: 422, body: { type: '/problems/feed-authority-not-joined' } })
    expect(await rowsOf(idAt(refused))).toBe(0)
  })
})

describe('a file that does not arrive whole', () => {
  it('is refused when the connection is cut, leaves no row, and the next one is taken at once', async () => {
    const wolverhampton = of('wolverhampton')
    const request = await wolverhampton.open({ 'transfer-encoding': 'chunked' })
    request.on('error', () => undefined)
    request.write(wolverhampton.file(8_000))
    const begun = await until(async () => {
      const [feed] = await query(`SELECT id FROM feed WHERE state = 'received'`)
      return feed && (await rowsOf(feed.id)) > 0 ? (feed.id as string) : undefined
    })
    request.destroy()
    await until(async () => (await stateOf(begun)).state === 'refused' || undefined)
    expect(await stateOf(begun)).toMatchObject({ state: 'refused', refusal: 'feed-incomplete' })
    expect(await rowsOf(begun)).toBe(0)
    expect(await audited(begun)).toMatchObject([{ outcome: 'refused', refusal: 'feed-incomplete' }])
    expect(await wolverhampton.send(wolverhampton.file(346), WAIT)).toMatchObject({
      status: 202,
      body: { state: 'applied' },
    })
  })

  it('is refused when its bytes are not those of its digest, or no gzip', async () => {
    for (const [file, headers] of [
      [aFile(10), { 'repr-digest': digestOf('another') }],
      [gzipSync(aFile(10)), { 'content-encoding': 'gzip', 'repr-digest': digestOf(aFile(10)) }],
      [gzipSync(aFile(10)).subarray(0, 60), { 'content-encoding': 'gzip' }],
      // A hole between two members: all that follows it would be missing.
      [Buffer.concat([gzipSync(aFile(10)), Buffer.alloc(40), gzipSync(aFile(10))]), { 'content-encoding': 'gzip' }],
      [aFile(10), { 'content-encoding': 'gzip' }],
    ] as const) {
      const refused = await rotherham.refused(file, headers)
      expect(refused).toMatchObject({ status: 400, body: { type: '/problems/feed-incomplete' } })
      expect(await rowsOf(idAt(refused))).toBe(0)
    }
  })

  it('is refused when it is too large, as it comes or unpacked, before it is read to its end', async () => {
    const large = aFile(Math.ceil(MOST / aLine(1).length) + 1)
    const chunked = { 'transfer-encoding': 'chunked' }
    for (const [file, headers] of [
      [large, {}],
      [large, chunked],
      [gzipSync(large), { 'content-encoding': 'gzip' }],
      [gzipSync(Buffer.alloc(60_000_000)), { 'content-encoding': 'gzip' }],
    ] as const) {
      const refused = await rotherham.refused(file, headers)
      expect(refused).toMatchObject({ status: 413, body: { type: '/problems/body-too-large' } })
    }
    expect(
      (
        await query(
          `SELECT count(*)::int AS n FROM feed_row r JOIN feed f ON f.id = r.feed_id WHERE f.refusal = 'body-too-large'`,
        )
      )[0].n,
    ).toBe(0)
  })
})

describe('while a feed is open', () => {
  it('another file of the authority and class is told which one', async () => {
    const cardiff = of('cardiff')
    await cardiff.send(cardiff.file(240), WAIT)
    const open = await cardiff.send(cardiff.file(200), WAIT)
    expect(open).toMatchObject({ status: 202, body: { state: 'previewed', personsNeeded: 2 } })
    const other = await cardiff.refused(cardiff.file(201))
    expect(other).toMatchObject({ status: 409, body: { type: '/problems/feed-already-open' } })
    expect(other.body.detail).toContain(open.body.id)
    expect(await rowsOf(idAt(other))).toBe(0)
    // A shorter one cannot be told apart until its end; the same one is the same.
    expect(await cardiff.refused(cardiff.file(20))).toMatchObject({ status: 409 })
    expect(await cardiff.send(cardiff.file(200))).toMatchObject({ status: 200, body: { id: open.body.id } })
    await refuseOpen()
  })

  it('of two that come at the same moment one is taken, and the other told', async () => {
    const plymouth = of('plymouth')
    for (const round of [1, 2, 3]) {
      const files = [1, 2].map((n) => plymouth.file(100 - 30 * round, 10 * n))
      const answers = await Promise.all(files.map((file) => plymouth.send(file, WAIT)))
      expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([202, 409])
      await refuseOpen()
    }
  })
})

describe('what is no file', () => {
  it('is refused where it is of another class', async () => {
    const types = ['text/csv', 'application/x-ndjson', 'application/json', 'application/octet-stream']
    for (const path of ['/v1/feeds/drivers', '/v1/feeds/operators'])
      for (const type of types) {
        const { status } = await rotherham.send('{}', { 'content-type': type }, path)
        expect([path, type, status]).toEqual([path, type, types.indexOf(type) < 2 ? 422 : 415])
      }
  })

  it('is refused by its media type, compared whole', async () => {
    for (const type of [
      'text/plain',
      'text/csvx',
      'application/x-ndjson',
      'application/json, text/csv',
      'text/csv; charset=utf-16',
      'a',
      '',
    ])
      expect([type, (await rotherham.refused('a', { 'content-type': type })).status]).toEqual([type, 415])
    expect((await rotherham.refused('a', { 'content-encoding': 'br' })).status).toBe(415)
    expect((await registry.as('rotherham.feeder').send({ method: 'POST', url: '/v1/feeds/vehicles' })).statusCode).toBe(
      415,
    )
  })

  it('is refused where a form has no file, or more than that, or no end', async () => {
    const part = (name: string, file = '') =>
      `--x\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n${aLine(1)}\r\n`
    const form = { 'content-type': 'multipart/form-data; boundary=x' }
    const csv = '; filename="a.csv"'
    for (const body of [
      `${part('a')}--x--`,
      `${part('a')}${part('b', csv)}--x--`,
      `${part('a', csv)}${part('b')}--x--`,
      `${part('a', csv)}${part('b', csv)}--x--`,
      part('a', csv),
      '',
      'x',
    ])
      expect([body, (await rotherham.refused(body, form)).status]).toEqual([body, 400])
    expect((await rotherham.refused('a', { 'content-type': 'multipart/form-data' })).status).toBe(400)
  })
})

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 200; i++) {
    const found = await look()
    if (found !== undefined) return found
    await sleep(50)
  }
  throw new Error('it did not happen')
}
