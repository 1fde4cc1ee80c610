import { appealState } from '../../src/domain/appeal.js'
import { decideAppealStep } from '../../src/domain/decision.js'
import type { AppealStep } from '../../src/domain/history.js'
import { APPEAL_STEP_TYPES, DECISION_TYPES } from '../../src/domain/words.js'
import { appeal, fact, licence } from './build.js'

const TODAY = '2026-09-01'
const step = (type: AppealStep['type'], on = '2026-08-01'): AppealStep => ({ type, on })
const revokedWith = (...words: string[]) =>
  licence([fact('revoke', '2026-03-02', words.length > 0 ? { appeal: appeal(...words) } : {})])
const outcome = (history: ReturnType<typeof licence>, next: AppealStep, id = 'revoke') => {
  const answer = decideAppealStep(history, id, next, TODAY)
  return answer.ok ? 'ok' : answer.refusal.code
}

const REACHED: Record<string, string[]> = {
  none: [],
  lodged: ['lodged', '2026-03-10'],
  dismissed: ['lodged', '2026-03-10', 'dismissed', '2026-04-01'],
  allowed: ['lodged', '2026-03-10', 'allowed', '2026-04-01'],
  withdrawn: ['lodged', '2026-03-10', 'withdrawn', '2026-04-01'],
  'further-appeal': ['lodged', '2026-03-10', 'allowed', '2026-04-01', 'further-appeal', '2026-04-05'],
  'further-appeal, withdrawn': [
    'lodged',
    '2026-03-10',
    'allowed',
    '2026-04-01',
    'further-appeal',
    '2026-04-05',
    'withdrawn',
    '2026-04-06',
  ],
}
const ALLOWED = [
  'none -> lodged',
  'lodged -> dismissed',
  'lodged -> allowed',
  'lodged -> withdrawn',
  'dismissed -> further-appeal',
  'allowed -> further-appeal',
  'further-appeal -> dismissed',
  'further-appeal -> allowed',
  'further-appeal -> withdrawn',
]
const PAIRS = Object.entries(REACHED).flatMap(([from, steps]) =>
  APPEAL_STEP_TYPES.map((to) => ({ title: `${from} -> ${to}`, steps, to })),
)

describe('the steps of an appeal', () => {
  it.each(PAIRS)('$title', ({ title, steps, to }) => {
    expect(outcome(revokedWith(...steps), step(to)) === 'ok').toBe(ALLOWED.includes(title))
  })

  it.each([
    ['lodged twice', revokedWith('lodged', '2026-03-10'), step('lodged'), 'appeal-already-lodged'],
    ['decided without being lodged', revokedWith(), step('dismissed'), 'appeal-not-lodged'],
    ['out of order', revokedWith('lodged', '2026-03-10'), step('further-appeal'), 'appeal-step-out-of-order'],
    [
      'before the step before it',
      revokedWith('lodged', '2026-03-10'),
      step('dismissed', '2026-03-09'),
      'appeal-step-before-previous',
    ],
    ['before the notice', revokedWith(), step('lodged', '2026-03-01'), 'appeal-before-notice'],
    ['in the future', revokedWith(), step('lodged', '2026-09-02'), 'date-in-future'],
    ['on no date', revokedWith(), step('lodged', '2026-02-30'), 'date-not-valid'],
  ] as const)('refused: %s', (_, history, next, code) => {
    expect(outcome(history, next)).toBe(code)
  })

  it('are of a decision on this licence', () => {
    expect(outcome(revokedWith(), step('lodged'), 'nobody')).toBe('decision-not-found')
  })

  it('may begin late: that is for the court, and holds nothing off', () => {
    expect(outcome(revokedWith(), step('lodged', '2026-08-01'))).toBe('ok')
  })

  it('are of the decision as corrected, unless the appeal came first', () => {
    const replaced = { id: 'second', correction: { decisionId: 'revoke', effect: 'replace' as const } }
    const before = licence([fact('revoke', '2026-03-02'), fact('revoke', '2026-03-02', replaced)])
    const after = licence([
      fact('revoke', '2026-03-02', { appeal: appeal('lodged', '2026-03-10') }),
      fact('revoke', '2026-03-02', replaced),
    ])
    expect([outcome(before, step('lodged'), 'revoke'), outcome(before, step('lodged'), 'second')]).toEqual([
      'decision-already-corrected',
      'ok',
    ])
    expect([outcome(after, step('dismissed'), 'revoke'), outcome(after, step('dismissed'), 'second')]).toEqual([
      'ok',
      'decision-already-corrected',
    ])
  })

  it('are not of a decision annulled', () => {
    const annulled = licence([
      fact('revoke', '2026-03-02'),
      fact('revoke', '2026-03-03', { id: 'second', correction: { decisionId: 'revoke', effect: 'annul' } }),
    ])
    expect(outcome(annulled, step('lodged'))).toBe('decision-annulled')
  })

  it('need a second person when they give the licence back, and only then', () => {
    const needs = (type: AppealStep['type']) =>
      decideAppealStep(revokedWith('lodged', '2026-03-10'), 'revoke', step(type), TODAY)
    expect(needs('allowed')).toMatchObject({ ok: true, needsSecondPerson: true })
    expect(needs('dismissed')).toMatchObject({ ok: true, needsSecondPerson: false })
  })

  it.each(DECISION_TYPES)('%s: open to appeal only where it is against the holder', (type) => {
    const open = [
      'refuse-application',
      'refuse-renewal',
      'suspend',
      'revoke',
      'vary-conditions',
      'temporary-suspension-by-other-authority',
    ]
    const history = licence([fact(type, '2026-03-02', { id: 'it' })])
    expect(outcome(history, step('lodged'), 'it')).toBe(open.includes(type) ? 'ok' : 'no-right-of-appeal')
  })
})

describe('the state of an appeal on a day', () => {
  it.each([
    ['2026-03-23', [], 'period-open'],
    ['2026-03-24', [], 'not-lodged'],
    ['2026-03-09', ['lodged', '2026-03-10'], 'period-open'],
    ['2026-03-10', ['lodged', '2026-03-10'], 'lodged'],
    ['2026-04-01', ['lodged', '2026-03-10', 'withdrawn', '2026-04-01'], 'withdrawn'],
  ] as const)('%s after %j: %s', (on, words, state) => {
    expect(appealState(appeal(...words).steps, '2026-03-02', 21, on)).toBe(state)
  })
})
