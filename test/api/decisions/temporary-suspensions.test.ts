import { annul, DECIDED_BY, lift, office, refusal, revoke, suspend, type Granted } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

describe('POST /v1/temporary-suspensions', () => {
  let registry: Registry
  let sheffield: ReturnType<typeof office>
  beforeAll(async () => {
    registry = await startRegistry()
    sheffield = office(registry, 'sheffield')
  })
  afterAll(() => registry.close())
  const body = (licence: Pick<Granted, 'number'>, overrides: object = {}) => ({
    issuingAuthority: 'sheffield',
    kind: 'private-hire-driver',
    number: licence.number,
    decidedOn: '2026-03-02',
    notifiedOn: '2026-03-02',
    suspensionEndsOn: '2026-03-08',
    legalBasis: 'edcea-2026-temporary-suspension',
    grounds: ['driving-standards'],
    reasons: 'Fictional: stopped while driving dangerously.',
    decidedBy: DECIDED_BY,
    ...overrides,
  })
  const impose = (payload: object, by = 'rotherham.officer') =>
    registry.as(by).post('/v1/temporary-suspensions', payload)

  it('suspends at once and ends by itself; whoever imposed it learns its dates and nothing of the licence', async () => {
    const licence = await sheffield.grant()
    const answer = await impose(body(licence))
    expect(answer.statusCode).toBe(201)
    const { decisionId } = answer.json()
    expect(answer.json()).toEqual({ decisionId, takesEffectOn: '2026-03-02', suspensionEndsOn: '2026-03-08' })
    expect(
      (await sheffield.read(licence.id)).standing.map(({ from, situation }) => [from?.slice(0, 10), situation]),
    ).toEqual([
      [undefined, 'not-yet-in-force'],
      ['2026-03-02', 'temporarily-suspended'],
      ['2026-03-09', 'in-force'],
      ['2027-03-02', 'expired'],
    ])
    for (const reader of ['rotherham.officer', 'sheffield.officer']) {
      const page = await registry.as(reader).get(`/v1/decisions/${decisionId}`)
      expect(page.json()).toMatchObject({
        authority: 'sheffield',
        imposedBy: 'rotherham',
        reasons: 'Fictional: stopped while driving dangerously.',
      })
    }
    expect((await registry.as('barnsley.officer').get(`/v1/decisions/${decisionId}`)).statusCode).toBe(404)
    expect((await registry.as('rotherham.officer').get(`/v1/licences/${licence.id}`)).statusCode).toBe(404)
  })
  it('is neither lifted nor corrected by the issuing authority: it runs to its end', async () => {
    const licence = await sheffield.grant()
    const { decisionId } = sheffield.made(await impose(body(licence)))
    const restated = suspend({
      type: 'temporary-suspension-by-other-authority',
      legalBasis: 'edcea-2026-temporary-suspension',
      suspensionEndsOn: '2026-03-05',
      correction: { decisionId, effect: 'replace', why: 'The notice says 5 March.' },
    })
    for (const [attempt, pointer] of [
      [lift(decisionId), '/liftsDecisionId'],
      [lift(decisionId, { legalBasis: 'edcea-2026-temporary-suspension' }), '/liftsDecisionId'],
      [restated, '/type'],
      [annul('temporary-suspension-by-other-authority', decisionId), '/type'],
    ] as const) {
      expect(refusal(await sheffield.decide(licence.id, attempt))).toEqual([
        409,
        'imposed-by-another-authority',
        pointer,
      ])
    }
    expect((await sheffield.read(licence.id)).standingNow.situation).toBe('temporarily-suspended')
  })
  it('shows who imposed it its own words, and neither the licence nor what became of it there', async () => {
    const licence = await sheffield.grant()
    const { decisionId } = sheffield.made(await impose(body(licence)))
    sheffield.made(
      await sheffield.officer.post(`/v1/decisions/${decisionId}/appeals`, {
        on: '2026-03-02',
        court: 'magistrates-court',
      }),
    )
    const page = (await registry.as('rotherham.officer').get(`/v1/decisions/${decisionId}`)).json()
    expect(page).toMatchObject({
      licenceId: null,
      applicationId: null,
      seq: null,
      liftedByDecisionIds: [],
      correctedByDecisionId: null,
      rightOfAppeal: null,
      appeal: null,
    })
    expect(JSON.stringify(page)).not.toContain(licence.id)
    const issuer = (await sheffield.officer.get(`/v1/decisions/${decisionId}`)).json()
    expect(issuer).toMatchObject({ licenceId: licence.id, seq: 2, rightOfAppeal: { state: 'lodged' } })
  })
  it('tells nothing of the history of the licence: when it was granted is not for others', async () => {
    const licence = await sheffield.grant()
    const old = { decidedOn: '2026-02-01', notifiedOn: '2026-02-01', suspensionEndsOn: '2026-02-08' }
    const answer = await impose(body(licence, old))
    expect(refusal(answer)).toEqual([409, 'licence-not-in-force', '/decidedOn'])
    expect(answer.json().detail).not.toMatch(/\d/)
  })
  it('answers a number never issued, one not in force and one of another kind alike', async () => {
    const licence = await sheffield.grant()
    sheffield.made(await sheffield.decide(licence.id, revoke({ isImmediate: true })))
    const running = await sheffield.grant()
    for (const payload of [
      body({ number: 'NONE' }),
      body(licence),
      body(running, { kind: 'hackney-carriage-driver' }),
    ]) {
      const answer = await impose(payload)
      expect(refusal(answer)).toEqual([404, 'not-found'])
    }
  })
  it.each([
    [
      '29 days',
      { suspensionEndsOn: '2026-03-30' },
      'rotherham.officer',
      [422, 'temporary-suspension-too-long', '/suspensionEndsOn'],
    ],
    ['by the issuer itself', {}, 'sheffield.officer', [422, 'temporary-suspension-by-issuer', '/issuingAuthority']],
    [
      'that begins in a fortnight',
      { takesEffectOn: '2026-03-16', suspensionEndsOn: '2026-03-20' },
      'rotherham.officer',
      [422, 'effect-too-late', '/takesEffectOn'],
    ],
    ['by a Scottish authority', {}, 'glasgow-city.officer', [422, 'temporary-suspension-outside-england']],
    ['by a Welsh one', {}, 'cardiff.officer', [422, 'temporary-suspension-outside-england']],
    [
      'by another power',
      { legalBasis: 'lgmpa-1976-s61-1' },
      'rotherham.officer',
      [422, 'no-legal-basis', '/legalBasis'],
    ],
    ['without grounds', { grounds: [] }, 'rotherham.officer', [422, 'grounds-missing', '/grounds']],
    [
      'of tomorrow',
      { decidedOn: '2026-03-03', notifiedOn: '2026-03-03' },
      'rotherham.officer',
      [422, 'date-in-future', '/decidedOn'],
    ],
    [
      'of an unknown authority',
      { issuingAuthority: 'atlantis' },
      'rotherham.officer',
      [422, 'authority-not-found', '/issuingAuthority'],
    ],
    [
      'without an end',
      { suspensionEndsOn: undefined },
      'rotherham.officer',
      [400, 'invalid-request', '/suspensionEndsOn'],
    ],
    ['with an unknown key', { imposedBy: 'E08000019' }, 'rotherham.officer', [400, 'invalid-request', '/imposedBy']],
    ['by an operator or scrutiny', {}, 'scrutiny.system', [403, 'forbidden']],
  ])('refuses one %s', async (_, overrides, by, expected) => {
    const licence = await sheffield.grant()
    expect(refusal(await impose(body(licence, overrides), by))).toEqual(expected)
    expect(await sheffield.read(licence.id)).toEqual(licence)
  })
})
