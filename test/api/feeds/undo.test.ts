import { verifyChain } from '../../../src/features/audit/verify-chain.action.js'
import { confirmFeed } from '../../../src/features/feeds/feed.store.js'
import { inTransaction } from '../../../src/platform/db.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { approve, fed, send, settled, vehicles } from './feeding.js'

let registry: Registry
beforeEach(async () => {
  registry = await startRegistry()
})
afterEach(() => registry.close())

const as = (who: string) => registry.as(`rotherham.${who}`)
const ask = (id: string, who = 'officer') => as(who).post(`/v1/feeds/${id}/undo`, { why: 'wrong-file' })
const agree = (id: string, who = 'officer-2') => as(who).post(`/v1/feeds/${id}/undo-approval`)
const query = async (sql: string, values: unknown[] = []) => (await registry.db.pool.query(sql, values)).rows
const standing = async () =>
  (await query(`SELECT vrm FROM stated_licence WHERE ended_by IS NULL ORDER BY vrm`)).map(({ vrm }) => vrm)
const source = async () =>
  (
    await query(
      `SELECT mode, updated_at, revision FROM data_source WHERE authority_slug = 'rotherham' AND class = 'vehicle'`,
    )
  )[0]

it('two persons undo a feed: what stood before stands again, as new facts, and the source is as old as before', async () => {
  const first = await fed(registry, vehicles(1, 100))
  const before = { standing: await standing(), source: await source() }
  registry.clock.set('2026-03-09T09:00:00Z')
  const feed = await fed(registry, vehicles(2, 105))
  await approve(registry, 'rotherham.officer', feed.id)
  await settled(registry, feed.id)
  expect((await source()).updated_at).toEqual(new Date('2026-03-09T09:00:00Z'))

  const asked = await ask(feed.id)
  expect([asked.statusCode, asked.json().undo]).toMatchObject([
    201,
    { askedBy: 'rotherham.officer', why: 'wrong-file', approvedBy: null, blockedBy: null },
  ])
  const again = await ask(feed.id, 'officer-2')
  expect([again.statusCode, again.json().type]).toEqual([409, '/problems/feed-state'])
  const alone = await agree(feed.id, 'officer')
  expect([alone.statusCode, alone.json().type]).toEqual([409, '/problems/same-person'])
  expect(await standing()).toHaveLength(104)

  const agreed = await agree(feed.id)
  expect([agreed.statusCode, agreed.json().undo]).toMatchObject([201, { approvedBy: 'rotherham.officer-2' }])
  expect(await settled(registry, feed.id)).toMatchObject({ state: 'undone', phase: 'done' })
  expect(await standing()).toEqual(before.standing)
  expect(await source()).toEqual({ ...before.source, revision: before.source.revision + 2 })
  const steps = (await as('officer').get(`/v1/feeds/${feed.id}`)).json().steps.map(({ step }: { step: string }) => step)
  expect(steps.slice(-4)).toEqual(['applied', 'undo-asked', 'undo-approved', 'undone'])
  expect(
    await query(
      `SELECT action, outcome, person_id AS person FROM audit_event WHERE object_kind = 'feed-undo' ORDER BY seq`,
    ),
  ).toMatchObject([
    { action: 'undo-feed', outcome: 'done', person: 'rotherham.officer' },
    { action: 'approve-feed-undo', outcome: 'done', person: 'rotherham.officer-2' },
    { action: 'undo-feed', outcome: 'done', person: 'rotherham.officer-2' },
  ])
  expect((await verifyChain(registry.db)).broken).toBeUndefined()

  // The one before is the latest now; without it nothing is fed any more.
  await ask(first.id)
  await agree(first.id)
  expect(await settled(registry, first.id)).toMatchObject({ state: 'undone' })
  expect(await standing()).toEqual([])
  expect(await source()).toMatchObject({ mode: 'registry', updated_at: null })
})

it('what a feed says is as old as its arrival, however long it waited for a yes; undone, as old as what stands again', async () => {
  const listed = async () => (await as('officer').get('/v1/feeds/freshness')).json().items[0]
  await fed(registry, vehicles(1, 100))
  registry.clock.set('2026-03-05T09:00:00Z')
  expect((await send(registry, vehicles(1, 100))).statusCode).toBe(200)
  registry.clock.set('2026-03-09T09:00:00Z')
  const feed = await fed(registry, vehicles(2, 100))
  expect(feed.state).toBe('previewed')
  registry.clock.set('2026-03-19T09:00:00Z')
  await approve(registry, 'rotherham.officer', feed.id)
  expect(await settled(registry, feed.id)).toMatchObject({ state: 'applied' })
  expect(await listed()).toMatchObject({ lastAppliedAt: '2026-03-09T09:00:00.000Z', state: 'late', hoursLate: 72 })

  const again = await send(registry, vehicles(2, 100))
  expect(again.json().steps.at(-1)).toMatchObject({ step: 'confirmed', at: '2026-03-19T09:00:00.000Z' })
  expect(await listed()).toMatchObject({ lastAppliedAt: '2026-03-19T09:00:00.000Z', state: 'fresh' })
  await ask(feed.id)
  await agree(feed.id)
  expect(await settled(registry, feed.id)).toMatchObject({ state: 'undone' })
  expect(await listed()).toMatchObject({ lastAppliedAt: '2026-03-05T09:00:00.000Z', state: 'late' })
})

it('a feed on which a later one rests is not undone: the later one is named, when it is asked and when it is agreed to', async () => {
  const first = await fed(registry, vehicles(1, 20))
  await ask(first.id)
  const second = await fed(registry, vehicles(1, 21))
  for (const answer of [
    await agree(first.id),
    await ask((await fed(registry, vehicles(1, 22))).id).then(() => ask(second.id)),
  ])
    expect([answer.statusCode, answer.json()]).toMatchObject([
      409,
      { type: '/problems/feed-has-dependants', detail: expect.stringMatching(/[0-9a-f-]{36}/) },
    ])
  expect((await agree(first.id)).json().detail).toContain(second.id)
  expect(await standing()).toHaveLength(22)
})

it('only what was applied is undone, and only once somebody has asked', async () => {
  await fed(registry, vehicles(1, 100))
  const waiting = await fed(registry, vehicles(1, 99))
  for (const answer of [await ask(waiting.id), await agree(waiting.id)])
    expect([answer.statusCode, answer.json().type]).toEqual([409, '/problems/feed-state'])
})

it('an undo that is found to be blocked when it is carried out leaves all as it was, says by what, and may be asked for again', async () => {
  const first = await fed(registry, vehicles(1, 20))
  await ask(first.id)
  // Agreed to in the moment before the later one was applied.
  const second = await fed(registry, vehicles(1, 21))
  await query(
    `UPDATE feed_undo SET approved_by_person_id = 'rotherham.senior', approved_at = now() WHERE feed_id = $1`,
    [first.id],
  )
  const { workOnFeed } = await import('../../../src/features/feeds/index.js')
  await workOnFeed(registry.deps, first.id)
  expect((await as('officer').get(`/v1/feeds/${first.id}`)).json()).toMatchObject({
    state: 'applied',
    phase: 'done',
    undo: { blockedBy: [{ kind: 'feed', id: second.id }] },
  })
  expect(await standing()).toHaveLength(21)
  expect(await query(`SELECT count(*)::int AS n FROM feed_batch WHERE act = 'undone'`)).toEqual([{ n: 0 }])
  expect(
    await query(`SELECT outcome, refusal FROM audit_event WHERE action = 'undo-feed' ORDER BY seq DESC LIMIT 1`),
  ).toEqual([{ outcome: 'refused', refusal: 'feed-has-dependants' }])

  await ask(second.id)
  await agree(second.id)
  expect(await settled(registry, second.id)).toMatchObject({ state: 'undone' })
  expect((await ask(first.id)).json().undo).toMatchObject({ approvedBy: null, blockedBy: null })
  await agree(first.id)
  expect(await settled(registry, first.id)).toMatchObject({ state: 'undone' })
  expect(await standing()).toEqual([])
})

it('the same file, sent while the feed is undone, makes nothing look fresh', async () => {
  await fed(registry, vehicles(1, 100))
  const { id } = await fed(registry, vehicles(1, 101))
  await ask(id)
  await agree(id)
  await settled(registry, id)
  const before = await source()
  const confirm = { feedId: id, at: new Date('2026-03-30T09:00:00Z'), clientId: 'rotherham.feeder', personId: null }
  expect(await inTransaction(registry.db, (tx) => confirmFeed(tx, confirm))).toBe(false)
  expect(await source()).toEqual(before)
  expect(await query(`SELECT FROM feed_step WHERE step = 'confirmed'`)).toEqual([])
})
