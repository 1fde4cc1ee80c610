import { annul, office, refusal, refuseApplication, refuseRenewal, revoke, suspend } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

const COURT = { court: 'magistrates-court', on: '2026-03-02' }

describe('appeals', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
  })
  afterAll(() => registry.close())
  const decided = async (body: object) => {
    const licence = await rotherham.grant()
    const { decision } = rotherham.made(await rotherham.decide(licence.id, body))
    return { licence, id: decision.id as string }
  }
  const lodge = (decisionId: string, body: object = COURT) =>
    rotherham.officer.post(`/v1/decisions/${decisionId}/appeals`, body)
  const step = (appealId: string, type: string, body: object = {}) =>
    rotherham.officer.post(`/v1/appeals/${appealId}/steps`, { type, ...COURT, ...body })
  const situations = (licence: { standing: { situation: string }[] }) =>
    licence.standing.map(({ situation }) => situation)

  it('lodged in time, holds an ordinary revocation off; dismissed, lets it bite', async () => {
    const { licence, id } = await decided(revoke())
    const lodged = await lodge(id, { ...COURT, reference: 'SHEF-1' })
    expect(lodged.statusCode).toBe(201)
    const { appeal } = lodged.json()
    expect(appeal).toMatchObject({
      decisionId: id,
      steps: [{ seq: 1, type: 'lodged', on: '2026-03-02', reference: 'SHEF-1' }],
    })
    expect(lodged.headers).toMatchObject({ etag: '"3"', location: `/v1/appeals/${appeal.id}` })
    expect(situations(lodged.json().licence)).toContain('held-off-by-appeal')
    expect(situations(lodged.json().licence)).not.toContain('revoked')

    const dismissed = rotherham.made(await step(appeal.id, 'dismissed'))
    expect(dismissed.licence.version).toBe(4)
    expect(situations(dismissed.licence)).toContain('revoked')
    expect(await rotherham.read(licence.id)).toEqual(dismissed.licence)
    expect((await rotherham.officer.get(`/v1/appeals/${appeal.id}`)).json()).toEqual(dismissed.appeal)
    const page = (await rotherham.officer.get(`/v1/decisions/${id}`)).json()
    expect(page).toMatchObject({ rightOfAppeal: { state: 'dismissed' }, appeal: { id: appeal.id } })
  })
  it('does not hold off an immediate suspension', async () => {
    const { id } = await decided(suspend({ isImmediate: true }))
    expect(rotherham.made(await lodge(id)).licence.standingNow.situation).toBe('suspended')
  })
  it('allowed, takes two persons, and gives the licence back from the day of the order', async () => {
    const { licence, id } = await decided(revoke({ isImmediate: true }))
    const { appeal } = rotherham.made(await lodge(id))
    const proposed = await step(appeal.id, 'allowed')
    expect(proposed.statusCode).toBe(202)
    expect(proposed.json()).toMatchObject({ kind: 'appeal-step', decisionId: id, licenceVersion: 3 })
    expect((await rotherham.read(licence.id)).standingNow.situation).toBe('revoked')
    const approved = rotherham.made(await rotherham.approve(proposed))
    expect(approved.decision).toBeNull()
    expect(approved.appeal.steps[1]).toMatchObject({
      type: 'allowed',
      proposedBy: 'rotherham.officer',
      approvedBy: 'rotherham.senior',
    })
    expect(approved.licence).toMatchObject({ version: 4, standingNow: { situation: 'in-force' } })
  })
  it('allowed when the number is in force for another driver, is refused and leaves nothing behind', async () => {
    const { licence, id } = await decided(revoke({ isImmediate: true }))
    await rotherham.grant('private-hire-driver', { number: licence.number })
    const { appeal } = rotherham.made(await lodge(id))
    const proposed = await step(appeal.id, 'allowed')
    const before = await rotherham.read(licence.id)
    expect(refusal(await rotherham.approve(proposed))).toEqual([409, 'number-in-force'])
    expect(await rotherham.read(licence.id)).toEqual(before)
    expect((await rotherham.officer.get(`/v1/appeals/${appeal.id}`)).json().steps).toHaveLength(1)
    expect((await rotherham.officer.get(`/v1/proposals/${proposed.json().id}`)).json().state).toBe('open')
  })
  it('of a refused new application, changes no licence', async () => {
    const application = await rotherham.apply()
    const { decision } = rotherham.made(
      await rotherham.officer.post(`/v1/applications/${application}/decision`, refuseApplication()),
    )
    const { appeal, licence } = rotherham.made(await lodge(decision.id))
    expect(licence).toBeNull()
    const approved = rotherham.made(await rotherham.approve(await step(appeal.id, 'allowed')))
    expect(approved).toMatchObject({ licence: null, appeal: { steps: [{ type: 'lodged' }, { type: 'allowed' }] } })
  })
  it('of a refusal to renew, leaves the days after expiry unsettled', async () => {
    const licence = await rotherham.grant()
    const application = await rotherham.applyToRenew(licence.id)
    const { decision } = rotherham.made(
      await rotherham.officer.post(`/v1/applications/${application}/decision`, refuseRenewal()),
    )
    expect(rotherham.made(await lodge(decision.id)).licence.standing.at(-1)).toMatchObject({ verdict: 'unknown' })
  })

  describe('refused', () => {
    let id: string
    let appealId: string
    beforeAll(async () => {
      id = (await decided(revoke())).id
      appealId = rotherham.made(await lodge(id)).appeal.id
    })
    it.each([
      ['a second appeal', () => lodge(id), [409, 'appeal-already-lodged', '/type']],
      ['a step of tomorrow', () => step(appealId, 'dismissed', { on: '2026-03-03' }), [422, 'date-in-future', '/on']],
      [
        'a step older than the one before',
        () => step(appealId, 'dismissed', { on: '2026-03-01' }),
        [422, 'appeal-before-notice', '/on'],
      ],
      ['a step out of order', () => step(appealId, 'further-appeal'), [422, 'appeal-step-out-of-order', '/type']],
      [
        'an unknown court',
        () => step(appealId, 'dismissed', { court: 'kangaroo' }),
        [400, 'invalid-request', '/court'],
      ],
      ['an unknown key', () => step(appealId, 'dismissed', { reasons: 'x' }), [400, 'invalid-request', '/reasons']],
      ['lodged as a step', () => step(appealId, 'lodged'), [400, 'invalid-request', '/type']],
      ['against an annulment', async () => lodge(await annulled()), [409, 'decision-annulled']],
      [
        'against a grant',
        async () => lodge((await rotherham.grant()).periods[0]!.decisionId),
        [422, 'no-right-of-appeal'],
      ],
    ])('%s', async (_, act, expected) => {
      expect(refusal(await act())).toEqual(expected)
    })
    it('to another authority, as if there were none', async () => {
      const neighbour = registry.as('sheffield.officer')
      expect((await neighbour.post(`/v1/decisions/${id}/appeals`, COURT)).statusCode).toBe(404)
      expect((await neighbour.post(`/v1/appeals/${appealId}/steps`, { type: 'dismissed', ...COURT })).statusCode).toBe(
        404,
      )
      expect((await neighbour.get(`/v1/appeals/${appealId}`)).statusCode).toBe(404)
    })
    const annulled = async () => {
      const { licence, id: decisionId } = await decided(suspend())
      rotherham.made(await rotherham.approve(await rotherham.decide(licence.id, annul('suspend', decisionId))))
      return decisionId
    }
  })
})
