import { randomUUID } from 'node:crypto'
import {
  annulment,
  askForCameras,
  camera,
  condition,
  exemption,
  exemptionEnd,
  fault,
  footageDecision,
  footageHandover,
  footageRequest,
  inspection,
  installation,
  PASSED,
  removal,
  repair,
  replacing,
} from '../../support/cctv-facts.js'
import { annul, DECIDED_BY, office, refusal } from '../../support/office.js'
import { SCRUTINY } from '../../support/cast.js'
import { rowCounts } from '../../support/rows.js'
import { startRegistry, type Registry } from '../../support/registry.js'
import { CCTV_RULE, newStandards } from '../../support/standards.js'

let registry: Registry
let rotherham: ReturnType<typeof office>
beforeAll(async () => {
  registry = await startRegistry()
  rotherham = office(registry)
  await askForCameras(registry)
})
afterAll(() => registry.close())

const licensed = async () => {
  const licence = await rotherham.grant('private-hire-vehicle')
  return { licence, vehicleId: licence.holder.id, ...camera(registry, licence.holder.id) }
}
const NOBODY = '01987654-3210-7abc-8def-0123456789ff'

describe('recordCctvFact', () => {
  it('puts a fact on record as it was sent, and derives whether the rule is met, in the same answer', async () => {
    const { licence, vehicleId, record, statuses, facts } = await licensed()
    expect(await statuses()).toEqual(['non-compliant'])

    const fitted = await record(installation())
    const { type: _, on: __, ...content } = installation()
    expect(fitted.fact).toEqual({
      id: fitted.fact.id,
      vehicleId,
      seq: 1,
      type: 'installation',
      on: '2026-03-02',
      content,
      correction: null,
      correctedBy: null,
      recordedAt: '2026-03-02T09:00:00.000Z',
      recordedBy: { clientId: expect.any(String), personId: 'rotherham.officer' },
      proposedBy: null,
    })
    expect(fitted.compliance).toMatchObject({
      vehicleId,
      at: '2026-03-02T09:00:00.000Z',
      latestStandards: 2,
      licences: [
        {
          licenceId: licence.id,
          kind: 'private-hire-vehicle',
          standards: 2,
          isCurrent: true,
          holds: { status: 'unknown', reasons: [{ code: 'not-yet-inspected' }] },
        },
      ],
    })

    const inspected = await record(inspection())
    expect(inspected.compliance.licences[0].holds).toMatchObject({
      status: 'compliant',
      reasons: [{ code: 'meets-the-rule', rule: expect.stringContaining('2015-07-06') }],
    })
    expect(await statuses()).toEqual(['compliant'])
    expect(await statuses('2027-03-03T09:00:00Z')).toEqual(['non-compliant'])
    expect((await facts()).map(({ seq }: { seq: number }) => seq)).toEqual([1, 2])
  })

  it('keeps what happens to a camera: taken out, faulty, repaired', async () => {
    const { record, statuses } = await licensed()
    await record(installation({ on: '2026-02-01' }))
    await record(inspection({ on: '2026-02-01' }))
    const { fact } = await record(fault({ on: '2026-02-10' }))
    expect(fact.content).toEqual({ description: 'No picture: said by Farah Fictional.' })
    expect(await statuses()).toEqual(['non-compliant'])
    await record(repair(fact.id))
    expect(await statuses()).toEqual(['compliant'])
    await record(removal())
    expect(await statuses()).toEqual(['non-compliant'])
  })

  it('keeps who asked for footage, why, what was decided and who received it, and no footage', async () => {
    const { record } = await licensed()
    await record(installation())
    const { fact: asked } = await record(footageRequest())
    expect(asked.content).toEqual({
      legalBasis: 'crime-or-taxation',
      requester: 'PC Farah Fictional',
      why: 'Fare dispute of 1 March.',
    })
    const { fact: decided } = await record(footageDecision(asked.id))
    expect(decided.content).toMatchObject({ requestId: asked.id, decision: 'granted' })
    const { fact: handed } = await record(footageHandover(asked.id))
    expect(handed.content).toEqual({ requestId: asked.id, recipient: 'PC Farah Fictional' })
  })

  it('takes a condition of the licence, which asks for a camera whatever the policy says', async () => {
    const sheffield = office(registry, 'sheffield')
    const licence = await sheffield.grant('private-hire-vehicle')
    const { record, send, statuses } = camera(registry, licence.holder.id, 'sheffield')
    expect(await statuses()).toEqual(['unknown'])
    const { decisionId } = licence.periods[0]!
    const { fact } = await record(condition(decisionId))
    expect(fact.content).toEqual({ decisionId, until: null })
    expect(await statuses()).toEqual(['non-compliant'])
    const other = await sheffield.grant('private-hire-vehicle')
    expect(refusal(await send(condition(other.periods[0]!.decisionId)))).toEqual([
      422,
      'decision-not-found',
      '/decisionId',
    ])
  })

  it('takes none of a decision that settles no conditions, or was annulled', async () => {
    const { licence, send, record } = await licensed()
    const unknown = [422, 'decision-not-found', '/decisionId']
    const decided = async (type: string, legalBasis: string, rest: object = {}): Promise<string> => {
      const body = { type, decidedOn: '2026-03-02', legalBasis, decidedBy: DECIDED_BY, ...rest }
      return rotherham.made(await rotherham.decide(licence.id, body)).decision.id
    }
    expect(refusal(await send(condition(await decided('warning', 'licensing-policy'))))).toEqual(unknown)
    const varied = await decided('vary-conditions', 'lgmpa-1976-s48', { conditions: ['A camera.'] })
    await record(condition(varied))
    rotherham.made(await rotherham.approve(await rotherham.decide(licence.id, annul('vary-conditions', varied))))
    expect(refusal(await send(condition(varied)))).toEqual(unknown)
    await record(condition(licence.periods[0]!.decisionId))
  })

  describe('two persons', () => {
    it('free a vehicle of the rule: an exemption waits for another, senior officer', async () => {
      const { vehicleId, send, statuses, facts } = await licensed()
      const proposed = await send(exemption())
      expect([proposed.statusCode, proposed.json()]).toMatchObject([
        202,
        { kind: 'cctv-fact', state: 'open', vehicleId },
      ])
      expect([await facts(), await statuses()]).toEqual([[], ['non-compliant']])

      expect(refusal(await rotherham.approve(proposed, registry.as('rotherham.officer-2')))[0]).toBe(403)
      const approved = rotherham.made(await rotherham.approve(proposed))
      const [fact] = await facts()
      expect(approved.proposal.outcome.resultId).toBe(fact.id)
      expect(fact).toMatchObject({
        type: 'exemption',
        content: { ground: 'executive-hire', reasons: 'Hired by Farah Fictional only.' },
        recordedBy: { personId: 'rotherham.senior' },
        proposedBy: 'rotherham.officer',
      })
      expect(await statuses()).toEqual(['exempt'])
      expect(refusal(await rotherham.approve(proposed))).toEqual([409, 'proposal-closed'])
      expect(await facts()).toHaveLength(1)
    })

    it('are never one: who proposes does not approve', async () => {
      const { send, facts } = await licensed()
      const proposed = await send(exemption(), {}, rotherham.senior)
      expect(refusal(await rotherham.approve(proposed))).toEqual([409, 'same-person'])
      expect(await facts()).toEqual([])
    })

    it('replace a fact; the first stays on record and no longer counts', async () => {
      const { record, agree, facts, statuses } = await licensed()
      const { fact: wrong } = await record(installation({ make: 'Unheard Of' }))
      await record(inspection())
      expect(await statuses()).toEqual(['non-compliant'])
      const right = await agree(replacing(wrong.id, installation()))
      expect(await statuses()).toEqual(['compliant'])
      expect(await facts()).toMatchObject([
        { id: wrong.id, correctedBy: right },
        { type: 'inspection' },
        {
          id: right,
          seq: 3,
          correction: { factId: wrong.id, effect: 'replace', why: 'The invoice says otherwise, says Farah.' },
          proposedBy: 'rotherham.officer',
        },
      ])
    })

    it('strike a fact out, and bring back by another annulment what that struck out', async () => {
      const { record, agree, facts, statuses } = await licensed()
      await record(installation())
      await record(inspection())
      const { fact: reported } = await record(fault())
      const annulled = await agree(annulment('fault', reported.id))
      expect((await facts()).at(-1)).toMatchObject({ id: annulled, on: '2026-03-02', content: {} })
      registry.clock.set('2026-03-20T09:00:00Z')
      expect(await statuses()).toEqual(['compliant'])
      await agree(annulment('fault', annulled))
      expect(await statuses()).toEqual(['non-compliant'])
      registry.clock.set('2026-03-02T09:00:00Z')
    })

    it('are asked anew at the approval what the record then says', async () => {
      const { record, send, agree, facts } = await licensed()
      const { fact } = await record(installation())
      const [one, other] = [
        await send(annulment('installation', fact.id)),
        await send(replacing(fact.id, installation({ model: 'Other' }))),
      ]
      rotherham.made(await rotherham.approve(one))
      expect(refusal(await rotherham.approve(other))).toEqual([409, 'fact-already-corrected', '/correction/factId'])
      const exempt = await send(exemption())
      await agree(exemption())
      expect(refusal(await rotherham.approve(exempt))).toEqual([409, 'exemptions-overlap', '/on'])
      expect(await facts()).toHaveLength(3)
    })

    it('may also let it be: of a rejected proposal no text stays', async () => {
      const { send, facts } = await licensed()
      const { id } = (await send(exemption())).json()
      rotherham.made(await rotherham.officer.post(`/v1/proposals/${id}/rejection`, { reason: 'Not so.' }))
      const { command } = (await rotherham.officer.get(`/v1/proposals/${id}`)).json()
      expect(command).not.toHaveProperty('reasons')
      expect(await facts()).toEqual([])
    })
  })

  it('does not exempt on a ground that the standards of today have dropped, decided anew at the approval', async () => {
    const barnsley = office(registry, 'barnsley')
    await askForCameras(registry, 'barnsley')
    const { holder } = await barnsley.grant('private-hire-vehicle')
    const { send, agree, facts } = camera(registry, holder.id, 'barnsley')
    const early = exemption({ on: '2025-06-02', until: '2025-09-01' })
    const ended = await agree(early)
    await agree(annulment('exemption', ended))
    const proposed = await send(exemption())
    const back = await send(annulment('exemption', (await facts())[1].id))
    expect([proposed.statusCode, back.statusCode]).toEqual([202, 202])
    await newStandards(registry, 'barnsley', { cctv: { ...CCTV_RULE, exemptionGrounds: ['vehicle-unsuitable'] } })
    const dropped = [422, 'exemption-ground-not-in-standards', '/ground']
    expect(refusal(await barnsley.approve(proposed))).toEqual(dropped)
    expect(refusal(await send(exemption({ on: '2026-02-01' })))).toEqual(dropped)
    barnsley.made(await barnsley.approve(back))
    expect(await facts()).toHaveLength(3)
  })

  it('ends an exemption by one officer', async () => {
    const { agree, record, statuses } = await licensed()
    const id = await agree(exemption({ on: '2026-02-01' }))
    await record(exemptionEnd(id))
    expect(await statuses('2026-03-01T12:00:00Z')).toEqual(['exempt'])
    expect(await statuses()).toEqual(['non-compliant'])
  })

  describe('refuses, and writes nothing', () => {
    it.each<[string, object, number, string, string?]>([
      ['an unknown type', { ...removal(), type: 'polish' }, 400, 'invalid-request', '/type'],
      ['a field of another type', { ...removal(), serial: 'G4' }, 400, 'invalid-request', '/serial'],
      ['footage', { ...footageRequest(), footage: 'AAAA' }, 400, 'invalid-request', '/footage'],
      ['a day that is none', removal({ on: '2026-02-30' }), 400, 'invalid-request', '/on'],
      [
        'an inspection with an item unanswered',
        inspection({ results: { ...PASSED, clock: undefined } }),
        400,
        'invalid-request',
        '/results/clock',
      ],
      [
        'an annulment that says anything',
        { ...annulment('fault', NOBODY), description: 'Gone.' },
        400,
        'invalid-request',
        '/description',
      ],
      [
        'a correction without why',
        { ...installation(), correction: { factId: NOBODY, effect: 'replace' } },
        400,
        'invalid-request',
        '/correction/why',
      ],
      ['what is to come', installation({ on: '2026-03-03' }), 422, 'date-in-future', '/on'],
      ['a removal of nothing', removal(), 422, 'no-system-fitted', '/on'],
      ['an inspection of nothing', inspection(), 422, 'no-system-fitted', '/on'],
      ['a fault of nothing', fault(), 422, 'no-system-fitted', '/on'],
      ['a repair of no fault', repair(NOBODY), 422, 'fact-not-found', '/faultId'],
      ['an end of no exemption', exemptionEnd(NOBODY), 422, 'fact-not-found', '/exemptionId'],
      ['a decision on no request', footageDecision(NOBODY), 422, 'fact-not-found', '/requestId'],
      ['a handover on no request', footageHandover(NOBODY), 422, 'fact-not-found', '/requestId'],
      ['a condition of no decision', condition(NOBODY), 422, 'decision-not-found', '/decisionId'],
      [
        'a condition that ends before it begins',
        condition(NOBODY, { until: '2026-03-01' }),
        422,
        'period-ends-before-start',
        '/until',
      ],
      [
        'an exemption that the standards do not know',
        exemption({ ground: 'contract-work-only' }),
        422,
        'exemption-ground-not-in-standards',
        '/ground',
      ],
      [
        'an exemption that ends before it begins',
        exemption({ until: '2026-03-01' }),
        422,
        'period-ends-before-start',
        '/until',
      ],
      ['an exemption of more than twelve months', exemption({ until: '2027-03-02' }), 422, 'period-too-long', '/until'],
      [
        'an inspection that leaves out what every system has',
        inspection({ results: { ...PASSED, clock: 'not-applicable' } }),
        400,
        'invalid-request',
        '/results/clock',
      ],
      [
        'a system without a camera',
        installation({ camerasIn: 0, camerasOut: 0 }),
        400,
        'invalid-request',
        '/camerasIn',
      ],
      ['a correction of nothing', annulment('fault', NOBODY), 422, 'fact-not-found', '/correction/factId'],
    ])('%s', async (_, body, status, code, ...pointers) => {
      const { send } = await licensed()
      const before = await rowCounts(registry.db)
      expect(refusal(await send(body))).toEqual([status, code, ...pointers])
      expect(await rowCounts(registry.db)).toEqual(before)
    })

    it('and says what would be taken', async () => {
      const { send, record } = await licensed()
      const detail = async (body: object) => (await send(body)).json().errors[0].detail
      expect(await detail(inspection({ results: { ...PASSED, clock: 'not-applicable' } }))).toContain(
        'only audio-trigger, driver-button, passenger-button may be `not-applicable`',
      )
      expect(await detail(installation({ camerasIn: 0, camerasOut: 0 }))).toContain('at least one camera')
      await record(installation({ camerasIn: 0, camerasOut: 1 }))
      await record(inspection({ results: { ...PASSED, 'driver-button': 'not-applicable' } }))
    })

    it('what is fitted, repaired, decided or corrected already', async () => {
      const { record, send, agree } = await licensed()
      const { fact: fitted } = await record(installation({ on: '2026-02-01' }))
      expect(refusal(await send(installation()))).toEqual([409, 'system-already-fitted', '/serial'])
      const { fact: reported } = await record(fault({ on: '2026-02-10' }))
      expect(refusal(await send(repair(reported.id, { on: '2026-02-09' })))).toEqual([
        422,
        'fact-before-its-cause',
        '/on',
      ])
      await record(repair(reported.id))
      expect(refusal(await send(repair(reported.id)))).toEqual([409, 'fact-already-followed'])
      const { fact: asked } = await record(footageRequest())
      expect(refusal(await send(footageHandover(asked.id)))).toEqual([409, 'footage-not-granted', '/requestId'])
      await record(footageDecision(asked.id, { decision: 'refused' }))
      expect(refusal(await send(footageDecision(asked.id)))).toEqual([409, 'fact-already-followed'])
      expect(refusal(await send(footageHandover(asked.id)))).toEqual([409, 'footage-not-granted', '/requestId'])
      expect(refusal(await send(annulment('fault', fitted.id)))).toEqual([422, 'fact-of-another-type', '/type'])
      expect(refusal(await send(annulment('fault', reported.id)))).toEqual([
        409,
        'fact-strands-dependants',
        '/correction/factId',
      ])
      await agree(replacing(reported.id, fault({ on: '2026-02-11' })))
      expect(refusal(await send(annulment('fault', reported.id)))).toEqual([
        409,
        'fact-already-corrected',
        '/correction/factId',
      ])
      await agree(exemption())
      expect(refusal(await send(exemption({ on: '2026-04-01' })))).toEqual([409, 'exemptions-overlap', '/on'])
    })
  })

  it('answers the same request with the same key as it did, and does nothing twice', async () => {
    const { send, facts } = await licensed()
    const key = { 'idempotency-key': randomUUID() }
    const first = await send(installation(), key)
    const again = await send(installation(), key)
    expect([again.statusCode, again.json(), again.headers['idempotency-replayed']]).toEqual([201, first.json(), 'true'])
    expect(await facts()).toHaveLength(1)
    expect(refusal(await send(inspection(), key))).toEqual([422, 'idempotency-key-reused'])
  })

  describe('is for the own authority alone', () => {
    it.each(['post', 'facts', 'compliance'] as const)('%s', async (what) => {
      const { url, record } = await licensed()
      await record(installation())
      const ask = (who: string) =>
        what === 'post'
          ? registry.as(who).post(url, inspection())
          : registry.as(who).get(what === 'facts' ? url : url.replace('facts', 'compliance'))
      expect(refusal(await ask('sheffield.officer'))).toEqual([404, 'not-found'])
      expect(refusal(await ask(SCRUTINY))[0]).toBe(403)
      expect((await ask('rotherham.officer-2')).statusCode).toBeLessThan(300)
    })
  })

  it('keeps what is written freely encrypted, in a proposal too', async () => {
    const { record, send, agree } = await licensed()
    const owned = installation({ dataController: 'Farah Fictional' })
    const { fact: fitted } = await record(owned)
    expect(fitted.content.dataController).toBe('Farah Fictional')
    const { fact: reported } = await record(fault())
    const { fact: asked } = await record(footageRequest())
    await record(footageDecision(asked.id))
    await record(footageHandover(asked.id))
    await agree(exemption())
    const refitted = await send(replacing(fitted.id, { ...owned, serial: 'G4-000124' }))
    expect((await rotherham.officer.get(`/v1/proposals/${refitted.json().id}`)).json().command).toEqual(
      replacing(fitted.id, { ...owned, serial: 'G4-000124' }),
    )
    const open = await send(replacing(asked.id, footageRequest({ requester: 'PCSO Farah Fictional' })))
    await send(replacing(reported.id, fault({ description: 'It was Farah.' })))
    expect((await rotherham.officer.get(`/v1/proposals/${open.json().id}`)).json().command).toEqual(
      replacing(asked.id, footageRequest({ requester: 'PCSO Farah Fictional' })),
    )
    for (const table of ['cctv_fact', 'proposal', 'proposal_sealed', 'audit_event', 'cctv_compliance']) {
      const { rows } = await registry.db.pool.query(`SELECT to_jsonb(t)::text AS row FROM ${table} t`)
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.filter(({ row }: { row: string }) => /Farah|Fare/.test(row))).toEqual([])
    }
  })
})
