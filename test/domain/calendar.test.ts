import { BANK_HOLIDAYS } from '../../src/domain/bank-holidays.js'
import {
  addDays,
  addMonths,
  addYears,
  DAY_MS,
  daysBetween,
  isCivilDate,
  lastOfDaysAfter,
  lastOfDaysBeginningWith,
  lastOfYearsBeginningWith,
  londonDate,
  nthWorkingDay,
  startOfLondonDay,
  workingDayCount,
} from '../../src/domain/calendar.js'

const utc = (text: string) => Date.parse(text)

describe('civil dates', () => {
  it.each(['1900-01-01', '2000-02-29', '2024-02-29', '2199-12-31'])('%s is a date', (text) => {
    expect(isCivilDate(text)).toBe(true)
  })
  it.each([
    '2019-02-31',
    '1900-02-29',
    '2025-13-01',
    '2025-00-10',
    '2025-01-00',
    '1899-12-31',
    '2200-01-01',
    '2025-1-1',
  ])('%s is not', (text) => {
    expect(isCivilDate(text)).toBe(false)
  })
  it.each(['', '2025-01-01T00:00:00Z', ' 2025-01-01', '2025-01-01\n', '+2025-01-01', '２０２５-01-01'])(
    '%j is not',
    (text) => {
      expect(isCivilDate(text)).toBe(false)
    },
  )

  it('adds days, months and years, clipping to the last day of the month', () => {
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(addDays('2025-01-01', -1)).toBe('2024-12-31')
    expect(addMonths('2025-01-31', 1)).toBe('2025-02-28')
    expect(addMonths('2024-12-31', 2)).toBe('2025-02-28')
    expect(addMonths('2025-03-31', -1)).toBe('2025-02-28')
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28')
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29')
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2)
    expect(daysBetween('2025-03-30', '2025-03-29')).toBe(-1)
  })

  it('counts "beginning with the day" and "after the day" one day apart', () => {
    expect(lastOfDaysBeginningWith('2026-03-02', 21)).toBe('2026-03-22')
    expect(lastOfDaysAfter('2026-03-02', 21)).toBe('2026-03-23')
  })

  it('counts years beginning with the day to the eve of the anniversary', () => {
    expect(lastOfYearsBeginningWith('2025-01-10', 3)).toBe('2028-01-09')
    expect(lastOfYearsBeginningWith('2021-03-01', 3)).toBe('2024-02-29')
    expect(lastOfYearsBeginningWith('2024-02-29', 3)).toBe('2027-02-28')
    expect(lastOfYearsBeginningWith('2024-02-29', 4)).toBe('2028-02-28')
  })
})

describe('London days', () => {
  it.each([
    ['2025-01-01', '2025-01-01T00:00:00Z'],
    ['2025-03-30', '2025-03-30T00:00:00Z'],
    ['2025-03-31', '2025-03-30T23:00:00Z'],
    ['2025-10-26', '2025-10-25T23:00:00Z'],
    ['2025-10-27', '2025-10-27T00:00:00Z'],
    ['1971-07-01', '1971-06-30T23:00:00Z'],
    ['1995-10-23', '1995-10-23T00:00:00Z'],
  ])('%s begins at %s', (day, instant) => {
    expect(startOfLondonDay(day)).toBe(utc(instant))
  })

  it('has a day of 23 hours in March and one of 25 in October', () => {
    expect(startOfLondonDay('2025-03-31') - startOfLondonDay('2025-03-30')).toBe(23 * 3_600_000)
    expect(startOfLondonDay('2025-10-27') - startOfLondonDay('2025-10-26')).toBe(25 * 3_600_000)
  })

  it('agrees with the time zone database on every day from 1970 to 2037, to the millisecond', () => {
    const clock = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })
    let checked = 0
    for (let day = '1970-01-01'; day <= '2037-12-31'; day = addDays(day, 1)) {
      const start = startOfLondonDay(day)
      if (clock.format(start) !== day || clock.format(start - 1) >= day)
        throw new Error(`${day} does not begin at ${start}`)
      if (londonDate(start) !== day || londonDate(start - 1) !== addDays(day, -1))
        throw new Error(`londonDate fails at ${day}`)
      checked++
    }
    expect(checked).toBe(daysBetween('1970-01-01', '2038-01-01'))
  })

  it('names the London day of any instant, in winter and in summer', () => {
    expect(londonDate(utc('2025-06-30T23:00:00Z'))).toBe('2025-07-01')
    expect(londonDate(utc('2025-06-30T22:59:59.999Z'))).toBe('2025-06-30')
    expect(londonDate(utc('2025-12-31T23:59:59.999Z'))).toBe('2025-12-31')
    expect(londonDate(startOfLondonDay('2026-01-01') + DAY_MS - 1)).toBe('2026-01-01')
  })
})

describe('working days in England (2022 Act s.8)', () => {
  it('counts a notice of Friday 19 December 2025 as day 1, and Monday 29 December as day 5', () => {
    const days = [1, 2, 3, 4, 5].map((n) => nthWorkingDay('2025-12-19', n, BANK_HOLIDAYS))
    expect(days.map((answer) => answer.ok && answer.day)).toEqual([
      '2025-12-19',
      '2025-12-22',
      '2025-12-23',
      '2025-12-24',
      '2025-12-29',
    ])
  })

  it.each([
    ['a Saturday', '2025-12-20', '2025-12-22'],
    ['Good Friday', '2026-04-03', '2026-04-07'],
    ['Christmas Day on a Saturday, with two substitutes after it', '2021-12-25', '2021-12-29'],
  ])('begins after %s', (_, from, first) => {
    expect(nthWorkingDay(from, 1, BANK_HOLIDAYS)).toEqual({ ok: true, day: first })
  })

  it('counts the days between two days, both included', () => {
    expect(workingDayCount('2025-12-19', '2025-12-29', BANK_HOLIDAYS)).toEqual({ ok: true, count: 5 })
    expect(workingDayCount('2025-12-25', '2025-12-28', BANK_HOLIDAYS)).toEqual({ ok: true, count: 0 })
  })

  it.each(['2018-12-31', '2028-01-03'])('refuses to count %s, whose bank holidays nobody has announced here', (day) => {
    expect(nthWorkingDay(day, 1, BANK_HOLIDAYS)).toMatchObject({
      ok: false,
      refusal: { code: 'bank-holidays-unknown' },
    })
    expect(workingDayCount(day, day, BANK_HOLIDAYS)).toMatchObject({ refusal: { code: 'bank-holidays-unknown' } })
  })

  it('refuses a count that runs into an unknown year, rather than guess the rest', () => {
    expect(nthWorkingDay('2027-12-31', 1, BANK_HOLIDAYS)).toEqual({ ok: true, day: '2027-12-31' })
    expect(nthWorkingDay('2027-12-31', 2, BANK_HOLIDAYS)).toMatchObject({ refusal: { code: 'bank-holidays-unknown' } })
  })
})
