import { annul, DECIDED_BY, office, refusal, refuseApplication, refuseRenewal } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

describe('applications and the decisions on them', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
  })
  afterAll(() => registry.close())
  const determine = (id: string, body: object) => rotherham.officer.post(`/v1/applications/${id}/decision`, body)
  const application = async (id: string) => (await rotherham.officer.get(`/v1/applications/${id}`)).json()

  describe('POST /v1/applications', () => {
    it.each([
      ['another authority’s driver', async () => office(registry, 'sheffield').subject('private-hire-driver')],
      ['a vehicle put forward for a driver’s licence', async () => rotherham.subject('private-hire-vehicle')],
    ])('refuses %s like one that does not exist', async (_, subjectId) => {
      const body = { type: 'new', kind: 'private-hire-driver', subjectId: await subjectId(), receivedOn: '2026-02-20' }
      expect(refusal(await rotherham.officer.post('/v1/applications', body))).toEqual([
        422,
        'subject-not-found',
        '/subjectId',
      ])
    })
    it('refuses to renew another authority’s licence like one that does not exist', async () => {
      const { id } = await office(registry, 'sheffield').grant()
      const body = { type: 'renewal', licenceId: id, receivedOn: '2026-02-20' }
      expect(refusal(await rotherham.officer.post('/v1/applications', body))).toEqual([
        422,
        'licence-not-found',
        '/licenceId',
      ])
    })
    it('refuses one received tomorrow', async () => {
      const subjectId = await rotherham.subject('private-hire-driver')
      const body = { type: 'new', kind: 'private-hire-driver', subjectId, receivedOn: '2026-03-03' }
      expect(refusal(await rotherham.officer.post('/v1/applications', body))).toEqual([
        422,
        'date-in-future',
        '/receivedOn',
      ])
    })
    it('refuses unknown keys and the fields of the other type', async () => {
      const body = { type: 'new', licenceId: '01987654-3210-7abc-8def-0123456789ab', receivedOn: '2026-02-20' }
      expect(refusal(await rotherham.officer.post('/v1/applications', body))[0]).toBe(400)
    })
  })

  describe('grant', () => {
    let open: string
    beforeAll(async () => {
      open = await rotherham.apply()
    })
    it('makes the licence with its period, its first decision and its time line', async () => {
      const id = await rotherham.apply()
      const body = rotherham.grantBody('private-hire-driver', {
        number: 'PHD-1024',
        conditions: ['Shall display the badge.'],
        ...(await rotherham.searched(id)),
      })
      const answer = await determine(id, body)

      expect(answer.statusCode).toBe(201)
      const { decision, licence } = answer.json()
      expect(decision).toMatchObject({
        type: 'grant',
        seq: 1,
        applicationId: id,
        licenceId: licence.id,
        conditions: ['Shall display the badge.'],
      })
      expect(licence).toMatchObject({
        authority: 'rotherham',
        number: 'PHD-1024',
        version: 1,
        periods: [{ startsOn: '2026-03-02', endsOn: '2027-03-01', decisionId: decision.id }],
        standingNow: { verdict: 'yes', situation: 'in-force', validUntil: '2027-03-01' },
      })
      expect(licence.standing.map((step: { from: string; situation: string }) => [step.from, step.situation])).toEqual([
        [null, 'not-yet-in-force'],
        ['2026-03-02T00:00:00.000Z', 'in-force'],
        ['2027-03-02T00:00:00.000Z', 'expired'],
      ])
      expect(answer.headers).toMatchObject({ etag: '"1"', location: `/v1/decisions/${decision.id}` })
      expect(await application(id)).toMatchObject({ state: 'granted', decisionId: decision.id, licenceId: licence.id })
    })
    it.each([
      ['no number', { number: undefined }, [422, 'field-missing', '/number']],
      ['no period', { period: undefined }, [422, 'field-missing', '/period']],
      ['no power', { legalBasis: undefined }, [422, 'field-missing', '/legalBasis']],
      ['a power that grants nothing', { legalBasis: 'lgmpa-1976-s61-1' }, [422, 'no-legal-basis', '/legalBasis']],
      [
        'more than three years',
        { period: { startsOn: '2026-03-02', endsOn: '2029-03-02' } },
        [422, 'period-too-long', '/period/endsOn'],
      ],
      ['a decision of tomorrow', { decidedOn: '2026-03-03' }, [422, 'date-in-future', '/decidedOn']],
      [
        'a decision older than the application',
        { decidedOn: '2026-02-19' },
        [422, 'decided-before-application', '/decidedOn'],
      ],
      [
        'a period that was over when it was given',
        { period: { startsOn: '2023-03-01', endsOn: '2024-02-29' } },
        [422, 'period-over-when-decided', '/period/endsOn'],
      ],
      ['the type that decides a renewal', { type: 'renew' }, [422, 'application-not-for-this-decision', '/type']],
      [
        'a correction',
        annul('grant', '01987654-3210-7abc-8def-0123456789ab'),
        [422, 'field-not-for-this-decision', '/correction'],
      ],
      ['an unknown key', { effectiveFrom: '2026-03-02' }, [400, 'invalid-request', '/effectiveFrom']],
      ['a number in lower case', { number: 'phd-1' }, [400, 'invalid-request', '/number']],
      ['30 February', { decidedOn: '2026-02-30' }, [400, 'invalid-request', '/decidedOn']],
      [
        '101 conditions',
        { conditions: Array.from({ length: 101 }, () => 'x') },
        [400, 'invalid-request', '/conditions'],
      ],
      ['a condition of 501 characters', { conditions: ['x'.repeat(501)] }, [400, 'invalid-request', '/conditions/0']],
      ['21 grounds', { grounds: Array.from({ length: 21 }, () => 'fee-unpaid') }, [400, 'invalid-request', '/grounds']],
      ['reasons of 20,001 characters', { reasons: 'x'.repeat(20_001) }, [400, 'invalid-request', '/reasons']],
      ['NUL in the reasons', { reasons: 'a\u0000b' }, [400, 'invalid-request', '/reasons']],
      [
        'a lone surrogate in a name',
        { decidedBy: { ...DECIDED_BY, name: 'a\ud800' } },
        [400, 'invalid-request', '/decidedBy/name'],
      ],
    ])('refuses %s, names it, and writes nothing', async (_, overrides, expected) => {
      const counts = async () => [await registry.db.prisma.licence.count(), await registry.db.prisma.decision.count()]
      const before = await counts()
      expect(refusal(await determine(open, rotherham.grantBody('private-hire-driver', overrides)))).toEqual(expected)
      expect(await counts()).toEqual(before)
      expect((await application(open)).state).toBe('open')
    })
    it('takes the longest reasons and conditions that it says it takes', async () => {
      const answer = await rotherham.tryGrant('private-hire-driver', {
        reasons: '€'.repeat(20_000),
        conditions: Array.from({ length: 100 }, () => '€'.repeat(500)),
      })
      expect(answer.statusCode).toBe(201)
    })
    it('happens once for an application', async () => {
      const id = await rotherham.apply()
      const search = await rotherham.searched(id)
      rotherham.made(await determine(id, rotherham.grantBody('private-hire-driver', search)))
      const again = await determine(id, rotherham.grantBody('private-hire-driver'))
      expect(refusal(again)).toEqual([409, 'application-already-determined'])
    })
  })

  describe('a number', () => {
    it('in force is not granted again, neither to another driver nor to the same', async () => {
      const { holder } = await rotherham.grant('private-hire-driver', { number: 'ONE' })
      expect(refusal(await rotherham.tryGrant('private-hire-driver', { number: 'ONE' }))).toEqual([
        409,
        'number-in-force',
        '/number',
      ])
      const same = await rotherham.tryGrant('private-hire-driver', { number: 'ONE' }, holder.id)
      expect(refusal(same)).toEqual([409, 'number-in-force', '/number'])
    })
    it('is shared by the two licences of a dual driver, and with no other driver', async () => {
      const { holder } = await rotherham.grant('private-hire-driver', { number: 'DUAL' })
      const other = await rotherham.tryGrant('hackney-carriage-driver', { number: 'DUAL' })
      expect(refusal(other)).toEqual([409, 'number-held-by-another', '/number'])
      const dual = await rotherham.tryGrant('hackney-carriage-driver', { number: 'DUAL' }, holder.id)
      expect(dual.statusCode).toBe(201)
    })
    it('is the plate of a vehicle and the badge of a driver without any quarrel, and another authority’s too', async () => {
      await rotherham.grant('private-hire-driver', { number: 'FREE' })
      await rotherham.grant('private-hire-vehicle', { number: 'FREE' })
      expect((await office(registry, 'sheffield').tryGrant('private-hire-driver', { number: 'FREE' })).statusCode).toBe(
        201,
      )
    })
    it('may be granted from the day after another’s last day on', async () => {
      await rotherham.grant('private-hire-driver', { number: 'NEXT' })
      const next = { number: 'NEXT', period: { startsOn: '2027-03-02', endsOn: '2028-03-01' } }
      expect((await rotherham.tryGrant('private-hire-driver', next)).statusCode).toBe(201)
    })
  })
  it('grants a driver one licence of a kind at a time', async () => {
    const { holder } = await rotherham.grant('private-hire-driver')
    expect(refusal(await rotherham.tryGrant('private-hire-driver', {}, holder.id))).toEqual([
      409,
      'licence-of-kind-in-force',
    ])
  })

  describe('refuse-application', () => {
    let open: string
    beforeAll(async () => {
      open = await rotherham.apply()
    })
    it('stands on record without a licence, its reasons on its own page only', async () => {
      const id = await rotherham.apply()
      const answer = await determine(id, refuseApplication({ relevantInformation: ['sexual-offence'] }))
      expect(answer.statusCode).toBe(201)
      const { decision, licence } = answer.json()
      expect(licence).toBeNull()
      expect(decision).toMatchObject({
        licenceId: null,
        applicationId: id,
        seq: null,
        relevantInformation: ['sexual-offence'],
      })
      expect(answer.body).not.toContain('Reasons of a fictional case')
      expect(await application(id)).toMatchObject({ state: 'refused', decisionId: decision.id, licenceId: null })
      const page = (await rotherham.officer.get(`/v1/decisions/${decision.id}`)).json()
      expect(page).toMatchObject({
        reasons: 'Reasons of a fictional case.',
        rightOfAppeal: { state: 'period-open', lastDay: '2026-03-23' },
        appeal: null,
      })
    })
    it.each([
      [
        'a decision older than the application',
        { decidedOn: '2026-02-19' },
        [422, 'decided-before-application', '/decidedOn'],
      ],
      ['no notice', { notifiedOn: undefined }, [422, 'field-missing', '/notifiedOn']],
      ['no grounds', { grounds: [] }, [422, 'grounds-missing', '/grounds']],
      ['no reasons', { reasons: undefined }, [422, 'reasons-missing', '/reasons']],
      ['a number', { number: 'X-1' }, [422, 'field-not-for-this-decision', '/number']],
      ['notice before the decision', { notifiedOn: '2026-03-01' }, [422, 'notified-before-decided', '/notifiedOn']],
    ])('refuses %s', async (_, overrides, expected) => {
      expect(refusal(await determine(open, refuseApplication(overrides)))).toEqual(expected)
    })
  })

  describe('renewal', () => {
    const renew = {
      type: 'renew',
      period: { startsOn: '2027-03-02', endsOn: '2028-03-01' },
      decidedOn: '2026-03-02',
      legalBasis: 'lgmpa-1976-s51',
      decidedBy: DECIDED_BY,
    }
    it('adds a period to the licence; refused, it leaves the licence its term and stands on its history', async () => {
      const licence = await rotherham.grant()
      const toRenew = await rotherham.applyToRenew(licence.id)
      const renewed = await determine(toRenew, { ...renew, ...(await rotherham.searched(toRenew)) })
      expect(renewed.statusCode).toBe(201)
      expect(renewed.json().licence).toMatchObject({ id: licence.id, standingNow: { validUntil: '2027-03-01' } })
      expect(renewed.json().licence.periods).toHaveLength(2)

      const id = await rotherham.applyToRenew(licence.id)
      const refused = await determine(id, refuseRenewal())
      expect(refused.json()).toMatchObject({
        decision: { licenceId: licence.id, seq: 3 },
        licence: { standingNow: { verdict: 'yes' } },
      })
      expect(await application(id)).toMatchObject({ type: 'renewal', state: 'refused', licenceId: licence.id })
    })
    it('is not given for days that the licence has already', async () => {
      const id = await rotherham.applyToRenew((await rotherham.grant()).id)
      const overlapping = await determine(id, { ...renew, period: { startsOn: '2027-03-01', endsOn: '2028-03-01' } })
      expect(refusal(overlapping)).toEqual([409, 'period-overlaps', '/period'])
    })
    it('is neither given nor refused before it was applied for, nor corrected to such a day', async () => {
      const licence = await rotherham.grant()
      const id = await rotherham.applyToRenew(licence.id, '2026-03-01')
      const tooEarly = [422, 'decided-before-application', '/decidedOn']
      expect(refusal(await determine(id, { ...renew, decidedOn: '2026-02-28' }))).toEqual(tooEarly)
      expect(refusal(await determine(id, refuseRenewal({ decidedOn: '2026-02-28' })))).toEqual(tooEarly)
      const { decision } = rotherham.made(await determine(id, { ...renew, ...(await rotherham.searched(id)) }))
      const correction = { decisionId: decision.id, effect: 'replace', why: 'Another day.' }
      const moved = await rotherham.decide(licence.id, { ...renew, decidedOn: '2026-02-28', correction })
      expect(refusal(moved)).toEqual(tooEarly)
    })
    it('received in time leaves a London licence’s days after expiry unsettled, at once', async () => {
      const tfl = office(registry, 'tfl')
      const { id } = await tfl.grant('private-hire-driver', { legalBasis: 'phvla-1998-s13' })
      await tfl.applyToRenew(id)
      const { standing, version } = await tfl.read(id)
      expect(standing.at(-1)).toMatchObject({ verdict: 'unknown', situation: 'renewal-pending-unsettled' })
      expect(version).toBe(2)
    })
  })

  describe('reading', () => {
    it('answers another authority’s application like an absent one', async () => {
      const id = await rotherham.apply()
      const neighbour = registry.as('sheffield.officer')
      expect((await neighbour.get(`/v1/applications/${id}`)).statusCode).toBe(404)
      const answer = await neighbour.post(`/v1/applications/${id}/decision`, refuseApplication())
      expect(refusal(answer)).toEqual([404, 'not-found'])
    })
    it('pages the applications of the own authority, by subject too', async () => {
      const subjectId = await rotherham.subject('private-hire-driver')
      const ids = [
        await rotherham.apply('private-hire-driver', subjectId),
        await rotherham.apply('hackney-carriage-driver', subjectId),
      ]
      const first = (await rotherham.officer.get(`/v1/applications?subjectId=${subjectId}&limit=1`)).json()
      const second = (
        await rotherham.officer.get(`/v1/applications?subjectId=${subjectId}&limit=1&cursor=${first.next}`)
      ).json()
      expect([first.items[0].id, second.items[0].id, second.next]).toEqual([...ids, null])
      expect(
        (await registry.as('sheffield.officer').get(`/v1/applications?subjectId=${subjectId}`)).json().items,
      ).toEqual([])
    })
  })
})
