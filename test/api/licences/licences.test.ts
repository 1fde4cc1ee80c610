import { randomUUID } from 'node:crypto'
import { office, revoke, type Granted } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

describe('licences', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  let driver: Granted
  let vehicle: Granted
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
    driver = await rotherham.grant('private-hire-driver', { number: 'PHD-1' })
    vehicle = await rotherham.grant('private-hire-vehicle', { number: 'PHV-1' })
    await office(registry, 'sheffield').grant('private-hire-driver', { number: 'PHD-1' })
  })
  afterAll(() => registry.close())
  const list = async (query: string) => (await rotherham.officer.get(`/v1/licences${query}`)).json()
  const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id)

  describe('GET /v1/licences', () => {
    it('lists the own authority’s, by kind, number or holder', async () => {
      expect(ids(await list(''))).toEqual([driver.id, vehicle.id])
      expect(ids(await list('?kind=private-hire-vehicle'))).toEqual([vehicle.id])
      expect(ids(await list('?number=PHD-1'))).toEqual([driver.id])
      expect(ids(await list(`?subjectId=${vehicle.holder.id}`))).toEqual([vehicle.id])
    })
    it('pages by cursor, and shows where each licence stands now but not its time line', async () => {
      const first = await list('?limit=1')
      expect(first.items[0]).toMatchObject({ id: driver.id, holder: driver.holder, standingNow: { verdict: 'yes' } })
      expect(first.items[0]).not.toHaveProperty('standing')
      const second = await list(`?limit=1&cursor=${first.next}`)
      expect([ids(second), second.next]).toEqual([[vehicle.id], null])
    })
    it.each([
      '?limit=0',
      '?limit=4294967296',
      '?limit=1.5',
      '?cursor=LTE',
      '?number=%25',
      '?subjectId=x',
      '?kind=cab',
      '?x=1',
    ])('400 for %s', async (query) => {
      expect((await rotherham.officer.get(`/v1/licences${query}`)).statusCode).toBe(400)
    })
  })

  describe('GET /v1/licences/{id}', () => {
    it('answers the licence with its ETag', async () => {
      const answer = await rotherham.officer.get(`/v1/licences/${driver.id}`)
      expect([answer.statusCode, answer.headers.etag, answer.json()]).toEqual([200, '"1"', driver])
    })
    it('tells how old the facts are: of now where officers record them, of the last file where one tells of them', async () => {
      const told = async (url: string) => (await rotherham.officer.get(url)).headers['x-source-updated-at']
      const [one, all] = [`/v1/licences/${driver.id}`, '/v1/licences']
      for (const url of [one, `${one}/standing`, all]) expect(await told(url)).toBe('2026-03-02T09:00:00.000Z')
      const source = { authoritySlug_class: { authoritySlug: 'rotherham', class: 'driver' } }
      const feed = { mode: 'feed', updatedAt: new Date('2026-03-01T06:00:00Z') }
      await registry.db.prisma.dataSource.update({ where: source, data: feed })
      for (const url of [one, `${one}/standing`, all, '/v1/licences?kind=private-hire-driver'])
        expect(await told(url)).toBe('2026-03-01T06:00:00.000Z')
      expect(await told('/v1/licences?kind=private-hire-vehicle')).toBe('2026-03-02T09:00:00.000Z')
      await registry.db.prisma.dataSource.update({ where: source, data: { mode: 'registry', updatedAt: null } })
    })
    it('404 for another authority’s, like for an absent one; 400 for no id', async () => {
      expect((await registry.as('sheffield.officer').get(`/v1/licences/${driver.id}`)).statusCode).toBe(404)
      expect((await rotherham.officer.get(`/v1/licences/${randomUUID()}`)).statusCode).toBe(404)
      expect((await rotherham.officer.get('/v1/licences/x')).statusCode).toBe(400)
    })
    it('is not for scrutiny, nor for anyone without a token', async () => {
      expect((await registry.as('scrutiny.system').get(`/v1/licences/${driver.id}`)).statusCode).toBe(403)
      expect((await registry.anyone.get(`/v1/licences/${driver.id}`)).statusCode).toBe(401)
    })
  })

  describe('GET /v1/licences/{id}/standing', () => {
    it('answers what held at an instant as the registry knew it at another', async () => {
      const { id } = await rotherham.grant('private-hire-driver')
      registry.clock.set('2026-03-10T12:00:00Z')
      // Recorded on the 10th, of a notice given on the 2nd.
      rotherham.made(await rotherham.decide(id, revoke({ isImmediate: true })))
      const ask = async (query: string) => (await rotherham.officer.get(`/v1/licences/${id}/standing${query}`)).json()

      expect((await ask('?at=2026-03-05T12:00:00Z&knownAt=2026-03-09T12:00:00Z')).holds).toMatchObject({
        verdict: 'yes',
        situation: 'in-force',
      })
      expect((await ask('?at=2026-03-05T12:00:00Z')).holds).toMatchObject({ verdict: 'no', situation: 'revoked' })
      expect((await ask('?at=2026-03-01T23:59:59.999Z')).holds.situation).toBe('not-yet-in-force')
      const now = await ask('')
      expect([now.at, now.knownAt]).toEqual(['2026-03-10T12:00:00.000Z', '2026-03-10T12:00:00.000Z'])
      expect(now.timeLine).toEqual((await rotherham.read(id)).standing)
    })
    it('does not count an appeal or an application recorded later', async () => {
      const tfl = office(registry, 'tfl')
      registry.clock.set('2026-03-11T12:00:00Z')
      const granted = { legalBasis: 'phvla-1998-s13', decidedOn: '2026-03-11' }
      const { id } = await tfl.grant('private-hire-driver', granted)
      registry.clock.set('2026-03-12T12:00:00Z')
      await tfl.applyToRenew(id)
      const last = async (query: string) =>
        (await tfl.officer.get(`/v1/licences/${id}/standing${query}`)).json().timeLine.at(-1).situation
      expect(await last('?knownAt=2026-03-11T13:00:00Z')).toBe('expired')
      expect(await last('')).toBe('renewal-pending-unsettled')
    })
    it('404 for another authority’s; 400 for instants without a zone or beyond the calendar', async () => {
      expect((await registry.as('sheffield.officer').get(`/v1/licences/${driver.id}/standing`)).statusCode).toBe(404)
      for (const query of [
        '?at=2026-03-01',
        '?at=2026-03-01T00:00:00',
        '?knownAt=0000-01-01T00:00:00Z',
        '?knownAt=now',
      ])
        expect((await rotherham.officer.get(`/v1/licences/${driver.id}/standing${query}`)).statusCode).toBe(400)
    })
  })
})
