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
  it('is lifted or annulled by the issuing authority, by two persons', async () => {
    const licence = await sheffield.grant()
    const { decisionId } = sheffield.made(await impose(body(licence)))
    const lifting = await sheffield.decide(
      licence.id,
      lift(decisionId, { legalBasis: 'edcea-2026-temporary-suspension' }),
    )
    expect(sheffield.made(await sheffield.approve(lifting)).licence.standingNow.situation).toBe('in-force')
    const annulling = await sheffield.decide(licence.id, annul('temporary-suspension-by-other-authority', decisionId))
    expect(sheffield.made(await sheffield.approve(annulling)).decision).toMatchObject({
      imposedBy: 'rotherham',
      suspensionEndsOn: null,
    })
  })
  it('is corrected under the name of who imposed it', async () => {
    const licence = await sheffield.grant()
    const { decisionId } = sheffield.made(await impose(body(licence)))
    const restated = suspend({
      type: 'temporary-suspension-by-other-authority',
      legalBasis: 'edcea-2026-temporary-suspension',
      suspensionEndsOn: '2026-03-05',
      correction: { decisionId, effect: 'replace', why: 'The notice says 5 March.' },
    })
    const { decision } = sheffield.made(await sheffield.approve(await sheffield.decide(licence.id, restated)))
    expect(decision).toMatchObject({ imposedBy: 'rotherham', suspensionEndsOn: '2026-03-05' })
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
    ['by the issuer itself', {}, 'sheffield.officer', [422, 'temporary-suspension-by-issuer']],
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
