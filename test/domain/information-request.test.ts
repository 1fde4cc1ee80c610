import { BANK_HOLIDAYS } from '../../src/domain/bank-holidays.js'
import { addDays, startOfLondonDay } from '../../src/domain/calendar.js'
import { dueOn } from '../../src/domain/duties.js'
import {
  LONGEST_WAIT_DAYS,
  mayHoldInformation,
  requestState,
  type Determination,
  type RequestFacts,
} from '../../src/domain/information-request.js'
import type { AppealStepType } from '../../src/domain/words.js'

describe('state of a request', () => {
  const SENT: RequestFacts = { receivedOn: '2026-03-02', dueOn: '2026-03-27', isAcknowledged: false, outcome: null }
  it.each<[Partial<RequestFacts>, string, string]>([
    [{}, '2026-03-02', 'sent'],
    [{}, '2026-03-27', 'sent'],
    [{}, '2026-03-28', 'overdue'],
    [{ isAcknowledged: true }, '2026-03-27', 'received'],
    [{ isAcknowledged: true }, '2026-03-28', 'overdue'],
    [{ outcome: 'provided' }, '2026-03-02', 'provided'],
    [{ outcome: 'provided', isAcknowledged: true }, '2026-12-31', 'provided'],
    [{ outcome: 'refused' }, '2026-12-31', 'refused'],
    [{ dueOn: null }, '2026-04-05', 'sent'],
    [{ dueOn: null, isAcknowledged: true }, '2026-04-05', 'received'],
    [{ dueOn: null }, '2026-04-06', 'overdue'],
  ])('%j on %s: %s', (facts, today, state) => {
    expect(requestState({ ...SENT, ...facts }, today)).toBe(state)
  })

  it('who waits where no due date is known never waits less than 20 working days', () => {
    const tooSoon: string[] = []
    for (let day = '2019-01-01'; day < '2027-11-01'; day = addDays(day, 1)) {
      const due = dueOn('answer-request', day, BANK_HOLIDAYS)
      if (due === null || due > addDays(day, LONGEST_WAIT_DAYS - 1)) tooSoon.push(day)
    }
    expect(tooSoon).toEqual([])
  })
})

describe('how long information may be held', () => {
  const at = (day: string) => startOfLondonDay(day) + 9 * 3_600_000
  const lastDay = (givenOn: string, determination: Determination | null): string => {
    let day = givenOn
    while (mayHoldInformation(at(givenOn), determination, at(day))) day = addDays(day, 1)
    return addDays(day, -1)
  }
  const refused = (...steps: [AppealStepType, string][]): Determination => ({
    type: 'refuse-application',
    noticeOn: '2026-03-10',
    recordedAt: at('2026-03-10'),
    appealDays: 21,
    appealSteps: steps.map(([type, on]) => ({ type, on })),
  })

  it('a year, where nothing was determined here', () => {
    expect(lastDay('2026-03-02', null)).toBe('2027-03-01')
  })
  it('not past a grant', () => {
    expect(lastDay('2026-03-02', { ...refused(), type: 'grant' })).toBe('2026-03-01')
  })
  it('to the end of the period in which a refusal may be appealed against', () => {
    expect(lastDay('2026-03-02', refused())).toBe('2026-03-31')
  })
  it.each<[[AppealStepType, string][], string]>([
    [[['lodged', '2026-03-20'], ['withdrawn', '2026-05-01']], '2026-04-30'],
    [[['lodged', '2026-03-20'], ['dismissed', '2026-05-01']], '2026-05-22'],
    [[['lodged', '2026-03-20'], ['allowed', '2026-05-01']], '2026-05-22'],
    [[['lodged', '2026-03-20'], ['dismissed', '2026-05-01'], ['further-appeal', '2026-05-20'], ['dismissed', '2026-09-01']], '2026-09-22'],
  ])('while a court may still look at it: %j to %s', (steps, last) => {
    expect(lastDay('2026-03-02', refused(...steps))).toBe(last)
  }) // prettier-ignore
  it('for as long as an appeal is undecided, also for years', () => {
    const pending = refused(['lodged', '2026-03-20'])
    expect(mayHoldInformation(at('2026-03-02'), pending, at('2029-01-01'))).toBe(true)
    const further = refused(['lodged', '2026-03-20'], ['dismissed', '2026-05-01'], ['further-appeal', '2026-05-20'])
    expect(mayHoldInformation(at('2026-03-02'), further, at('2029-01-01'))).toBe(true)
  })
  it('what arrives after a grant can be read for four weeks', () => {
    expect(lastDay('2026-04-20', { ...refused(), type: 'grant' })).toBe('2026-05-18')
  })
})
