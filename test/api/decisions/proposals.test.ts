import { asProgram } from '../../support/as-owner.js'
import { annul, DECIDED_BY, lift, office, refusal, refuseApplication, revoke, suspend } from '../../support/office.js'
import { startRegistry, type Person, type Registry } from '../../support/registry.js'

describe('two persons', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  let senior2: Person
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
    senior2 = registry.as('rotherham.senior-2')
  })
  afterAll(() => registry.close())
  const suspended = async () => {
    const { id } = await rotherham.grant()
    const { decision } = rotherham.made(await rotherham.decide(id, suspend({ isImmediate: true })))
    return { id, decisionId: decision.id as string }
  }

  describe('to lift a suspension', () => {
    it('one proposes, and nothing changes; a senior officer approves, and the licence is given back', async () => {
      const { id, decisionId } = await suspended()
      const proposed = await rotherham.decide(id, lift(decisionId, { reasons: 'restricted-text' }))
      expect(proposed.statusCode).toBe(202)
      const proposal = proposed.json()
      expect(proposed.headers['location']).toBe(`/v1/proposals/${proposal.id}`)
      expect(proposal).toMatchObject({ kind: 'decision', state: 'open', licenceId: id, decisionId, licenceVersion: 2 })
      expect(await rotherham.read(id)).toMatchObject({ version: 2, standingNow: { situation: 'suspended' } })
      const page = (await rotherham.officer.get(`/v1/proposals/${proposal.id}`)).json()
      expect(page.command).toMatchObject({ type: 'lift-suspension', reasons: 'restricted-text' })

      const approved = await rotherham.approve(proposed)
      expect(approved.statusCode).toBe(201)
      const { decision, licence, ...rest } = approved.json()
      expect(rest.proposal).toMatchObject({
        state: 'approved',
        outcome: { decidedBy: { personId: 'rotherham.senior' }, resultId: decision.id },
      })
      expect(decision).toMatchObject({
        seq: 3,
        proposedBy: 'rotherham.officer',
        approvedBy: 'rotherham.senior',
        liftsDecisionId: decisionId,
      })
      expect(licence).toMatchObject({ version: 3, standingNow: { situation: 'in-force' } })
      expect(approved.headers['etag']).toBe('"3"')
      const lifted = (await rotherham.officer.get(`/v1/decisions/${decisionId}`)).json()
      expect(lifted.liftedByDecisionIds).toEqual([decision.id])
    })
    it('the same person cannot do both, senior or not', async () => {
      const { id, decisionId } = await suspended()
      const proposed = await rotherham.decide(id, lift(decisionId), { by: rotherham.senior })
      expect(refusal(await rotherham.approve(proposed))).toEqual([409, 'same-person'])
      expect((await rotherham.read(id)).version).toBe(2)
      expect((await rotherham.approve(proposed, senior2)).statusCode).toBe(201)
    })
    it('an officer who is not senior cannot approve, nor can another authority’s senior officer', async () => {
      const { id, decisionId } = await suspended()
      const proposed = await rotherham.decide(id, lift(decisionId))
      expect(refusal(await rotherham.approve(proposed, registry.as('rotherham.officer-2')))).toEqual([403, 'forbidden'])
      const neighbour = registry.as('sheffield.senior')
      expect(refusal(await rotherham.approve(proposed, neighbour))).toEqual([404, 'not-found'])
      expect((await neighbour.get(`/v1/proposals/${proposed.json().id}`)).statusCode).toBe(404)
    })
    it('an approval fails once the licence has moved on; the proposal can then only be rejected', async () => {
      const { id, decisionId } = await suspended()
      const proposed = await rotherham.decide(id, lift(decisionId))
      rotherham.made(await rotherham.decide(id, revoke()))
      expect(refusal(await rotherham.approve(proposed))).toEqual([412, 'history-moved'])
      const rejected = await rotherham.officer.post(`/v1/proposals/${proposed.json().id}/rejection`, {
        reason: 'Overtaken.',
      })
      expect(rejected.json()).toMatchObject({ state: 'rejected', outcome: { reason: 'Overtaken.', resultId: null } })
    })
    it('what was proposed is judged anew on approval', async () => {
      const { id, decisionId } = await suspended()
      const [first, second] = [
        await rotherham.decide(id, lift(decisionId)),
        await rotherham.decide(id, lift(decisionId)),
      ]
      rotherham.made(await rotherham.approve(first))
      expect((await rotherham.approve(second)).statusCode).toBe(412)
    })
    it('ends once, one way or the other', async () => {
      const { id, decisionId } = await suspended()
      const proposed = await rotherham.decide(id, lift(decisionId))
      const reject = () => rotherham.senior.post(`/v1/proposals/${proposed.json().id}/rejection`, { reason: 'No.' })
      expect((await reject()).statusCode).toBe(201)
      expect(refusal(await reject())).toEqual([409, 'proposal-closed'])
      expect(refusal(await rotherham.approve(proposed))).toEqual([409, 'proposal-closed'])
      expect((await rotherham.read(id)).standingNow.situation).toBe('suspended')
    })
  })

  describe('of the reasons that a proposal gives', () => {
    const query = async (sql: string, ...values: unknown[]) => (await registry.db.pool.query(sql, values)).rows
    const RESTRICTED = 'The complainant withdrew.'
    const WHY = 'Meant for a namesake.'
    const proposed = async () => {
      const { id, decisionId } = await suspended()
      const correction = { decisionId, effect: 'replace', why: WHY }
      const body = suspend({ isImmediate: true, reasons: RESTRICTED, correction })
      const answer = await rotherham.decide(id, body)
      expect(answer.statusCode).toBe(202)
      return { answer, id: answer.json().id as string, correction }
    }
    const commandOf = async (id: string) => (await rotherham.officer.get(`/v1/proposals/${id}`)).json().command
    const traces = async (id: string) => ({
      inClear: await query('SELECT 1 FROM proposal WHERE payload::text ~ $1', `${RESTRICTED}|${WHY}`),
      sealed: await query('SELECT 1 FROM proposal_sealed WHERE proposal_id = $1', id),
      digest: (await query('SELECT length(sealed_digest) FROM proposal WHERE id = $1', id))[0].length,
    })

    it('nothing stands in clear; the second person reads them, and then they stand with the decision alone', async () => {
      const { answer, id, correction } = await proposed()
      expect(await traces(id)).toEqual({ inClear: [], sealed: [expect.anything()], digest: 32 })
      expect(await commandOf(id)).toMatchObject({ type: 'suspend', reasons: RESTRICTED, correction })
      const { decision } = rotherham.made(await rotherham.approve(answer))
      expect(
        await query('SELECT text, correction_why FROM decision_reasons WHERE decision_id = $1', decision.id),
      ).toEqual([{ text: RESTRICTED, correction_why: WHY }])
      expect(await traces(id)).toEqual({ inClear: [], sealed: [], digest: 32 })
      const { why: _why, ...corrects } = correction
      expect(await commandOf(id)).toMatchObject({ type: 'suspend', correction: corrects })
      expect(JSON.stringify(await commandOf(id))).not.toMatch(`${RESTRICTED}|${WHY}`)
    })
    it('nothing is left when it is rejected, and nothing goes before', async () => {
      const { id } = await proposed()
      const forgetting = asProgram(registry.db, 'DELETE FROM proposal_sealed')
      await expect(forgetting).rejects.toMatchObject({ code: '23001' })
      await rotherham.officer.post(`/v1/proposals/${id}/rejection`, { reason: 'No.' })
      expect(await traces(id)).toEqual({ inClear: [], sealed: [], digest: 32 })
      expect(await commandOf(id)).not.toHaveProperty('reasons')
    })
  })

  it('lists what is open and what is not, without what was proposed', async () => {
    const { id, decisionId } = await suspended()
    const proposed = await rotherham.decide(id, lift(decisionId, { reasons: 'restricted-text' }))
    const open = await rotherham.officer.get('/v1/proposals?state=open&limit=100')
    expect(open.json().items.map((p: { id: string }) => p.id)).toContain(proposed.json().id)
    expect(open.body).not.toContain('restricted-text')
    const closed = (await rotherham.officer.get('/v1/proposals?state=approved&limit=100')).json()
    expect(new Set(closed.items.map((p: { state: string }) => p.state))).toEqual(new Set(['approved']))
    expect((await registry.as('sheffield.officer').get('/v1/proposals')).json().items).toEqual([])
  })

  describe('to correct', () => {
    const correct = async (id: string, body: object) =>
      rotherham.made(await rotherham.approve(await rotherham.decide(id, body)))

    it('a grant: the period restated takes the place of the wrong one, which stays on record', async () => {
      const { id, periods } = await rotherham.grant()
      const body = {
        type: 'grant',
        period: { startsOn: '2026-03-02', endsOn: '2026-09-01' },
        decidedOn: '2026-03-02',
        legalBasis: 'lgmpa-1976-s51',
        decidedBy: DECIDED_BY,
        correction: { decisionId: periods[0]?.decisionId, effect: 'replace', why: 'Six months were granted.' },
      }
      const { decision, licence } = await correct(id, body)
      expect(decision).toMatchObject({ seq: 2, correction: { decisionId: periods[0]?.decisionId, effect: 'replace' } })
      expect(licence).toMatchObject({
        periods: [{ endsOn: '2026-09-01', decisionId: decision.id }],
        standingNow: { validUntil: '2026-09-01' },
      })
      const old = (await rotherham.officer.get(`/v1/decisions/${periods[0]?.decisionId}`)).json()
      expect(old.correctedByDecisionId).toBe(decision.id)

      const again = await rotherham.decide(id, body)
      expect(refusal(again)).toEqual([409, 'decision-already-corrected', '/correction/decisionId'])
      const search = await rotherham.searched(decision.applicationId)
      const undone = await correct(id, { ...annul('grant', decision.id), ...search })
      expect(undone.licence).toMatchObject({
        periods: [{ endsOn: '2027-03-01', decisionId: undone.decision.id }],
        standingNow: { validUntil: '2027-03-01' },
      })
    })
    it('a grant annulled gives no day and frees its number', async () => {
      const { id, number, periods } = await rotherham.grant()
      const { licence } = await correct(id, annul('grant', periods[0]!.decisionId))
      expect(licence).toMatchObject({
        periods: [],
        standing: [{ from: null, until: null, situation: 'not-yet-in-force' }],
      })
      expect((await rotherham.tryGrant('private-hire-driver', { number })).statusCode).toBe(201)
    })
    it('a suspension annulled, and a lift annulled, count no more', async () => {
      const { id, decisionId } = await suspended()
      const lifted = rotherham.made(await rotherham.approve(await rotherham.decide(id, lift(decisionId))))
      const relapsed = await correct(id, annul('lift-suspension', lifted.decision.id))
      expect(relapsed.licence.standingNow.situation).toBe('suspended')
      const cleared = await correct(id, annul('suspend', decisionId))
      expect(cleared.licence.standingNow.situation).toBe('in-force')
    })
    it('a refused new application, which has no licence, on the application', async () => {
      const id = await rotherham.apply()
      const refused = rotherham.made(
        await rotherham.officer.post(`/v1/applications/${id}/decision`, refuseApplication()),
      )
      const proposed = await rotherham.officer.post(
        `/v1/applications/${id}/decision`,
        annul('refuse-application', refused.decision.id),
      )
      expect(proposed.json()).toMatchObject({ licenceId: null, licenceVersion: null, state: 'open' })
      const { decision, licence } = rotherham.made(await rotherham.approve(proposed))
      expect([decision.applicationId, licence]).toEqual([id, null])
      expect((await rotherham.officer.get(`/v1/applications/${id}`)).json()).toMatchObject({
        state: 'annulled',
        decisionId: null,
      })
    })
    it('an annulment that says anything of its own is refused', async () => {
      const { id, decisionId } = await suspended()
      const body = { ...annul('suspend', decisionId), takesEffectOn: '2026-03-02' }
      expect(refusal(await rotherham.decide(id, body))).toEqual([422, 'field-not-for-this-decision', '/takesEffectOn'])
    })
    it('a decision of another type, or of another licence, is refused', async () => {
      const { id, decisionId } = await suspended()
      expect(refusal(await rotherham.decide(id, annul('revoke', decisionId)))).toEqual([
        422,
        'correction-of-another-type',
        '/type',
      ])
      const other = await rotherham.grant()
      const foreign = await rotherham.decide(other.id, annul('suspend', decisionId))
      expect(refusal(foreign)).toEqual([422, 'decision-not-found', '/correction/decisionId'])
    })
  })
})
