import { randomUUID } from 'node:crypto'
import { forgetFeeds, KINDS, resumeFeeds, workOnFeed } from '../../../src/features/feeds/index.js'
import type { FeedKind } from '../../../src/features/feeds/feed-kind.js'
import { insertFaults, insertFeed, openFor } from '../../../src/features/feeds/feed.store.js'
import { stopWork } from '../../../src/features/feeds/work-on-feed.action.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { onServerOnly } from '../../support/as-owner.js'
import { approve, fed, forsake, resume, send, settled, vehicles } from './feeding.js'

let registry: Registry
beforeEach(async () => {
  registry = await startRegistry()
})
afterEach(() => registry.close())

const officer = () => registry.as('rotherham.officer')
const read = async (id: string) => (await officer().get(`/v1/feeds/${id}`)).json()
const query = async (sql: string, values: unknown[] = []) => (await registry.db.pool.query(sql, values)).rows
const count = async (from: string) => (await query(`SELECT count(*)::int AS n FROM ${from}`))[0].n
const STANDING = 'stated_licence WHERE ended_by IS NULL'
/** The vehicles' kind, but for what the test says. */
const kindsWith = (vehicle: Partial<FeedKind>) => ({ ...KINDS, vehicle: { ...KINDS.vehicle, ...vehicle } })

/** Waits for its approval, one vehicle missing. */
async function previewed(): Promise<string> {
  await fed(registry, vehicles(1, 100))
  return (await fed(registry, vehicles(1, 99))).id
}

/** As an approval whose process died before it went on. */
const agreeSilently = (id: string) =>
  query(
    `INSERT INTO feed_approval SELECT id, 'rotherham.officer', 'rotherham.back-office', now(), preview_digest FROM feed WHERE id = $1`,
    [id],
  )

describe('a feed', () => {
  it('is answered with an ETag of what its preview shows, and with how far the registry is', async () => {
    const id = await previewed()
    const answer = await officer().get(`/v1/feeds/${id}`)
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store'])
    expect(answer.headers['etag']).toMatch(/^"[A-Za-z0-9_-]{43}"$/)
    expect(answer.json()).toMatchObject({
      state: 'previewed',
      progress: { phase: 'waiting', done: 0, total: null, ratePerSecond: null, estimatedSecondsLeft: null },
    })
    await query(
      `UPDATE feed SET phase = 'applying', done_count = 30, total_count = 90, phase_began_at = $1 WHERE id = $2`,
      [new Date('2026-03-02T08:59:50Z'), id],
    )
    expect((await read(id)).progress).toEqual({
      phase: 'applying',
      done: 30,
      total: 90,
      ratePerSecond: 3,
      estimatedSecondsLeft: 20,
    })
  })

  it('is listed latest first, by class and state, in pages', async () => {
    const first = await fed(registry, vehicles(1, 100))
    const second = await fed(registry, vehicles(1, 99))
    const list = async (query: string) => {
      const { items, next } = (await officer().get(`/v1/feeds${query}`)).json()
      return { ids: items.map(({ id }: { id: string }) => id), next }
    }
    expect((await list('')).ids).toEqual([second.id, first.id])
    const page = await list('?limit=1')
    expect(page.ids).toEqual([second.id])
    expect(await list(`?limit=1&cursor=${page.next}`)).toEqual({ ids: [first.id], next: null })
    expect((await list('?state=applied')).ids).toEqual([first.id])
    expect((await list('?class=driver')).ids).toEqual([])
  })

  it('shows each difference with the row it is about, by sign and in pages', async () => {
    await fed(registry, vehicles(1, 100))
    const { id } = await fed(registry, vehicles(2, 101))
    const list = async (query = '') => (await officer().get(`/v1/feeds/${id}/differences${query}`)).json()
    expect((await list()).items).toMatchObject([
      { n: 1, sign: 'missing', authority: 'rotherham', line: null, number: 'P1', kind: 'private-hire-vehicle' },
      { n: 2, sign: 'added', line: 100, number: 'P101', fields: null, why: null },
    ])
    expect((await list('?sign=added')).items).toMatchObject([{ n: 2 }])
    const page = await list('?limit=1')
    expect((await list(`?limit=1&cursor=${page.next}`)).items).toMatchObject([{ n: 2 }])
    expect((await officer().get(`/v1/feeds/${id}/differences?cursor=x`)).statusCode).toBe(400)
  })

  it('gives its faults as a file for spreadsheets, in which nothing is a formula', async () => {
    const refused = await send(registry, `${vehicles(1, 2)}=A1+1,2026-01-15,2027-01-14,PHV,Rotherham,P3,true\n`)
    expect(refused.statusCode).toBe(422)
    const id = String(refused.headers['location']).split('/').at(-1)
    const { headers, body } = await registry.as('rotherham.feeder').get(`/v1/feeds/${id}/errors.csv`)
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="errors.csv"',
    })
    const [head, line] = body.split('\r\n')
    expect(head).toBe('\uFEFFline,vrm,title,detail')
    expect(line).toMatch(/^3,'=A1\+1,Value error,/)
    expect(line).toContain('Line 3: ')
  })
})

describe('work that was cut short', () => {
  it('is taken up in whichever state it was left, and done once', async () => {
    const failing = kindsWith({
      compare: () => Promise.reject(new Error('the process is gone')),
    })
    const id = randomUUID()
    const now = registry.clock.now()
    const feed = await fed(registry, vehicles(1, 100))
    // The same rows as a feed that has not been compared yet.
    await insertFeed(registry.db.prisma, {
      id,
      authoritySlug: 'rotherham',
      class: 'vehicle',
      format: 'ntr-csv',
      fileName: null,
      sentByClientId: 'rotherham.feeder',
      sentByPersonId: null,
      now,
    })
    expect(await openFor(registry.db.prisma, { feedId: id, authoritySlug: 'rotherham', class: 'vehicle' })).toBe(
      'opened',
    )
    await query(
      `INSERT INTO feed_row SELECT $1, line, authority_slug, kind, number || 'X', vrm, starts_on, ends_on, description, is_wheelchair_accessible,
         reference, content_encrypted FROM feed_row WHERE feed_id = $2`,
      [id, feed.id],
    )
    await query(
      `INSERT INTO feed_row SELECT $1, line + 1000, authority_slug, kind, number, vrm, starts_on, ends_on, description,
      is_wheelchair_accessible, reference, content_encrypted FROM feed_row WHERE feed_id = $2`,
      [id, feed.id],
    )
    await query(
      `UPDATE feed SET state = 'validated', phase = 'comparing', sha256 = sha256($2), bytes = 1, rows_total = 200 WHERE id = $1`,
      [id, Buffer.from(id)],
    )
    await workOnFeed(registry.deps, id, failing)
    expect(await read(id)).toMatchObject({ state: 'validated', phase: 'comparing' })

    const dying = kindsWith({
      async apply(...args) {
        await KINDS.vehicle.apply(...args)
        throw new Error('the process is gone')
      },
    })
    await workOnFeed(registry.deps, id, dying)
    expect(await read(id)).toMatchObject({ state: 'previewed', phase: 'applying', personsNeeded: 0 })
    expect([await count(STANDING), await count('feed_batch')]).toEqual([100, 1])

    await forsake(registry, id)
    await resume(registry)
    expect(await settled(registry, id)).toMatchObject({ state: 'applied', phase: 'done' })
    expect([await count(STANDING), await count('feed_batch')]).toEqual([200, 2])
    expect(await count(`audit_event WHERE action = 'apply-feed'`)).toBe(2)
    await forsake(registry, id)
    await resume(registry)
    expect(await count('feed_batch')).toBe(2)
  })

  it('stops soon when the program ends, and goes on where it starts again', async () => {
    const id = await previewed()
    let began = () => {}
    const isUnderWay = new Promise<void>((resolve) => {
      began = resolve
    })
    const slow = kindsWith({
      async apply(tx, job, tools, ...rest) {
        await KINDS.vehicle.apply(tx, job, tools, ...rest)
        began()
        for (;;) {
          await tools.progress(1, 2)
          await new Promise((resolve) => setTimeout(resolve, 10))
        }
      },
    })
    await agreeSilently(id)
    const work = workOnFeed(registry.deps, id, slow)
    await isUnderWay
    await stopWork(registry.db)
    await work
    expect(await read(id)).toMatchObject({ state: 'previewed' })
    expect(await count(STANDING)).toBe(100)
    await forsake(registry, id)
    await resume(registry)
    expect(await settled(registry, id)).toMatchObject({ state: 'applied' })
  })

  it('of a file that never arrived leaves nothing but a refusal on record', async () => {
    const id = randomUUID()
    const now = registry.clock.now()
    const of = { authoritySlug: 'rotherham', class: 'vehicle' as const }
    const sent = { fileName: null, sentByClientId: 'rotherham.feeder', sentByPersonId: null, now }
    await insertFeed(registry.db.prisma, { id, ...of, format: 'ntr-csv', ...sent })
    await openFor(registry.db.prisma, { feedId: id, ...of })
    await query(`INSERT INTO feed_row (feed_id, line, authority_slug) VALUES ($1, 1, 'rotherham')`, [id])
    await resume(registry)
    expect(await read(id)).toMatchObject({ state: 'received' })
    await forsake(registry, id)
    await resume(registry)
    expect(await read(id)).toMatchObject({ state: 'refused', refusal: 'feed-incomplete' })
    expect(await count('feed_row')).toBe(0)
    expect(await query(`SELECT action, refusal FROM audit_event WHERE object_id = $1`, [id])).toEqual([
      { action: 'send-vehicle-feed', refusal: 'feed-incomplete' },
    ])
    expect(await fed(registry, vehicles(1, 3))).toMatchObject({ state: 'applied' })
  })

  it('of a file that seems broken off is removed only once it is refused: a sender that lives after all has all its rows', async () => {
    const id = randomUUID()
    const of = { authoritySlug: 'rotherham', class: 'vehicle' as const }
    const sent = { fileName: null, sentByClientId: 'rotherham.feeder', sentByPersonId: null }
    await insertFeed(registry.db.prisma, { id, ...of, format: 'ntr-csv', ...sent, now: registry.clock.now() })
    await query(`INSERT INTO feed_row (feed_id, line, authority_slug) VALUES ($1, 1, 'rotherham')`, [id])
    await forsake(registry, id)
    const states: string[] = []
    const { bulk } = registry.db
    const prisma = new Proxy(bulk.prisma, {
      get(target, name) {
        if (name !== '$executeRaw') return Reflect.get(target, name) as unknown
        return async (...statement: Parameters<typeof target.$executeRaw>) => {
          states.push((await read(id)).state)
          return target.$executeRaw(...statement)
        }
      },
    })
    const deps = { ...registry.deps, db: { ...registry.db, bulk: { ...bulk, prisma } } }
    await resumeFeeds(deps, new AbortController().signal)
    expect(states).toEqual(['refused'])
    expect(await count('feed_row')).toBe(0)
  })

  onServerOnly('is not taken from a process that gives signs of life', async () => {
    const id = await previewed()
    await agreeSilently(id)
    await query(`UPDATE feed SET alive_at = now() - interval '20 seconds' WHERE id = $1`, [id])
    await resume(registry)
    await stopWork(registry.db)
    expect(await read(id)).toMatchObject({ state: 'previewed' })
  })

  onServerOnly('shows how far it is from within its transaction, and is not refused meanwhile', async () => {
    const id = await previewed()
    await agreeSilently(id)
    let [goOn, began] = [() => {}, () => {}]
    const isToGoOn = new Promise<void>((resolve) => (goOn = resolve))
    const isUnderWay = new Promise<void>((resolve) => (began = resolve))
    const slow = kindsWith({
      async apply(tx, job, tools, ...rest) {
        await tools.progress(40, 99)
        await new Promise((resolve) => setTimeout(resolve, 600))
        await tools.progress(41, 99)
        began()
        await isToGoOn
        return KINDS.vehicle.apply(tx, job, tools, ...rest)
      },
    })
    const work = workOnFeed(registry.deps, id, slow)
    await isUnderWay
    expect(await read(id)).toMatchObject({ state: 'previewed', progress: { phase: 'applying', done: 41, total: 99 } })
    const refused = await officer().post(`/v1/feeds/${id}/refusal`)
    expect([refused.statusCode, refused.json().detail]).toEqual([409, 'The feed is being applied.'])
    goOn()
    await work
    expect(await read(id)).toMatchObject({ state: 'applied' })
  })

  onServerOnly('is done once by two processes that both believe it is theirs', async () => {
    const id = await previewed()
    await agreeSilently(id)
    // A process is told from another by its database.
    const another = { ...registry.deps, db: { ...registry.db } }
    await Promise.all([workOnFeed(registry.deps, id), workOnFeed(another, id)])
    expect(await read(id)).toMatchObject({ state: 'applied' })
    expect([await count('feed_batch'), await count(`audit_event WHERE action = 'apply-feed'`)]).toEqual([2, 2])
  })
})

describe('what was compared is what is applied', () => {
  it('a process that was taken for dead puts no other differences in the place of those that were shown', async () => {
    const id = await previewed()
    const shown = await query(`SELECT * FROM feed_difference WHERE feed_id = $1`, [id])
    const job = { id, authoritySlugs: ['rotherham'], sentByClientId: 'rotherham.feeder', sentByPersonId: null }
    const { clock } = registry
    const tools = { ...registry.deps, now: clock.now(), today: '2026-03-03', progress: () => Promise.resolve() }
    for (const [cls, format] of [
      ['vehicle', 'ntr-csv'],
      ['driver', 'csv'],
    ] as const)
      await expect(KINDS[cls].compare({ ...job, format }, tools)).rejects.toThrow()
    expect(await query(`SELECT * FROM feed_difference WHERE feed_id = $1`, [id])).toEqual(shown)
  })

  it('an undo meanwhile: the preview is made anew, and what was agreed to counts for it no more', async () => {
    const first = await fed(registry, vehicles(1, 100))
    const second = await fed(registry, vehicles(1, 101))
    const waiting = await fed(registry, vehicles(1, 99))
    expect(waiting).toMatchObject({ personsNeeded: 1, counts: { total: { missing: 2 } } })
    await officer().post(`/v1/feeds/${second.id}/undo`, { why: 'other' })
    await registry.as('rotherham.officer-2').post(`/v1/feeds/${second.id}/undo-approval`)
    expect(await settled(registry, second.id)).toMatchObject({ state: 'undone' })
    await approve(registry, 'rotherham.officer', waiting.id)
    const anew = await settled(registry, waiting.id)
    expect(anew).toMatchObject({ state: 'previewed', counts: { total: { missing: 1 } }, approvals: [] })
    expect(anew.steps.map(({ step }) => step)).toEqual([
      'received',
      'validated',
      'previewed',
      'approved',
      'validated',
      'previewed',
    ])
    expect(await count(STANDING)).toBe(100)
    await approve(registry, 'rotherham.officer', waiting.id)
    expect(await settled(registry, waiting.id)).toMatchObject({ state: 'applied' })
    expect((await read(first.id)).state).toBe('applied')
  })

  it('a kind that finds it moved each time is left for later, with nothing written', async () => {
    const id = await previewed()
    await agreeSilently(id)
    let tries = 0
    await workOnFeed(
      registry.deps,
      id,
      kindsWith({
        apply: () => {
          tries++
          return Promise.resolve('moved' as const)
        },
      }),
    )
    expect(tries).toBeGreaterThan(1)
    expect(tries).toBeLessThan(10)
    expect([await count(STANDING), await count('feed_batch')]).toEqual([100, 1])
  })
})

it('rows are forgotten a day after the end, faults and differences after ninety', async () => {
  const feed = await fed(registry, vehicles(1, 10))
  await insertFaults(registry.db.prisma, feed.id, [{ line: 1, vrm: null, title: 'Value error', detail: 'x' }], 1)
  const waiting = await fed(registry, vehicles(1, 9))
  const left = async () => [await count('feed_row'), await count('feed_error'), await count('feed_difference')]
  const forget = async (at: string) => {
    await forgetFeeds(registry.db, new Date(at), new AbortController().signal)
    return left()
  }
  expect(await forget('2026-03-03T08:59:00Z')).toEqual([19, 1, 11])
  expect(await forget('2026-03-03T09:01:00Z')).toEqual([9, 1, 11])
  expect(await forget('2026-05-31T08:59:00Z')).toEqual([9, 1, 11])
  expect(await forget('2026-05-31T09:01:00Z')).toEqual([9, 0, 1])
  expect((await read(waiting.id)).state).toBe('previewed')
})
