import { BANK_HOLIDAYS } from '../../src/domain/bank-holidays.js'
import { DUTIES, dueOn, dutyState, retainedUntil } from '../../src/domain/duties.js'
import { DUTY_KINDS } from '../../src/domain/words.js'

describe('when a duty falls due (2022 Act)', () => {
  it.each([
    ['make-entry', '2025-12-19', '2025-12-29'],
    ['make-entry', '2025-12-20', '2025-12-30'],
    ['answer-request', '2026-03-02', '2026-03-27'],
    ['answer-request', '2026-03-16', '2026-04-14'],
    ['report-concern', '2026-05-01', '2026-05-15'],
    ['consider-concern', '2026-03-02', '2026-03-27'],
  ] as const)('%s from %s: %s', (kind, from, due) => {
    expect(dueOn(kind, from, BANK_HOLIDAYS)).toBe(due)
  })

  it.each(['update-entry', 'search-entries', 'tell-requesters'] as const)('the Act names no day for %s', (kind) => {
    expect(dueOn(kind, '2026-03-02', BANK_HOLIDAYS)).toBeNull()
    expect(DUTIES[kind].limit).toMatch(/as soon as practicable|before the decision|with the change/)
  })

  it('an entry made on 10 June 2026 is kept to the end of 9 June 2037, and removed on the next day', () => {
    expect(retainedUntil('2026-06-10')).toBe('2037-06-09')
    expect(dueOn('remove-entry', '2026-06-10', BANK_HOLIDAYS)).toBe('2037-06-10')
  })

  it.each(['2018-12-31', '2027-12-30', '2028-01-03'])(
    'from %s no day is guessed: its bank holidays are not known',
    (from) => {
      expect(dueOn('make-entry', from, BANK_HOLIDAYS)).toBeNull()
    },
  )

  it('each says what is to be done, by when and under which section', () => {
    expect(Object.keys(DUTIES).sort()).toEqual([...DUTY_KINDS].sort())
    expect(Object.values(DUTIES).flatMap(({ workingDays }) => workingDays ?? [])).toEqual([5, 20, 10, 20])
    for (const { toDo, limit, from, basis } of Object.values(DUTIES)) {
      expect([toDo, limit, from].map(Boolean)).toEqual([true, true, true])
      expect(basis).toMatch(/Act 2022 s\.[2-6]/)
    }
  })
})

describe('how a duty stands', () => {
  const DUE = '2025-12-29'
  it.each([
    ['on its last day', DUE, null, '2025-12-29', 'open', 0],
    ['the day after', DUE, null, '2025-12-30', 'overdue', 1],
    ['a month after', DUE, null, '2026-01-29', 'overdue', 31],
    ['done on its last day, seen later', DUE, '2025-12-29', '2026-06-01', 'done', 0],
    ['done before', DUE, '2025-12-19', '2025-12-19', 'done', 0],
    ['done the day after, seen later', DUE, '2025-12-30', '2026-06-01', 'done-late', 1],
    ['without a day, years later', null, null, '2036-01-01', 'open', 0],
    ['without a day, done', null, '2026-01-01', '2036-01-01', 'done', 0],
  ] as const)('%s', (_, due, done, today, state, daysLate) => {
    expect(dutyState({ dueOn: due, doneOn: done }, today)).toEqual({ state, daysLate })
  })
})
