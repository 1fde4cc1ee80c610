import { randomUUID } from 'node:crypto'
import { STARTED } from '../../support/cast.js'
import { aDriver, anOperator, aVehicle } from '../../support/people.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'

const SUBJECTS = [
  ['drivers', aDriver, ['dateOfBirth', 'familyName', 'givenNames', 'id']],
  ['vehicles', aVehicle, ['colour', 'id', 'isWheelchairAccessible', 'make', 'model', 'vrm']],
  ['operators', anOperator, ['id', 'name', 'tradingNames']],
] as const

describe.each(SUBJECTS)('%s: lists and tenancy', (subjects, aSubject, listed) => {
  const url = `/v1/${subjects}`
  let registry: Registry
  let officer: Person
  let neighbour: Person
  let mine: string[]
  beforeAll(async () => {
    registry = await startRegistry()
    officer = registry.as('rotherham.officer')
    neighbour = registry.as('sheffield.senior')
    mine = []
    for (let n = 0; n < 7; n++) {
      mine.push((await officer.post(url, aSubject())).json().id)
      await neighbour.post(url, aSubject())
    }
  })
  afterAll(() => registry.close())

  describe(`GET ${url}`, () => {
    it.each([1, 3, 7, 100])('in pages of %d: every record of the own authority once, in order', async (limit) => {
      const ids: string[] = []
      let next: string | null = ''
      while (next !== null) {
        const answer = await officer.get(`${url}?limit=${limit}${next && `&cursor=${next}`}`)
        const page = answer.json() as { items: { id: string }[]; next: string | null }
        expect([answer.statusCode, page.items.length <= limit]).toEqual([200, true])
        ids.push(...page.items.map(({ id }) => id))
        next = page.next
      }
      expect(ids).toEqual(mine)
    })

    it('shows these fields of each, and no others', async () => {
      for (const item of (await officer.get(url)).json().items) expect(Object.keys(item).toSorted()).toEqual(listed)
    })

    it('is kept by no cache, neither whole nor in part', async () => {
      for (const path of [url, `${url}/${mine[0]}`])
        expect((await officer.get(path)).headers['cache-control']).toBe('no-store')
    })

    it('goes on from a record that another page ended with, though more are recorded meanwhile', async () => {
      const { next } = (await neighbour.get(`${url}?limit=7`)).json()
      expect(next).toBeNull()
      const first = (await neighbour.get(`${url}?limit=6`)).json()
      const { id } = (await neighbour.post(url, aSubject())).json()
      const second = (await neighbour.get(`${url}?limit=6&cursor=${first.next}`)).json()
      expect(second.items).toHaveLength(2)
      expect(second.items.at(-1).id).toBe(id)
    })

    it.each([
      'limit=0',
      'limit=101',
      'limit=-5',
      'limit=1.5',
      'limit=4294967296',
      'limit=all',
      'cursor=x',
      'cursor=%00',
      'cursor=',
      'familyName=A',
    ])('400: ?%s', async (query) => {
      const answer = await officer.get(`${url}?${query}`)
      expect([answer.statusCode, answer.json().type]).toEqual([400, '/problems/invalid-request'])
    })
  })

  describe('another authority', () => {
    it('404, like an absent record, to a read and to a write', async () => {
      const change = subjects === 'vehicles' ? { colour: 'Blue' } : { phone: '01709 111111' }
      const asked = async (id: string) => [
        await neighbour.get(`${url}/${id}`),
        await neighbour.patch(`${url}/${id}`, change, { 'if-match': '"1"' }),
      ]
      const [other, none] = [await asked(mine[0]!), await asked(randomUUID())]
      for (const [n, answer] of other.entries()) {
        expect([answer.statusCode, none[n]!.statusCode]).toEqual([404, 404])
        expect({ ...answer.json(), requestId: '' }).toEqual({ ...none[n]!.json(), requestId: '' })
        expect(answer.headers.etag).toBeUndefined()
      }
      expect((await officer.get(`${url}/${mine[0]}`)).headers.etag).toBe('"1"')
    })

    it.each(['x', '1', '%00', "'; DROP TABLE driver; --"])('400: /%s is no id', async (id) => {
      expect((await officer.get(`${url}/${encodeURIComponent(id)}`)).statusCode).toBe(400)
    })
  })

  describe('who may not', () => {
    const attempts = (person: Person) => [
      person.get(url),
      person.get(`${url}/${mine[0]}`),
      person.post(url, aSubject()),
      person.patch(`${url}/${mine[0]}`, { phone: '01709 111111' }, { 'if-match': '"1"' }),
    ]
    const statuses = async (person: Person) => (await Promise.all(attempts(person))).map(({ statusCode }) => statusCode)

    it('401 without a token', async () => {
      expect(await statuses(registry.anyone)).toEqual([401, 401, 401, 401])
    })

    it('403 to the back office by itself, an operator’s system and scrutiny; each refusal leaves an audit row', async () => {
      const { id: operatorId } = (await officer.post('/v1/operators', anOperator())).json()
      await registry.db.prisma.principal.create({
        data: {
          id: 'fictional-cars.booking',
          kind: 'client',
          role: 'operator-system',
          displayName: 'Booking system',
          operatorId,
          authoritySlug: null,
          createdAt: STARTED,
          disabledAt: null,
        },
      })
      for (const principal of ['rotherham.back-office', 'fictional-cars.booking', 'scrutiny.system']) {
        const before = await registry.db.prisma.auditEvent.count({ where: { refusal: 'forbidden' } })
        expect(await statuses(registry.as(principal))).toEqual([403, 403, 403, 403])
        expect(await registry.db.prisma.auditEvent.count({ where: { refusal: 'forbidden' } })).toBe(before + 4)
      }
    })

    it('lets a senior officer of the same authority', async () => {
      expect((await registry.as('rotherham.senior').get(`${url}/${mine[0]}`)).statusCode).toBe(200)
    })
  })
})
