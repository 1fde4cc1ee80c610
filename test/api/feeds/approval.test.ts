import { startRegistry, type Registry } from '../../support/registry.js'
import { approve, fed, send, settled, vehicles } from './feeding.js'

let registry: Registry
beforeEach(async () => {
  registry = await startRegistry()
})
afterEach(() => registry.close())

const standing = async () =>
  (await registry.db.pool.query(`SELECT count(*)::int AS n FROM stated_licence WHERE ended_by IS NULL`)).rows[0].n
const audited = async (id: string) =>
  (
    await registry.db.pool.query(
      `SELECT action, outcome, refusal, client_id AS client, person_id AS person FROM audit_event WHERE object_id = $1 ORDER BY seq`,
      [id],
    )
  ).rows

it('a file that misses nothing is applied at once, with nobody', async () => {
  const feed = await fed(registry, vehicles(1, 40))
  expect(feed).toMatchObject({
    state: 'applied',
    personsNeeded: 0,
    counts: { total: { added: 40, missing: 0 }, byAuthority: { rotherham: { added: 40 } } },
    steps: ['received', 'validated', 'previewed', 'applied'].map((step) => ({ step })),
  })
  expect(await standing()).toBe(40)
  expect(await audited(feed.id)).toEqual([
    { action: 'send-vehicle-feed', outcome: 'done', refusal: null, client: 'rotherham.feeder', person: null },
    { action: 'apply-feed', outcome: 'done', refusal: null, client: 'rotherham.feeder', person: null },
  ])
})

it('absence ends nothing until an officer has named what is missing; one is enough for a few', async () => {
  await fed(registry, vehicles(1, 100))
  const feed = await fed(registry, vehicles(1, 97))
  expect(feed).toMatchObject({
    state: 'previewed',
    phase: 'waiting',
    personsNeeded: 1,
    counts: { total: { missing: 3 } },
  })
  expect(await standing()).toBe(100)

  const wrong = await approve(registry, 'rotherham.officer', feed.id, 4)
  expect([wrong.statusCode, wrong.json()]).toMatchObject([
    412,
    { type: '/problems/feed-preview-moved', errors: [{ pointer: '/missing' }] },
  ])
  const stale = await registry
    .as('rotherham.officer')
    .post(`/v1/feeds/${feed.id}/approval`, { missing: 3 }, { 'if-match': '"another"' })
  expect([stale.statusCode, stale.json().type]).toEqual([412, '/problems/feed-preview-moved'])
  const blind = await registry.as('rotherham.officer').post(`/v1/feeds/${feed.id}/approval`, { missing: 3 })
  expect(blind.statusCode).toBe(428)
  expect(await standing()).toBe(100)

  const yes = await approve(registry, 'rotherham.officer', feed.id)
  expect([yes.statusCode, yes.json()]).toMatchObject([
    201,
    { state: 'approved', approvals: [{ personId: 'rotherham.officer' }] },
  ])
  expect(await settled(registry, feed.id)).toMatchObject({ state: 'applied' })
  expect(await standing()).toBe(97)
  expect(
    (await audited(feed.id)).filter(({ outcome }) => outcome === 'done').map(({ action, person }) => [action, person]),
  ).toEqual([
    ['send-vehicle-feed', null],
    ['approve-feed', 'rotherham.officer'],
    ['apply-feed', 'rotherham.officer'],
  ])
})

it('beyond the threshold it takes two persons: the same one twice is not two', async () => {
  await fed(registry, vehicles(1, 100))
  const feed = await fed(registry, vehicles(1, 90))
  expect(feed).toMatchObject({ state: 'previewed', personsNeeded: 2 })
  expect((await approve(registry, 'rotherham.officer', feed.id)).json()).toMatchObject({ state: 'previewed' })
  const again = await approve(registry, 'rotherham.officer', feed.id)
  expect([again.statusCode, again.json().type]).toEqual([409, '/problems/feed-already-approved'])
  expect(await standing()).toBe(100)
  expect((await approve(registry, 'rotherham.officer-2', feed.id)).json()).toMatchObject({ state: 'approved' })
  expect(await settled(registry, feed.id)).toMatchObject({ state: 'applied' })
  expect(await standing()).toBe(90)
  const late = await approve(registry, 'rotherham.senior', feed.id)
  expect([late.statusCode, late.json().type]).toEqual([409, '/problems/feed-state'])
})

it('the officer who sent the file is one of the two, and not both', async () => {
  await fed(registry, vehicles(1, 100))
  const feed = await fed(registry, vehicles(1, 90), 'rotherham.officer')
  const own = await approve(registry, 'rotherham.officer', feed.id)
  expect([own.statusCode, own.json().type]).toEqual([409, '/problems/same-person'])
  expect((await approve(registry, 'rotherham.officer-2', feed.id)).json()).toMatchObject({ state: 'approved' })
  expect(await settled(registry, feed.id)).toMatchObject({ state: 'applied' })
})

it('sending is not agreeing: whoever sent a file with a few missing still has to see and say so', async () => {
  await fed(registry, vehicles(1, 100))
  const feed = await fed(registry, vehicles(1, 99), 'rotherham.officer')
  expect(feed).toMatchObject({ state: 'previewed', personsNeeded: 1 })
  expect((await approve(registry, 'rotherham.officer', feed.id)).json()).toMatchObject({ state: 'approved' })
  expect(await settled(registry, feed.id)).toMatchObject({ state: 'applied' })
})

it('one key is one yes: asked for again it is answered as before', async () => {
  await fed(registry, vehicles(1, 100))
  const feed = await fed(registry, vehicles(1, 90))
  const seen = await registry.as('rotherham.officer').get(`/v1/feeds/${feed.id}`)
  const headers = { 'if-match': String(seen.headers['etag']), 'idempotency-key': 'one' }
  const ask = () => registry.as('rotherham.officer').post(`/v1/feeds/${feed.id}/approval`, { missing: 10 }, headers)
  const [first, again] = [await ask(), await ask()]
  expect([again.statusCode, again.headers['idempotency-replayed'], again.body]).toEqual([201, 'true', first.body])
})

it('what an officer refuses ends without effect, and the next file may come', async () => {
  await fed(registry, vehicles(1, 100))
  const feed = await fed(registry, vehicles(1, 50))
  const shut = await send(registry, vehicles(1, 60))
  expect([shut.statusCode, shut.json().type, shut.json().detail]).toEqual([
    409,
    '/problems/feed-already-open',
    expect.stringContaining(feed.id),
  ])
  const no = await registry.as('rotherham.officer').post(`/v1/feeds/${feed.id}/refusal`)
  expect([no.statusCode, no.json()]).toMatchObject([
    201,
    { state: 'refused', refusal: 'feed-withdrawn', phase: 'done' },
  ])
  const twice = await registry.as('rotherham.officer').post(`/v1/feeds/${feed.id}/refusal`)
  expect([twice.statusCode, twice.json().type]).toEqual([409, '/problems/feed-state'])
  expect(await fed(registry, vehicles(1, 101))).toMatchObject({ state: 'applied' })
  expect(await standing()).toBe(101)
})
