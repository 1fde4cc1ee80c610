import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

interface Item {
  slug: string
  nation: string
  endsOn: string | null
  successors: { slug: string }[]
}

/** Walks all pages. */
async function list(query: string): Promise<Item[]> {
  const items: Item[] = []
  let cursor = ''
  for (;;) {
    const answer = await registry.anyone.get(`/v1/authorities?${query}${cursor}`)
    expect(answer.statusCode).toBe(200)
    const page = answer.json<{ items: Item[]; next: string | null }>()
    items.push(...page.items)
    if (page.next === null) return items
    cursor = `&cursor=${page.next}`
  }
}

describe('GET /v1/authorities', () => {
  test('the first page holds 50, in order of slug, and may be cached', async () => {
    const answer = await registry.anyone.get('/v1/authorities')
    expect(answer.headers['cache-control']).toBe('public, max-age=300')
    const slugs = answer.json<{ items: Item[] }>().items.map(({ slug }) => slug)
    expect(slugs).toHaveLength(50)
    expect(slugs).toEqual(slugs.toSorted())
  })

  test.each([100, 53, 1])('pages of %i give each authority once', async (limit) => {
    const slugs = (await list(`limit=${limit}&nation=scotland`)).map(({ slug }) => slug)
    expect(slugs).toHaveLength(32)
    expect(new Set(slugs).size).toBe(32)
  })

  test.each([
    ['england', 263],
    ['wales', 22],
    ['scotland', 32],
    ['northern-ireland', 1],
  ])('%s has %i that license today', async (nation, count) => {
    const items = await list(`limit=100&nation=${nation}`)
    expect(items).toHaveLength(count)
    expect(items.every((item) => item.nation === nation && item.endsOn === null)).toBe(true)
  })

  test('current=false lists the abolished, each with its successor', async () => {
    const items = await list('limit=100&current=false')
    expect(items).toHaveLength(42)
    expect(items.every((item) => item.endsOn !== null && item.successors.length === 1)).toBe(true)
  })

  test('who is current depends on the day', async () => {
    try {
      registry.clock.set('2020-06-01T12:00:00Z')
      const slugs = (await list('limit=100&nation=england')).map(({ slug }) => slug)
      expect(slugs).toEqual(expect.arrayContaining(['allerdale', 'somerset-west-and-taunton', 'buckinghamshire']))
      expect(slugs).not.toEqual(expect.arrayContaining(['cumberland']))
      expect(slugs).not.toEqual(expect.arrayContaining(['taunton-deane']))
    } finally {
      registry.clock.set('2026-03-02T09:00:00Z')
    }
  })

  test.each([
    'limit=0',
    'limit=101',
    'limit=-5',
    'limit=1.5',
    'limit=4294967296',
    'limit=x',
    'cursor=',
    'cursor=%00',
    'cursor=Uk9U',
    'nation=france',
    'nation=',
    'current=yes',
    'current=',
    'name=rotherham',
    'nation=wales&nation=scotland',
  ])('400 for ?%s', async (query) => {
    const answer = await registry.anyone.get(`/v1/authorities?${query}`)
    expect(answer.statusCode).toBe(400)
    expect(answer.json().type).toMatch(/invalid-request$/)
  })
})
