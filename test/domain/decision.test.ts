import { decide, type DecisionCommand } from '../../src/domain/decision.js'
import type { DecisionFact, LicenceHistory } from '../../src/domain/history.js'
import type { RefusalCode } from '../../src/domain/refusal.js'
import { appeal, fact, grant, history, licence } from './build.js'

const TODAY = '2026-06-15'

function command(type: DecisionCommand['type'], rest: Partial<DecisionCommand> = {}): DecisionCommand {
  return { type, decidedOn: '2026-06-01', legalBasis: 'lgmpa-1976-s61-1', ...rest }
}
const against = { notifiedOn: '2026-06-02', grounds: ['not-fit-and-proper' as const], reasons: 'Convicted of assault.' }
const suspend = (rest: Partial<DecisionCommand> = {}) => command('suspend', { ...against, ...rest })
const revoke = (rest: Partial<DecisionCommand> = {}) => command('revoke', { ...against, ...rest })
const temporary = (rest: Partial<DecisionCommand> = {}) =>
  command('temporary-suspension-by-other-authority', {
    ...against,
    legalBasis: 'edcea-2026-temporary-suspension',
    imposedBy: 'E08000019',
    suspensionEndsOn: '2026-06-10',
    ...rest,
  })
const lift = (rest: Partial<DecisionCommand> = {}) =>
  command('lift-suspension', { liftsDecisionId: 'suspend', ...rest })
const renew = (startsOn: string, endsOn: string, rest: Partial<DecisionCommand> = {}) =>
  command('renew', { legalBasis: 'lgmpa-1976-s51', period: { startsOn, endsOn }, ...rest })
const correct = (decisionId: string, effect: 'replace' | 'annul') => ({
  correction: { decisionId, effect, why: 'Typed into the wrong file.' },
})
const policy = { legalBasis: 'licensing-policy' }

const suspended = (rest: Partial<DecisionFact> = {}) =>
  licence([fact('suspend', '2026-03-02', { isImmediate: true, ...rest })])
const suspendedAndLifted = (on: string) =>
  licence([
    fact('suspend', '2026-03-02', { isImmediate: true }),
    fact('lift-suspension', on, { liftsDecisionId: 'suspend' }),
  ])
const revoked = licence([fact('revoke', '2026-03-02', { isImmediate: true })])
const vehicle = licence([], { kind: 'private-hire-vehicle' })
const s60 = { legalBasis: 'lgmpa-1976-s60' }

const REFUSALS: [
  why: string,
  history: LicenceHistory,
  command: DecisionCommand,
  code: RefusalCode,
  pointer?: string,
][] = [
  ['decided on no date', licence(), suspend({ decidedOn: '2026-02-30' }), 'date-not-valid', '/decidedOn'],
  [
    'a period of no dates',
    history([]),
    command('grant', { period: { startsOn: '2026-02-30', endsOn: '2027-01-01' } }),
    'date-not-valid',
    '/period/startsOn',
  ],
  [
    'decided in the future',
    licence(),
    suspend({ decidedOn: '2026-06-16', notifiedOn: '2026-06-16' }),
    'date-in-future',
    '/decidedOn',
  ],
  ['notified in the future', licence(), suspend({ notifiedOn: '2026-06-16' }), 'date-in-future', '/notifiedOn'],
  [
    'notified before decided',
    licence(),
    suspend({ notifiedOn: '2026-05-31' }),
    'notified-before-decided',
    '/notifiedOn',
  ],
  ['decided in another age', licence(), suspend({ decidedOn: '1969-12-31' }), 'date-too-early', '/decidedOn'],
  ['not notified', licence(), suspend({ notifiedOn: null }), 'field-missing', '/notifiedOn'],
  ['no grounds', licence(), revoke({ grounds: [] }), 'grounds-missing', '/grounds'],
  ['no reasons', licence(), revoke({ reasons: ' ' }), 'reasons-missing', '/reasons'],
  [
    'immediate effect without the reasons why',
    licence(),
    revoke({ isImmediate: true, reasons: null }),
    'reasons-missing',
    '/reasons',
  ],
  [
    'refused without reasons',
    history([]),
    command('refuse-application', { ...against, reasons: null, legalBasis: 'lgmpa-1976-s51' }),
    'reasons-missing',
    '/reasons',
  ],
  ['a power that does not exist', licence(), suspend({ legalBasis: 'toString' }), 'no-legal-basis', '/legalBasis'],
  ['a power over vehicles, used on a driver', licence(), suspend(s60), 'no-legal-basis', '/legalBasis'],
  [
    'a power of London, used outside',
    licence(),
    suspend({ legalBasis: 'phvla-1998-s16' }),
    'no-legal-basis',
    '/legalBasis',
  ],
  [
    'a power to grant, used to revoke',
    licence(),
    revoke({ legalBasis: 'lgmpa-1976-s51' }),
    'no-legal-basis',
    '/legalBasis',
  ],
  [
    'a power to suspend on the spot, used to revoke',
    vehicle,
    revoke({ legalBasis: 'lgmpa-1976-s68' }),
    'no-legal-basis',
    '/legalBasis',
  ],
  [
    'effect one day before the law allows',
    licence(),
    revoke({ takesEffectOn: '2026-06-22' }),
    'effect-before-law-allows',
    '/takesEffectOn',
  ],
  [
    'vehicle: effect before the time for appealing is over',
    vehicle,
    revoke({ ...s60, takesEffectOn: '2026-06-23' }),
    'effect-before-law-allows',
    '/takesEffectOn',
  ],
  [
    'immediate, but before the notice',
    licence(),
    revoke({ isImmediate: true, takesEffectOn: '2026-06-01' }),
    'effect-before-law-allows',
    '/takesEffectOn',
  ],
  [
    'surrendered before it was',
    licence(),
    command('surrender', { legalBasis: 'holder-surrender', takesEffectOn: '2026-05-31' }),
    'effect-before-law-allows',
    '/takesEffectOn',
  ],
  [
    'immediate effect on a vehicle outside London',
    vehicle,
    revoke({ ...s60, isImmediate: true }),
    'immediate-effect-unknown-to-law',
    '/isImmediate',
  ],
  [
    'immediate effect on an operator outside London',
    licence([], { kind: 'private-hire-operator' }),
    suspend({ legalBasis: 'lgmpa-1976-s62', isImmediate: true }),
    'immediate-effect-unknown-to-law',
    '/isImmediate',
  ],
  [
    'a suspension that ends before it begins',
    licence(),
    suspend({ suspensionEndsOn: '2026-06-22' }),
    'suspension-ends-before-effect',
    '/suspensionEndsOn',
  ],
  [
    'a suspension on the spot with an end',
    vehicle,
    suspend({ legalBasis: 'lgmpa-1976-s68', suspensionEndsOn: '2026-07-01' }),
    'field-not-for-this-decision',
    '/suspensionEndsOn',
  ],
  [
    'a revocation with an end',
    licence(),
    revoke({ suspensionEndsOn: '2026-07-01' }),
    'field-not-for-this-decision',
    '/suspensionEndsOn',
  ],
  [
    'an immediate warning',
    licence(),
    command('warning', { ...policy, isImmediate: true }),
    'field-not-for-this-decision',
    '/isImmediate',
  ],
  [
    'a suspension with a period',
    licence(),
    suspend({ period: { startsOn: '2026-01-01', endsOn: '2026-02-01' } }),
    'field-not-for-this-decision',
    '/period',
  ],
  [
    'a suspension in the name of another authority',
    licence(),
    suspend({ imposedBy: 'E08000019' }),
    'field-not-for-this-decision',
    '/imposedBy',
  ],
  [
    'a grant that takes effect on a day of its own',
    history([]),
    command('grant', { takesEffectOn: '2026-06-01' }),
    'field-not-for-this-decision',
    '/takesEffectOn',
  ],
  [
    'temporary suspension by nobody else',
    licence(),
    temporary({ imposedBy: null }),
    'temporary-suspension-by-issuer',
    '/imposedBy',
  ],
  [
    'temporary suspension by the issuer',
    licence([], { issuedBy: 'E08000019' }),
    temporary(),
    'temporary-suspension-by-issuer',
    '/imposedBy',
  ],
  [
    'temporary suspension by a Welsh authority',
    licence(),
    temporary({ imposedBy: 'W06000015' }),
    'temporary-suspension-outside-england',
    '/imposedBy',
  ],
  [
    'temporary suspension of a Welsh licence',
    licence([], { issuedBy: 'W06000015' }),
    temporary(),
    'temporary-suspension-outside-england',
    '/type',
  ],
  [
    'temporary suspension of a Scottish licence',
    licence([], { jurisdiction: 'scotland' }),
    temporary(),
    'temporary-suspension-outside-england',
    '/type',
  ],
  [
    'temporary suspension without an end',
    licence(),
    temporary({ suspensionEndsOn: null }),
    'field-missing',
    '/suspensionEndsOn',
  ],
  [
    'temporary suspension of 29 days',
    licence(),
    temporary({ suspensionEndsOn: '2026-06-30' }),
    'temporary-suspension-too-long',
    '/suspensionEndsOn',
  ],
  [
    'a grant for no period',
    history([]),
    command('grant', { legalBasis: 'lgmpa-1976-s51' }),
    'field-missing',
    '/period',
  ],
  [
    'a period that ends before it starts',
    licence(),
    renew('2028-01-10', '2028-01-09'),
    'period-ends-before-start',
    '/period/endsOn',
  ],
  [
    'a period of three years and a day',
    licence(),
    renew('2028-01-10', '2031-01-10'),
    'period-too-long',
    '/period/endsOn',
  ],
  ['a period that meets another', licence(), renew('2028-01-09', '2031-01-08'), 'period-overlaps', '/period'],
  [
    'a second grant',
    licence(),
    command('grant', { legalBasis: 'lgmpa-1976-s51', period: { startsOn: '2029-01-01', endsOn: '2029-12-31' } }),
    'licence-already-granted',
    '/type',
  ],
  ['no licence to suspend', history([]), suspend(), 'no-licence', '/type'],
  [
    'decided before the licence was granted',
    licence(),
    suspend({ decidedOn: '2025-01-09' }),
    'decided-before-grant',
    '/decidedOn',
  ],
  ['suspend a licence already revoked', revoked, suspend(), 'licence-revoked', '/decidedOn'],
  [
    'suspend a licence surrendered',
    licence([fact('surrender', '2026-03-02')]),
    suspend(),
    'licence-surrendered',
    '/decidedOn',
  ],
  [
    'suspend a licence expired',
    history([grant('2024-01-10', '2026-01-09')]),
    suspend(),
    'licence-expired',
    '/decidedOn',
  ],
  ['renew a licence revoked', revoked, renew('2028-01-10', '2031-01-09'), 'licence-revoked', '/decidedOn'],
  ['revoke twice, in effect', revoked, revoke(), 'licence-revoked', '/decidedOn'],
  ['revoke twice, before effect', licence([fact('revoke', '2026-05-31')]), revoke(), 'already-revoked', '/type'],
  ['lift without a suspension named', licence(), lift({ liftsDecisionId: null }), 'field-missing', '/liftsDecisionId'],
  ['lift a suspension that is not there', licence(), lift(), 'suspension-not-found', '/liftsDecisionId'],
  [
    'lift a warning',
    licence([fact('warning', '2026-03-02')]),
    lift({ liftsDecisionId: 'warning' }),
    'suspension-not-found',
    '/liftsDecisionId',
  ],
  [
    'lift a suspension already lifted',
    licence([fact('suspend', '2026-03-02'), fact('lift-suspension', '2026-04-01', { liftsDecisionId: 'suspend' })]),
    lift(),
    'suspension-already-lifted',
    '/liftsDecisionId',
  ],
  [
    'lift a suspension that ended',
    suspended({ suspensionEndsOn: '2026-05-31' }),
    lift(),
    'suspension-already-over',
    '/liftsDecisionId',
  ],
  [
    'lift a suspension quashed',
    suspended({ appeal: appeal('lodged', '2026-03-10', 'allowed', '2026-05-01') }),
    lift(),
    'suspension-already-over',
    '/liftsDecisionId',
  ],
  [
    'lift a suspension before it was made',
    suspended(),
    lift({ decidedOn: '2026-03-01' }),
    'lift-before-suspension',
    '/decidedOn',
  ],
  [
    'lift a suspension before its notice',
    suspended({ notifiedOn: '2026-06-02' }),
    lift(),
    'lift-before-suspension',
    '/decidedOn',
  ],
  [
    'lift another authority’s suspension',
    licence([fact('temporary-suspension-by-other-authority', '2026-05-30', { suspensionEndsOn: '2026-06-10' })]),
    lift({ liftsDecisionId: 'temporary-suspension-by-other-authority' }),
    'imposed-by-another-authority',
    '/liftsDecisionId',
  ],
  ...(['replace', 'annul'] as const).map((effect): (typeof REFUSALS)[number] => [
    `${effect} another authority’s suspension`,
    licence([fact('temporary-suspension-by-other-authority', '2026-05-30', { suspensionEndsOn: '2026-06-10' })]),
    temporary(correct('temporary-suspension-by-other-authority', effect)),
    'imposed-by-another-authority',
    '/correction/decisionId',
  ]),
  [
    'lift a suspension on the spot after its two months',
    licence([fact('suspend', '2026-03-02', { legalBasis: 'lgmpa-1976-s68' })], { kind: 'private-hire-vehicle' }),
    lift(s60),
    'licence-revoked',
    '/decidedOn',
  ],
  [
    'correct a decision nobody knows',
    licence(),
    revoke(correct('nobody', 'replace')),
    'decision-not-found',
    '/correction/decisionId',
  ],
  [
    'correct a suspension into a revocation',
    suspended(),
    revoke(correct('suspend', 'replace')),
    'correction-of-another-type',
    '/type',
  ],
  [
    'correct what was corrected already',
    licence([
      fact('suspend', '2026-03-02'),
      fact('suspend', '2026-03-02', { id: 'second', correction: { decisionId: 'suspend', effect: 'replace' } }),
    ]),
    suspend(correct('suspend', 'annul')),
    'decision-already-corrected',
    '/correction/decisionId',
  ],
  [
    'correct without saying why',
    suspended(),
    suspend({ correction: { decisionId: 'suspend', effect: 'annul', why: '' } }),
    'reasons-missing',
    '/correction/why',
  ],
  [
    'annul in the future',
    suspended(),
    suspend({ ...correct('suspend', 'annul'), decidedOn: '2026-06-16' }),
    'date-in-future',
    '/decidedOn',
  ],
  [
    'replace a suspension by one after its lift',
    suspendedAndLifted('2026-04-01'),
    suspend({ ...correct('suspend', 'replace'), isImmediate: true }),
    'correction-strands-dependants',
    '/notifiedOn',
  ],
  [
    'replace a suspension by one that takes effect after its lift',
    suspendedAndLifted('2026-06-05'),
    suspend(correct('suspend', 'replace')),
    'correction-strands-dependants',
    '/takesEffectOn',
  ],
  [
    'replace a revocation by one after its appeal',
    licence([fact('revoke', '2026-03-02', { appeal: appeal('lodged', '2026-03-10', 'allowed', '2026-05-01') })]),
    revoke({ ...correct('revoke', 'replace'), isImmediate: true }),
    'correction-strands-dependants',
    '/notifiedOn',
  ],
  [
    'annul a correction, and so bring back a suspension of after its lift',
    licence([
      fact('suspend', '2026-05-02', { isImmediate: true }),
      fact('suspend', '2026-03-02', {
        id: 'second',
        isImmediate: true,
        correction: { decisionId: 'suspend', effect: 'replace' },
      }),
      fact('lift-suspension', '2026-04-01', { liftsDecisionId: 'second' }),
    ]),
    suspend(correct('second', 'annul')),
    'correction-strands-dependants',
    '/notifiedOn',
  ],
  [
    'annul an annulment, and so bring back a lift of before the suspension',
    licence([
      fact('suspend', '2026-03-02', { isImmediate: true }),
      fact('lift-suspension', '2026-04-01', { liftsDecisionId: 'suspend' }),
      fact('lift-suspension', '2026-04-02', {
        id: 'annulment',
        correction: { decisionId: 'lift-suspension', effect: 'annul' },
      }),
      fact('suspend', '2026-05-02', {
        id: 'second',
        isImmediate: true,
        correction: { decisionId: 'suspend', effect: 'replace' },
      }),
    ]),
    command('lift-suspension', correct('annulment', 'annul')),
    'lift-before-suspension',
    '/decidedOn',
  ],
  [
    'replace a grant by one after what was decided on the licence',
    suspended(),
    grantCommand('2026-04-01', '2027-03-31', { ...correct('grant', 'replace'), decidedOn: '2026-04-01' }),
    'correction-strands-dependants',
    '/decidedOn',
  ],
  [
    'annul the grant of a licence that was renewed',
    licence([fact('renew', '2026-03-02', { period: { startsOn: '2028-01-10', endsOn: '2030-01-09' } })]),
    command('grant', correct('grant', 'annul')),
    'correction-strands-dependants',
    '/correction/effect',
  ],
  [
    'grant before the application was received',
    history([]),
    grantCommand('2025-01-10', '2028-01-09', { applicationReceivedOn: '2025-01-11' }),
    'decided-before-application',
    '/decidedOn',
  ],
  [
    'a period that was over when it was given',
    history([]),
    grantCommand('2024-01-10', '2025-01-09', {}),
    'period-over-when-decided',
    '/period/endsOn',
  ],
  [
    'a revocation from after the last day of the licence',
    licence(),
    revoke({ takesEffectOn: '2028-01-10' }),
    'effect-too-late',
    '/takesEffectOn',
  ],
  [
    'a lift from after the last day of the licence',
    suspended(),
    lift({ takesEffectOn: '2028-01-10' }),
    'effect-too-late',
    '/takesEffectOn',
  ],
  [
    'a temporary suspension that waits for eight days',
    licence(),
    temporary({ takesEffectOn: '2026-06-10' }),
    'effect-too-late',
    '/takesEffectOn',
  ],
  [
    'a second revocation that bites on the same day',
    licence([fact('revoke', '2026-06-02')]),
    revoke(),
    'already-revoked',
    '/type',
  ],
  [
    'replace by something the law does not allow',
    suspended(),
    suspend({ ...correct('suspend', 'replace'), takesEffectOn: '2026-06-02' }),
    'effect-before-law-allows',
    '/takesEffectOn',
  ],
]

describe('a decision is refused', () => {
  it.each(REFUSALS)('%s', (_, facts, given, code, pointer) => {
    const { ok, refusal } = decide(facts, given, TODAY) as Extract<ReturnType<typeof decide>, { ok: false }>
    expect(ok).toBe(false)
    expect({ code: refusal.code, pointer: refusal.pointer }).toEqual({ code, pointer })
    expect(refusal.detail).not.toBe('')
  })
})

function decided(facts: LicenceHistory, given: DecisionCommand) {
  const answer = decide(facts, given, TODAY)
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal))
  return answer
}

describe('a decision is recorded', () => {
  it.each<[string, LicenceHistory, DecisionCommand, string]>([
    ['ordinary, driver: after the 21 days beginning with the notice', licence(), revoke(), '2026-06-23'],
    [
      'ordinary, driver: later, if the notice says so',
      licence(),
      revoke({ takesEffectOn: '2026-07-01' }),
      '2026-07-01',
    ],
    ['immediate, driver: with the notice', licence(), revoke({ isImmediate: true }), '2026-06-02'],
    ['ordinary, vehicle: when the time for appealing is over', vehicle, revoke(s60), '2026-06-24'],
    ['on the spot, vehicle: with the notice', vehicle, suspend({ legalBasis: 'lgmpa-1976-s68' }), '2026-06-02'],
    [
      'immediate, vehicle, London',
      licence([], { kind: 'private-hire-vehicle', jurisdiction: 'london' }),
      revoke({ legalBasis: 'phvla-1998-s16', isImmediate: true }),
      '2026-06-02',
    ],
    [
      'ordinary, Scotland: when the time for appealing is over',
      licence([], { jurisdiction: 'scotland' }),
      revoke({ legalBasis: 'cgsa-1982-sch1' }),
      '2026-07-01',
    ],
    ['temporary, by another authority: with the notice', licence(), temporary(), '2026-06-02'],
    ['surrender: at once', licence(), command('surrender', { legalBasis: 'holder-surrender' }), '2026-06-01'],
    ['lift: at once', suspended(), lift(), '2026-06-01'],
    [
      'conditions varied: with the notice',
      licence(),
      command('vary-conditions', { legalBasis: 'lgmpa-1976-s51', notifiedOn: '2026-06-03' }),
      '2026-06-03',
    ],
  ])('%s', (_, facts, given, takesEffectOn) => {
    expect(decided(facts, given).decision.takesEffectOn).toBe(takesEffectOn)
  })

  it('says that a suspension on the spot, or by another authority, is immediate, whatever the caller said', () => {
    expect(decided(vehicle, suspend({ legalBasis: 'lgmpa-1976-s68' })).decision.isImmediate).toBe(true)
    expect(decided(licence(), temporary()).decision.isImmediate).toBe(true)
  })

  it('from an old file, as of its own day: a suspension of 2025 on a licence revoked since', () => {
    const old = suspend({ decidedOn: '2025-03-03', notifiedOn: '2025-03-03' })
    expect(decided(revoked, old).decision).toMatchObject({ decidedOn: '2025-03-03', takesEffectOn: '2025-03-24' })
  })

  it('a revocation at once while an ordinary one is still running', () => {
    expect(decide(licence([fact('revoke', '2026-05-31')]), revoke({ isImmediate: true }), TODAY).ok).toBe(true)
  })

  it('a revocation that bites before one announced for later', () => {
    const announced = licence([fact('revoke', '2026-05-01', { takesEffectOn: '2027-12-01' })])
    expect(decided(announced, revoke()).decision.takesEffectOn).toBe('2026-06-23')
  })

  it('an ordinary revocation of a licence that expires before it can bite, on its earliest day and on no later one', () => {
    const expiring = history([grant('2025-06-20', '2026-06-19')])
    expect(decided(expiring, revoke()).decision.takesEffectOn).toBe('2026-06-23')
    expect(decide(expiring, revoke({ takesEffectOn: '2026-06-24' }), TODAY).ok).toBe(false)
  })

  it('against a licence between two periods, or not yet begun', () => {
    const later = fact('renew', '2026-05-01', { period: { startsOn: '2026-06-20', endsOn: '2027-06-19' } })
    const between = history([grant('2024-01-10', '2026-01-09'), later])
    const notBegun = history([grant('2026-06-20', '2027-06-19', { decidedOn: '2026-05-01' })])
    for (const facts of [between, notBegun]) {
      for (const given of [revoke({ isImmediate: true }), suspend(), temporary()]) decided(facts, given)
      decided(facts, command('surrender', { legalBasis: 'holder-surrender' }))
    }
  })

  it('a correction that leaves a lift made while the notice ran where it was', () => {
    const withdrawn = licence([
      fact('suspend', '2026-05-30', { takesEffectOn: '2026-06-20' }),
      fact('lift-suspension', '2026-06-05', { liftsDecisionId: 'suspend' }),
    ])
    decided(withdrawn, suspend({ ...correct('suspend', 'replace'), takesEffectOn: '2026-06-25' }))
  })

  it('an annulment that brings back what fits', () => {
    const annulled = licence([
      fact('suspend', '2026-03-02', { isImmediate: true }),
      fact('suspend', '2026-03-03', { id: 'second', correction: { decisionId: 'suspend', effect: 'annul' } }),
    ])
    decided(annulled, suspend(correct('second', 'annul')))
  })

  it('a refusal to renew after expiry, and a renewal after a gap', () => {
    const expired = history([grant('2024-01-10', '2026-01-09')])
    expect(decide(expired, command('refuse-renewal', against), TODAY).ok).toBe(true)
    expect(decide(expired, renew('2026-06-01', '2029-05-31'), TODAY).ok).toBe(true)
  })

  it('a temporary suspension of the longest length', () => {
    expect(decide(licence(), temporary({ suspensionEndsOn: '2026-06-29' }), TODAY).ok).toBe(true)
  })

  it('a replacement judged as if what it replaces had never been made', () => {
    const shorter = grantCommand('2025-01-10', '2026-01-09', correct('grant', 'replace'))
    expect(decided(licence(), shorter).decision).toMatchObject({
      period: { startsOn: '2025-01-10', endsOn: '2026-01-09' },
      correction: { decisionId: 'grant', effect: 'replace' },
    })
  })

  it('an annulment that carries nothing of what it annuls', () => {
    const { decision } = decided(suspended(), suspend(correct('suspend', 'annul')))
    expect(decision).toMatchObject({ type: 'suspend', notifiedOn: null, takesEffectOn: null, isImmediate: false })
  })
})

describe('two people', () => {
  it.each<[string, LicenceHistory, DecisionCommand]>([
    ['to lift a suspension', suspended(), lift()],
    ['to replace a decision', suspended(), suspend(correct('suspend', 'replace'))],
    ['to annul a decision', suspended(), suspend(correct('suspend', 'annul'))],
  ])('%s', (_, facts, given) => {
    expect(decided(facts, given).needsSecondPerson).toBe(true)
  })
  it.each([suspend(), revoke({ isImmediate: true }), renew('2028-01-10', '2031-01-09'), temporary()])(
    'but one for $type',
    (given) => {
      expect(decided(licence(), given).needsSecondPerson).toBe(false)
    },
  )
})

function grantCommand(startsOn: string, endsOn: string, rest: Partial<DecisionCommand>): DecisionCommand {
  return command('grant', {
    decidedOn: '2025-01-10',
    legalBasis: 'lgmpa-1976-s51',
    period: { startsOn, endsOn },
    ...rest,
  })
}
