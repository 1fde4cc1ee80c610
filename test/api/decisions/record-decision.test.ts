import { randomUUID } from 'node:crypto'
import {
  DECIDED_BY,
  lift,
  office,
  refusal,
  refuseRenewal,
  revoke,
  suspend,
  type Granted,
} from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

describe('POST /v1/licences/{id}/decisions', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  let driver: Granted
  let vehicle: Granted
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
    driver = await rotherham.grant('private-hire-driver')
    vehicle = await rotherham.grant('private-hire-vehicle')
  })
  afterAll(() => registry.close())

  const lines = (licence: Granted) =>
    licence.standing.slice(2).map(({ from, situation }) => `${from?.slice(0, 16)} ${situation}`)
  const plain = (type: string, legalBasis: string, overrides = {}) => ({
    type,
    decidedOn: '2026-03-02',
    legalBasis,
    decidedBy: DECIDED_BY,
    ...overrides,
  })

  describe('201, with the time line rewritten and a new version', () => {
    it.each([
      ['an ordinary suspension bites after 21 days', suspend(), ['2026-03-23T00:00 suspended']],
      [
        'a suspension for a time ends by itself',
        suspend({ suspensionEndsOn: '2026-04-30' }),
        ['2026-03-23T00:00 suspended', '2026-04-30T23:00 in-force', '2027-03-02T00:00 expired'],
      ],
      ['an ordinary revocation bites after 21 days', revoke(), ['2026-03-23T00:00 revoked']],
      ['a later day may be set', revoke({ takesEffectOn: '2026-06-01' }), ['2026-05-31T23:00 revoked']],
    ])('%s', async (_, body, expected) => {
      const { id } = await rotherham.grant()
      const answer = await rotherham.decide(id, body)
      expect(answer.statusCode).toBe(201)
      const { decision, licence } = answer.json()
      expect(decision).toMatchObject({ seq: 2, type: body.type, recordedBy: { personId: 'rotherham.officer' } })
      expect(licence.version).toBe(2)
      expect(answer.headers).toMatchObject({ etag: '"2"', location: `/v1/decisions/${decision.id}` })
      expect(licence.standingNow.situation).toBe('notice-running')
      expect(lines(licence)).toEqual(expected)
      expect(await rotherham.read(id)).toEqual(licence)
    })
    it('an immediate revocation bites on the day of its notice', async () => {
      const { id } = await rotherham.grant()
      const { licence, decision } = rotherham.made(await rotherham.decide(id, revoke({ isImmediate: true })))
      expect(decision.takesEffectOn).toBe('2026-03-02')
      expect(licence.standingNow).toMatchObject({ verdict: 'no', situation: 'revoked' })
    })
    it.each([
      ['warning', plain('warning', 'licensing-policy'), 'in-force'],
      ['vary-conditions', plain('vary-conditions', 'lgmpa-1976-s51', { conditions: ['No radio.'] }), 'in-force'],
      ['surrender', plain('surrender', 'holder-surrender'), 'surrendered'],
    ])('a %s leaves the licence as it should', async (_, body, situation) => {
      const { id } = await rotherham.grant()
      expect(rotherham.made(await rotherham.decide(id, body)).licence.standingNow.situation).toBe(situation)
    })
    it('frees the number of a revoked licence for another driver', async () => {
      const { id, number } = await rotherham.grant()
      rotherham.made(await rotherham.decide(id, revoke({ isImmediate: true })))
      expect((await rotherham.tryGrant('private-hire-driver', { number })).statusCode).toBe(201)
    })
    it('does not free the number of a suspended one', async () => {
      const { id, number } = await rotherham.grant()
      rotherham.made(await rotherham.decide(id, suspend({ isImmediate: true })))
      expect(refusal(await rotherham.tryGrant('private-hire-driver', { number }))[1]).toBe('number-in-force')
    })
  })

  it('keeps the reasons out of every list and every answer to a write', async () => {
    const { id } = await rotherham.grant()
    const answer = await rotherham.decide(id, suspend({ reasons: 'restricted-text' }))
    const list = await rotherham.officer.get(`/v1/licences/${id}/decisions`)
    expect(answer.body + list.body).not.toContain('restricted-text')
    const page = await rotherham.officer.get(`/v1/decisions/${answer.json().decision.id}`)
    expect(page.json().reasons).toBe('restricted-text')
    const [row] = await registry.db.prisma.$queryRaw<{ whole: boolean }[]>`
      SELECT d.reasons_digest = sha256(convert_to(r.text, 'UTF8')) AS whole FROM decision d JOIN decision_reasons r ON r.decision_id = d.id WHERE r.text = 'restricted-text'`
    expect(row?.whole).toBe(true)
  })

  it('pages the decisions of a licence in order of recording', async () => {
    const { id } = await rotherham.grant()
    for (const type of ['warning', 'warning'])
      rotherham.made(await rotherham.decide(id, plain(type, 'licensing-policy')))
    const first = (await rotherham.officer.get(`/v1/licences/${id}/decisions?limit=2`)).json()
    const second = (await rotherham.officer.get(`/v1/licences/${id}/decisions?limit=2&cursor=${first.next}`)).json()
    const seqs = (page: { items: { seq: number }[] }) => page.items.map(({ seq }) => seq)
    expect([seqs(first), seqs(second), second.next]).toEqual([[1, 2], [3], null])
  })

  it('428 without If-Match, 412 if the licence has moved on, and for a tag it never had', async () => {
    const post = (headers: Record<string, string>) =>
      rotherham.officer.post(`/v1/licences/${driver.id}/decisions`, suspend(), headers)
    expect(refusal(await post({}))).toEqual([428, 'if-match-missing'])
    expect(refusal(await post({ 'if-match': '"9"' }))).toEqual([412, 'history-moved'])
    for (const tag of ['*', 'W/"1"', '1', '"1", "2"', '"01"'])
      expect((await post({ 'if-match': tag })).statusCode).toBe(412)
  })

  it('404 on another authority’s licence, like on an absent one', async () => {
    const neighbour = registry.as('sheffield.officer')
    for (const id of [driver.id, randomUUID()]) {
      expect(refusal(await neighbour.post(`/v1/licences/${id}/decisions`, suspend(), { 'if-match': '"1"' }))).toEqual([
        404,
        'not-found',
      ])
      expect((await neighbour.get(`/v1/licences/${id}/decisions`)).statusCode).toBe(404)
    }
    const decisionId = driver.periods[0]?.decisionId
    expect((await neighbour.get(`/v1/decisions/${decisionId}`)).statusCode).toBe(404)
  })

  describe('what the law or the form does not allow', () => {
    const vehicleRevoke = (overrides: object) =>
      revoke({ legalBasis: 'lgmpa-1976-s60', grounds: ['vehicle-unfit'], ...overrides })
    it.each([
      [
        'a decision of tomorrow',
        () => driver,
        suspend({ decidedOn: '2026-03-03', notifiedOn: '2026-03-03' }),
        [422, 'date-in-future', '/decidedOn'],
      ],
      [
        'notice before the decision',
        () => driver,
        suspend({ notifiedOn: '2026-03-01' }),
        [422, 'notified-before-decided', '/notifiedOn'],
      ],
      [
        'effect on the 21st day',
        () => driver,
        revoke({ takesEffectOn: '2026-03-22' }),
        [422, 'effect-before-law-allows', '/takesEffectOn'],
      ],
      [
        'effect when the licence is long over',
        () => driver,
        revoke({ takesEffectOn: '2199-01-01' }),
        [422, 'effect-too-late', '/takesEffectOn'],
      ],
      [
        'a suspension that ends before it begins',
        () => driver,
        suspend({ suspensionEndsOn: '2026-03-22' }),
        [422, 'suspension-ends-before-effect', '/suspensionEndsOn'],
      ],
      [
        'immediate effect on a vehicle outside London',
        () => vehicle,
        vehicleRevoke({ isImmediate: true }),
        [422, 'immediate-effect-unknown-to-law', '/isImmediate'],
      ],
      ['a driver’s power over a vehicle', () => vehicle, revoke(), [422, 'no-legal-basis', '/legalBasis']],
      ['no power', () => driver, revoke({ legalBasis: undefined }), [422, 'field-missing', '/legalBasis']],
      [
        'a period for a suspension',
        () => driver,
        suspend({ period: { startsOn: '2026-03-02', endsOn: '2026-03-03' } }),
        [422, 'field-not-for-this-decision', '/period'],
      ],
      ['a grant', () => driver, plain('grant', 'lgmpa-1976-s51'), [422, 'field-missing', '/correction']],
      ['a refusal to renew', () => driver, refuseRenewal(), [422, 'field-missing', '/correction']],
      [
        'a temporary suspension of its own licence',
        () => driver,
        suspend({ type: 'temporary-suspension-by-other-authority' }),
        [409, 'imposed-by-another-authority', '/type'],
      ],
      ['a lift of nothing', () => driver, lift(randomUUID()), [422, 'suspension-not-found', '/liftsDecisionId']],
      [
        'a refused application',
        () => driver,
        suspend({ type: 'refuse-application' }),
        [400, 'invalid-request', '/type'],
      ],
      ['an unknown key', () => driver, suspend({ imposedBy: 'E08000018' }), [400, 'invalid-request', '/imposedBy']],
      [
        'an unknown power',
        () => driver,
        suspend({ legalBasis: 'magna-carta' }),
        [400, 'invalid-request', '/legalBasis'],
      ],
      [
        '31 June',
        () => driver,
        suspend({ suspensionEndsOn: '2026-06-31' }),
        [400, 'invalid-request', '/suspensionEndsOn'],
      ],
      [
        'a year beyond reckoning',
        () => driver,
        suspend({ suspensionEndsOn: '9999-01-01' }),
        [400, 'invalid-request', '/suspensionEndsOn'],
      ],
    ])('refuses %s, names it, and writes nothing but its audit row', async (_, on, body, expected) => {
      const licence = on()
      const audited = await registry.db.prisma.auditEvent.count()
      expect(refusal(await rotherham.decide(licence.id, body))).toEqual(expected)
      expect(await rotherham.read(licence.id)).toEqual(licence)
      const isAudited = expected[0] !== 400
      expect(await registry.db.prisma.auditEvent.count()).toBe(audited + (isAudited ? 1 : 0))
    })
    it('takes a second revocation that bites earlier, and no other', async () => {
      const { id } = await rotherham.grant()
      rotherham.made(await rotherham.decide(id, revoke({ takesEffectOn: '2026-12-01' })))
      expect(refusal(await rotherham.decide(id, revoke({ takesEffectOn: '2026-12-02' })))).toEqual([
        409,
        'already-revoked',
        '/type',
      ])
      const { licence } = rotherham.made(await rotherham.decide(id, revoke()))
      expect(lines(licence)).toEqual(['2026-03-23T00:00 revoked'])
    })
    it('refuses a second revocation, and a decision on a licence that is gone', async () => {
      const { id } = await rotherham.grant()
      rotherham.made(await rotherham.decide(id, revoke({ isImmediate: true })))
      expect(refusal(await rotherham.decide(id, suspend()))).toEqual([409, 'licence-revoked', '/decidedOn'])
    })
  })
})
