import type { StagedRow } from '../../src/features/feeds/feed-kind.js'
import { FEED_SECRETS } from '../../src/features/feeds/feed-secrets.js'
import { dropRows, openStage } from '../../src/features/feeds/stage.store.js'
import { startRegistry, type Registry } from '../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const aRow = (line: number, over: Partial<StagedRow> = {}): StagedRow => ({
  line,
  authoritySlug: 'rotherham',
  kind: 'private-hire-vehicle',
  number: `P${line}`,
  vrm: 'AA22AAA',
  startsOn: '2026-01-15',
  endsOn: '2027-01-14',
  description: 'PHV',
  isWheelchairAccessible: null,
  reference: null,
  content: null,
  ...over,
})
const kept = async (feedId: string) =>
  (await registry.db.bulk.pool.query('SELECT * FROM feed_row WHERE feed_id = $1::uuid ORDER BY line', [feedId])).rows

it('keeps every row as it was read, whatever its cells hold', async () => {
  const { deps } = registry
  const feedId = deps.newId()
  const nasty = [
    '\\N',
    '\\',
    'a\tb',
    'a\nb',
    'a\r\nb',
    '\\x41',
    '"',
    "'",
    ',',
    '{"a":1}',
    'é€😀',
    '\u2028',
    '',
    ' ',
    'NULL',
  ]
  const content = { name: 'Zoë \\N\t"', none: null }
  const stage = openStage(deps, feedId)
  await stage.add(
    nasty.map((text, i) =>
      aRow(i + 1, { number: text, description: text, reference: text, isWheelchairAccessible: i % 2 === 0 }),
    ),
  )
  await stage.add([
    aRow(100, {
      kind: null,
      number: null,
      vrm: null,
      startsOn: null,
      endsOn: null,
      description: null,
      reference: 'R',
      content,
    }),
  ])
  await stage.finish()
  const rows = await kept(feedId)
  expect(
    rows.slice(0, -1).map((row) => [row.number, row.description, row.reference, row.is_wheelchair_accessible]),
  ).toEqual(nasty.map((text, i) => [text, text, text, i % 2 === 0]))
  const { content_encrypted: sealed, ...last } = rows.at(-1)
  expect(last).toEqual({
    feed_id: feedId,
    line: 100,
    authority_slug: 'rotherham',
    kind: null,
    number: null,
    vrm: null,
    starts_on: null,
    ends_on: null,
    description: null,
    is_wheelchair_accessible: null,
    reference: 'R',
  })
  expect(JSON.parse(deps.secrets.decrypt(FEED_SECRETS.row, sealed))).toEqual(content)
})

it('keeps the rows of many batches in order, and none once they are dropped', async () => {
  const { deps, db } = registry
  const [feedId, other] = [deps.newId(), deps.newId()]
  for (const id of [feedId, other]) {
    const stage = openStage(deps, id)
    for (let from = 1; from <= 23_000; from += 500)
      await stage.add(Array.from({ length: 500 }, (_, i) => aRow(from + i)))
    await stage.finish()
  }
  const rows = await kept(feedId)
  expect(rows).toHaveLength(23_000)
  expect(rows.every(({ line, number }, i) => line === i + 1 && number === `P${i + 1}`)).toBe(true)
  await dropRows(db, feedId)
  expect(await kept(feedId)).toEqual([])
  expect(await kept(other)).toHaveLength(23_000)
})

it('tells of a batch that could not be kept, and keeps none of the rest', async () => {
  const { deps } = registry
  const feedId = deps.newId()
  const stage = openStage(deps, feedId)
  await stage.add(Array.from({ length: 6_000 }, (_, i) => aRow(i + 1)))
  await stage.add([aRow(1)])
  await expect(stage.finish()).rejects.toThrow(/feed_row_pkey/)
  await stage.abandon()
  expect(await kept(feedId)).toEqual([])
})
