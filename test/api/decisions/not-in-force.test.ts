import { DECIDED_BY, office, refusal, revoke, suspend } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

describe('a licence that does not run today but will', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
  })
  beforeEach(() => registry.clock.set('2026-03-02T09:00:00Z'))
  afterAll(() => registry.close())

  const surrender = {
    type: 'surrender',
    decidedOn: '2027-03-03',
    legalBasis: 'holder-surrender',
    decidedBy: DECIDED_BY,
  }
  /** Expired on 1 March 2027, from 5 March on in force again; it is 3 March. */
  const between = async () => {
    const licence = await rotherham.grant()
    const application = await rotherham.applyToRenew(licence.id)
    const renewal = {
      ...(await rotherham.searched(application)),
      type: 'renew',
      period: { startsOn: '2027-03-05', endsOn: '2028-03-04' },
      decidedOn: '2026-03-02',
      legalBasis: 'lgmpa-1976-s51',
      decidedBy: DECIDED_BY,
    }
    rotherham.made(await rotherham.officer.post(`/v1/applications/${application}/decision`, renewal))
    registry.clock.set('2027-03-03T09:00:00Z')
    return licence
  }
  const today = { decidedOn: '2027-03-03', notifiedOn: '2027-03-03', isImmediate: true }
  const temporary = (number: string, day: string, suspensionEndsOn: string) => ({
    issuingAuthority: 'rotherham',
    kind: 'private-hire-driver',
    number,
    decidedOn: day,
    notifiedOn: day,
    suspensionEndsOn,
    legalBasis: 'edcea-2026-temporary-suspension',
    grounds: ['driving-standards'],
    reasons: 'Fictional: stopped while driving dangerously.',
    decidedBy: DECIDED_BY,
  })
  const onDay = async (id: string, day: string) =>
    (await rotherham.read(id)).standing.find(({ until }) => until === null || until > `${day}T12:00:00.000Z`)

  it.each([
    ['revoked', revoke(today)],
    ['suspended', suspend(today)],
    ['surrendered', surrender],
  ])('between two periods is %s today, and does not begin again', async (situation, body) => {
    const { id } = await between()
    rotherham.made(await rotherham.decide(id, body))
    expect(await onDay(id, '2027-03-06')).toMatchObject({ verdict: 'no', situation })
  })
  it('between two periods is suspended by another authority, found by its number', async () => {
    const { id, number } = await between()
    const answer = await registry
      .as('sheffield.officer')
      .post('/v1/temporary-suspensions', temporary(number, '2027-03-03', '2027-03-20'))
    expect(answer.statusCode).toBe(201)
    expect(await onDay(id, '2027-03-06')).toMatchObject({ verdict: 'no', situation: 'temporarily-suspended' })
  })
  it('granted from next week on is stopped today, by its own authority and by another', async () => {
    const period = { startsOn: '2026-03-09', endsOn: '2027-03-08' }
    for (const body of [revoke({ isImmediate: true }), suspend({ isImmediate: true })]) {
      const { id } = await rotherham.grant('private-hire-driver', { period })
      rotherham.made(await rotherham.decide(id, body))
      expect((await onDay(id, '2026-03-10'))?.verdict).toBe('no')
    }
    const { id, number } = await rotherham.grant('private-hire-driver', { period })
    const answer = await registry
      .as('sheffield.officer')
      .post('/v1/temporary-suspensions', temporary(number, '2026-03-02', '2026-03-20'))
    expect(answer.statusCode).toBe(201)
    expect((await onDay(id, '2026-03-10'))?.situation).toBe('temporarily-suspended')
  })
  it('with no later period is gone', async () => {
    const { id } = await rotherham.grant()
    registry.clock.set('2027-03-03T09:00:00Z')
    expect(refusal(await rotherham.decide(id, revoke(today)))).toEqual([409, 'licence-expired', '/decidedOn'])
  })
  it('a number belongs to who holds it today, whoever holds it next', async () => {
    const { id, number } = await rotherham.grant()
    await rotherham.grant('private-hire-driver', { number, period: { startsOn: '2027-03-02', endsOn: '2028-03-01' } })
    await registry
      .as('sheffield.officer')
      .post('/v1/temporary-suspensions', temporary(number, '2026-03-02', '2026-03-20'))
    expect((await rotherham.read(id)).standingNow.situation).toBe('temporarily-suspended')
  })
})
