import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
beforeAll(async () => {
  registry = await startRegistry()
})
afterAll(() => registry.close())

const get = (key: string) => registry.anyone.get(`/v1/authorities/${key}`)

describe('GET /v1/authorities/{slugOrCode}', () => {
  test('anyone reads an authority by its slug', async () => {
    const answer = await get('rotherham')
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['cache-control']).toBe('public, max-age=300')
    expect(answer.json()).toEqual({
      slug: 'rotherham',
      gssCode: 'E08000018',
      formerCodes: [],
      name: 'Rotherham',
      officialName: 'Rotherham Metropolitan Borough Council',
      nation: 'england',
      jurisdiction: 'england-and-wales',
      startsOn: null,
      endsOn: null,
      predecessors: [],
      successors: [],
      contact: null,
      joinedOn: '2026-03-02',
      dataSources: ['driver', 'operator', 'vehicle'].map((name) => ({
        class: name,
        mode: 'registry',
        updatedAt: null,
      })),
    })
  })

  test('an authority that has not joined names no data source', async () => {
    expect((await get('doncaster')).json()).toMatchObject({ slug: 'doncaster', dataSources: [] })
  })

  test.each([
    ['barnsley', 'E08000038', 'E08000016'],
    ['sheffield', 'E08000039', 'E08000019'],
    ['gateshead', 'E08000037', 'E08000020'],
    ['glasgow-city', 'S12000049', 'S12000043'],
  ])('%s answers to its code and, saying so, to its code of before', async (slug, code, former) => {
    const byCode = (await get(code)).json()
    expect(byCode.slug).toBe(slug)
    expect(byCode).not.toHaveProperty('answeredFor')
    expect((await get(former)).json()).toMatchObject({
      slug,
      gssCode: code,
      answeredFor: { code: former, reason: 'recoded', endsOn: null },
    })
  })

  test.each([
    ['E09000001', 'tfl', 'City of London'],
    ['E09000007', 'tfl', 'Camden'],
    ['N09000003', 'dva', 'Belfast'],
  ])('%s, a council that does not license, is answered by %s', async (code, slug, name) => {
    expect((await get(code)).json()).toMatchObject({ slug, answeredFor: { code, reason: 'area', name, endsOn: null } })
  })

  test.each(['taunton-deane', 'E07000190'])(
    'an abolished authority is answered by the last of its successors: %s',
    async (key) => {
      const answer = (await get(key)).json()
      expect(answer).toMatchObject({
        slug: 'somerset',
        answeredFor: { reason: 'succeeded', name: 'Taunton Deane', endsOn: '2019-03-31' },
      })
      expect(answer.predecessors).toContainEqual({ slug: 'somerset-west-and-taunton', effectiveOn: '2023-04-01' })
    },
  )

  test('an authority answers for itself to the end of its last day', async () => {
    try {
      registry.clock.set('2023-03-31T22:59:59.999Z')
      expect((await get('allerdale')).json().slug).toBe('allerdale')
      registry.clock.set('2023-03-31T23:00:00Z')
      expect((await get('allerdale')).json().slug).toBe('cumberland')
    } finally {
      registry.clock.set('2026-03-02T09:00:00Z')
    }
  })

  test('an authority divided among several answers for itself and names them', async () => {
    const { authority, authoritySuccession } = registry.db.prisma
    await authority.create({
      data: {
        slug: 'divided',
        gssCode: 'E07999999',
        name: 'Divided',
        officialName: 'Divided Council',
        nation: 'england',
        jurisdiction: 'england-and-wales',
        endsOn: new Date('2025-03-31'),
      },
    })
    await authoritySuccession.createMany({
      data: ['rotherham', 'sheffield'].map((successorSlug) => ({
        predecessorSlug: 'divided',
        successorSlug,
        effectiveOn: new Date('2025-04-01'),
      })),
    })
    const answer = (await get('divided')).json()
    expect(answer).toMatchObject({
      slug: 'divided',
      endsOn: '2025-03-31',
      successors: [
        { slug: 'rotherham', effectiveOn: '2025-04-01' },
        { slug: 'sheffield', effectiveOn: '2025-04-01' },
      ],
    })
    expect(answer).not.toHaveProperty('answeredFor')
  })

  test.each(['atlantis', 'e08000018', 'E08999999', 'isles-of-scilly', 'E10000006'])(
    '404 for what names no licensing authority: %s',
    async (key) => {
      const answer = await get(key)
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toMatch('application/problem+json')
      expect(answer.json().type).toMatch(/not-found$/)
    },
  )

  test.each(['Rotherham', 'E0800001', 'a--b', '%00', '%27%20OR%201=1', 'x'.repeat(81)])(
    '400 for what is neither slug nor code: %s',
    async (key) => {
      const answer = await get(key)
      expect(answer.statusCode).toBe(400)
      expect(answer.json().errors[0].pointer).toBe('/slugOrCode')
    },
  )
})
