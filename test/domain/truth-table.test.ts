import { addDays, startOfLondonDay } from '../../src/domain/calendar.js'
import type { DecisionFact, LicenceHistory } from '../../src/domain/history.js'
import { standing, standingAt } from '../../src/domain/standing.js'
import type { Situation, Verdict } from '../../src/domain/words.js'
import { appeal, fact, grant, history, licence } from './build.js'
import { mayUse } from './reference-standing.js'

type Row = [title: string, history: LicenceHistory, on: string, verdict: Verdict, situation: Situation]

/** Notice on 2 March 2026: the 21 days beginning with it end with 22 March; the last day to appeal is 23 March. */
const ordinary = (type: 'suspend' | 'revoke', rest: Partial<DecisionFact> = {}) => fact(type, '2026-03-02', rest)
const immediate = (type: 'suspend' | 'revoke', rest: Partial<DecisionFact> = {}) =>
  fact(type, '2026-03-02', { isImmediate: true, ...rest })
const refused = (rest: Partial<DecisionFact> = {}) => fact('refuse-renewal', '2027-12-20', rest)
const temporary = fact('temporary-suspension-by-other-authority', '2026-03-02', {
  legalBasis: 'edcea-2026-temporary-suspension',
  imposedBy: 'E08000019',
  suspensionEndsOn: '2026-03-11',
})
const correction = (decisionId: string, effect: 'replace' | 'annul') => ({
  id: `${effect}-${decisionId}`,
  correction: { decisionId, effect },
})
const lodgedInTime = appeal('lodged', '2026-03-10')
const renewalPending = { renewalsPending: [{ receivedOn: '2027-12-01', determinedOn: null }] }

const TABLE: Row[] = [
  ['in term, no decision against', licence(), '2026-06-01', 'yes', 'in-force'],
  ['in term, first day', licence(), '2025-01-10', 'yes', 'in-force'],
  ['in term, last day', licence(), '2028-01-09', 'yes', 'in-force'],
  ['before start', licence(), '2025-01-09', 'no', 'not-yet-in-force'],
  ['after expiry', licence(), '2028-01-10', 'no', 'expired'],
  ['after expiry, even with a renewal pending', licence([], renewalPending), '2028-01-10', 'no', 'expired'],
  [
    'after expiry with a renewal pending, London: law unsettled',
    licence([], { jurisdiction: 'london', ...renewalPending }),
    '2028-01-10',
    'unknown',
    'renewal-pending-unsettled',
  ],
  [
    'after expiry with a renewal received too late, London',
    licence([], { jurisdiction: 'london', renewalsPending: [{ receivedOn: '2028-01-10', determinedOn: null }] }),
    '2028-01-10',
    'no',
    'expired',
  ],
  [
    'after expiry with a renewal determined, London',
    licence([], {
      jurisdiction: 'london',
      renewalsPending: [{ receivedOn: '2027-12-01', determinedOn: '2028-02-01' }],
    }),
    '2028-02-01',
    'no',
    'expired',
  ],
  [
    'suspended, not immediate, on the day of notice',
    licence([ordinary('suspend')]),
    '2026-03-02',
    'yes',
    'notice-running',
  ],
  [
    'suspended, not immediate, within the 21 days',
    licence([ordinary('suspend')]),
    '2026-03-22',
    'yes',
    'notice-running',
  ],
  ['revoked, not immediate, within the 21 days', licence([ordinary('revoke')]), '2026-03-22', 'yes', 'notice-running'],
  ['suspended, 21 days over, no appeal lodged', licence([ordinary('suspend')]), '2026-03-23', 'no', 'suspended'],
  ['revoked, 21 days over, no appeal lodged', licence([ordinary('revoke')]), '2026-03-23', 'no', 'revoked'],
  [
    'same, appeal lodged in time, undecided',
    licence([ordinary('revoke', { appeal: lodgedInTime })]),
    '2026-09-01',
    'yes',
    'held-off-by-appeal',
  ],
  [
    'same, appeal lodged on the last day, when the decision took effect that morning: held off for that whole day',
    licence([ordinary('revoke', { appeal: appeal('lodged', '2026-03-23') })]),
    '2026-03-23',
    'yes',
    'held-off-by-appeal',
  ],
  [
    'same, appeal lodged late: does not hold off',
    licence([ordinary('revoke', { appeal: appeal('lodged', '2026-03-24') })]),
    '2026-03-25',
    'no',
    'revoked',
  ],
  [
    'same, appeal dismissed',
    licence([ordinary('revoke', { appeal: appeal('lodged', '2026-03-10', 'dismissed', '2026-05-01') })]),
    '2026-05-01',
    'no',
    'revoked',
  ],
  [
    'same, appeal withdrawn',
    licence([ordinary('suspend', { appeal: appeal('lodged', '2026-03-10', 'withdrawn', '2026-05-01') })]),
    '2026-05-01',
    'no',
    'suspended',
  ],
  [
    'same, appeal withdrawn before the 21 days are over',
    licence([ordinary('suspend', { appeal: appeal('lodged', '2026-03-10', 'withdrawn', '2026-03-15') })]),
    '2026-03-15',
    'yes',
    'notice-running',
  ],
  [
    'same, further appeal after a dismissal: law unsettled',
    licence([
      ordinary('revoke', {
        appeal: appeal('lodged', '2026-03-10', 'dismissed', '2026-05-01', 'further-appeal', '2026-05-05'),
      }),
    ]),
    '2026-05-05',
    'unknown',
    'appeal-unsettled',
  ],
  [
    'same, further appeal dismissed',
    licence([
      ordinary('revoke', {
        appeal: appeal(
          'lodged',
          '2026-03-10',
          'dismissed',
          '2026-05-01',
          'further-appeal',
          '2026-05-05',
          'dismissed',
          '2026-08-01',
        ),
      }),
    ]),
    '2026-08-01',
    'no',
    'revoked',
  ],
  [
    'same, further appeal withdrawn: the dismissal stands',
    licence([
      ordinary('revoke', {
        appeal: appeal(
          'lodged',
          '2026-03-10',
          'dismissed',
          '2026-05-01',
          'further-appeal',
          '2026-05-05',
          'withdrawn',
          '2026-08-01',
        ),
      }),
    ]),
    '2026-08-01',
    'no',
    'revoked',
  ],
  ['immediate effect, no appeal', licence([immediate('revoke')]), '2026-03-02', 'no', 'revoked'],
  [
    'immediate effect, appeal lodged',
    licence([immediate('suspend', { appeal: lodgedInTime })]),
    '2026-03-11',
    'no',
    'suspended',
  ],
  [
    'immediate effect, further appeal',
    licence([
      immediate('revoke', {
        appeal: appeal('lodged', '2026-03-10', 'dismissed', '2026-05-01', 'further-appeal', '2026-05-05'),
      }),
    ]),
    '2026-06-01',
    'no',
    'revoked',
  ],
  ['immediate effect, the day before', licence([immediate('revoke')]), '2026-03-01', 'yes', 'in-force'],
  [
    'appeal allowed',
    licence([immediate('revoke', { appeal: appeal('lodged', '2026-03-10', 'allowed', '2026-05-01') })]),
    '2026-05-01',
    'yes',
    'in-force',
  ],
  [
    'appeal allowed, the day before',
    licence([immediate('revoke', { appeal: appeal('lodged', '2026-03-10', 'allowed', '2026-05-01') })]),
    '2026-04-30',
    'no',
    'revoked',
  ],
  [
    'appeal allowed, but out of term',
    licence([immediate('revoke', { appeal: appeal('lodged', '2026-03-10', 'allowed', '2028-05-01') })]),
    '2028-05-01',
    'no',
    'expired',
  ],
  [
    'appeal allowed, further appeal by the authority pending: the order is given effect',
    licence([
      ordinary('revoke', {
        appeal: appeal('lodged', '2026-03-10', 'allowed', '2026-05-01', 'further-appeal', '2026-05-05'),
      }),
    ]),
    '2026-06-01',
    'yes',
    'in-force',
  ],
  [
    'appeal allowed, and dismissed further up',
    licence([
      ordinary('revoke', {
        appeal: appeal(
          'lodged',
          '2026-03-10',
          'allowed',
          '2026-05-01',
          'further-appeal',
          '2026-05-05',
          'dismissed',
          '2026-08-01',
        ),
      }),
    ]),
    '2026-08-01',
    'no',
    'revoked',
  ],
  [
    'suspension, last suspended day',
    licence([immediate('suspend', { suspensionEndsOn: '2026-03-31' })]),
    '2026-03-31',
    'no',
    'suspended',
  ],
  [
    'suspension ended',
    licence([immediate('suspend', { suspensionEndsOn: '2026-03-31' })]),
    '2026-04-01',
    'yes',
    'in-force',
  ],
  [
    'suspension lifted',
    licence([immediate('suspend'), fact('lift-suspension', '2026-04-10', { liftsDecisionId: 'suspend' })]),
    '2026-04-10',
    'yes',
    'in-force',
  ],
  [
    'suspension lifted, the day before',
    licence([immediate('suspend'), fact('lift-suspension', '2026-04-10', { liftsDecisionId: 'suspend' })]),
    '2026-04-09',
    'no',
    'suspended',
  ],
  ['suspension without an end never ends by itself', licence([immediate('suspend')]), '2028-01-09', 'no', 'suspended'],
  ['refusal to renew, old licence in term', licence([refused()]), '2028-01-09', 'yes', 'in-force'],
  ['refusal to renew, old licence expired, no appeal', licence([refused()]), '2028-01-10', 'no', 'expired'],
  [
    'refusal to renew, old licence expired, appeal pending',
    licence([refused({ appeal: appeal('lodged', '2028-01-05') })]),
    '2028-01-10',
    'unknown',
    'refused-renewal-under-appeal',
  ],
  [
    'refusal to renew, old licence expired, appeal lodged late',
    licence([refused({ appeal: appeal('lodged', '2028-01-11') })]),
    '2028-01-12',
    'no',
    'expired',
  ],
  [
    'refusal to renew, old licence expired, appeal dismissed',
    licence([refused({ appeal: appeal('lodged', '2028-01-05', 'dismissed', '2028-03-01') })]),
    '2028-03-01',
    'no',
    'expired',
  ],
  [
    'refusal to renew, appeal pending, suspended as well: no beats unknown',
    licence([immediate('suspend'), refused({ appeal: appeal('lodged', '2028-01-05') })]),
    '2028-01-10',
    'no',
    'suspended',
  ],
  [
    'temporary suspension by another authority, first day of its window',
    licence([temporary]),
    '2026-03-02',
    'no',
    'temporarily-suspended',
  ],
  [
    'temporary suspension by another authority, last day of its window',
    licence([temporary]),
    '2026-03-11',
    'no',
    'temporarily-suspended',
  ],
  [
    'temporary suspension by another authority, after its window',
    licence([temporary]),
    '2026-03-12',
    'yes',
    'in-force',
  ],
  [
    'surrendered',
    licence([fact('surrender', '2026-03-02', { takesEffectOn: '2026-03-05' })]),
    '2026-03-05',
    'no',
    'surrendered',
  ],
  [
    'surrendered, the day before it takes effect',
    licence([fact('surrender', '2026-03-02', { takesEffectOn: '2026-03-05' })]),
    '2026-03-04',
    'yes',
    'in-force',
  ],
  ['warned: nothing changes', licence([fact('warning', '2026-03-02')]), '2026-03-02', 'yes', 'in-force'],
  [
    'conditions varied: nothing changes',
    licence([fact('vary-conditions', '2026-03-02')]),
    '2026-03-02',
    'yes',
    'in-force',
  ],
  [
    'renewed without a gap: continuous',
    licence([fact('renew', '2027-12-20', { period: { startsOn: '2028-01-10', endsOn: '2031-01-09' } })]),
    '2028-01-10',
    'yes',
    'in-force',
  ],
  [
    'a gap between two periods is time after expiry',
    licence([fact('renew', '2028-01-20', { period: { startsOn: '2028-02-01', endsOn: '2031-01-31' } })]),
    '2028-01-31',
    'no',
    'expired',
  ],
  [
    'vehicle, not immediate: the time for appealing is not over on day 21 after the notice',
    licence([ordinary('revoke', { legalBasis: 'lgmpa-1976-s60' })], { kind: 'private-hire-vehicle' }),
    '2026-03-23',
    'yes',
    'notice-running',
  ],
  [
    'vehicle, not immediate: the time for appealing is over',
    licence([ordinary('revoke', { legalBasis: 'lgmpa-1976-s60' })], { kind: 'private-hire-vehicle' }),
    '2026-03-24',
    'no',
    'revoked',
  ],
  [
    'vehicle suspended on the spot (s.68)',
    licence([ordinary('suspend', { legalBasis: 'lgmpa-1976-s68' })], { kind: 'private-hire-vehicle' }),
    '2026-05-02',
    'no',
    'suspended',
  ],
  [
    'vehicle suspended on the spot, not lifted within two months: deemed revoked',
    licence([ordinary('suspend', { legalBasis: 'lgmpa-1976-s68' })], { kind: 'private-hire-vehicle' }),
    '2026-05-03',
    'no',
    'revoked',
  ],
  [
    'vehicle suspended on the spot, lifted on the last day of the two months',
    licence(
      [
        ordinary('suspend', { legalBasis: 'lgmpa-1976-s68' }),
        fact('lift-suspension', '2026-05-02', { liftsDecisionId: 'suspend' }),
      ],
      { kind: 'private-hire-vehicle' },
    ),
    '2026-05-03',
    'yes',
    'in-force',
  ],
  [
    'two decisions at once: one held off, one in effect',
    licence([ordinary('revoke', { appeal: lodgedInTime }), fact('suspend', '2026-04-01', { isImmediate: true })]),
    '2026-04-01',
    'no',
    'suspended',
  ],
  [
    'a decision annulled was never there',
    licence([immediate('revoke'), fact('revoke', '2026-03-05', correction('revoke', 'annul'))]),
    '2026-03-03',
    'yes',
    'in-force',
  ],
  [
    'a decision replaced counts as restated',
    licence([immediate('revoke'), fact('revoke', '2026-03-02', correction('revoke', 'replace'))]),
    '2026-03-22',
    'yes',
    'notice-running',
  ],
  [
    'an annulment annulled brings the decision back',
    licence([
      immediate('revoke'),
      fact('revoke', '2026-03-05', correction('revoke', 'annul')),
      fact('revoke', '2026-03-06', { id: 'third', correction: { decisionId: 'annul-revoke', effect: 'annul' } }),
    ]),
    '2026-03-03',
    'no',
    'revoked',
  ],
  [
    'a grant replaced by one with another period',
    history([grant('2025-01-10', '2028-01-09'), grant('2025-01-10', '2026-01-09', correction('grant', 'replace'))]),
    '2026-01-10',
    'no',
    'expired',
  ],
  [
    'a lift of a suspension corrected since',
    licence([
      immediate('suspend'),
      fact('suspend', '2026-03-01', { ...correction('suspend', 'replace'), isImmediate: true }),
      fact('lift-suspension', '2026-04-10', { liftsDecisionId: 'suspend' }),
    ]),
    '2026-04-10',
    'yes',
    'in-force',
  ],
  ['no period on record', history([]), '2026-01-10', 'no', 'not-yet-in-force'],
]

describe('May this driver drive at instant t?', () => {
  it.each(TABLE)('%s', (_, facts, on, verdict, situation) => {
    const steps = standing(facts)
    const firstMoment = startOfLondonDay(on)
    const lastMoment = startOfLondonDay(addDays(on, 1)) - 1
    for (const at of [firstMoment, firstMoment + 12 * 3_600_000, lastMoment]) {
      expect(standingAt(steps, at)).toMatchObject({ verdict, situation })
      expect(mayUse(facts, at)).toMatchObject({ verdict, situation })
    }
  })

  it('covers every situation there is a word for', () => {
    expect(new Set(TABLE.map(([, , , , situation]) => situation)).size).toBe(12)
  })
})

describe('each step names its law', () => {
  const basisOn = (facts: LicenceHistory, on: string) => standingAt(standing(facts), startOfLondonDay(on)).basis

  it.each([
    ['the power it was granted under', licence(), '2026-01-01', /1976 s\.51$/],
    ['the 21 days', licence([ordinary('revoke')]), '2026-03-03', /s\.61\(2A\)/],
    ['the stay of an appeal', licence([ordinary('revoke', { appeal: lodgedInTime })]), '2026-03-11', /s\.77\(2\)/],
    ['immediate effect', licence([immediate('revoke')]), '2026-03-03', /s\.61\(2B\)/],
    ['the Act of 2026', licence([{ ...temporary, isImmediate: true }]), '2026-03-03', /Empowerment Act 2026/],
    ['the power used', licence([ordinary('revoke')]), '2026-04-01', /s\.61\(1\)/],
    ['the longest terms', licence(), '2028-01-10', /ss\.48\(4\)\(c\), 53\(1\)/],
  ])('%s', (_, facts, on, citation) => {
    expect(basisOn(facts, on)).toMatch(citation)
  })

  it('cites an unknown basis by its own code', () => {
    expect(basisOn(licence([ordinary('revoke', { legalBasis: 'constructor' })]), '2026-04-01')).toBe('constructor')
  })
})
