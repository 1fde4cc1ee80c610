import type { BankHolidays } from './calendar.js'

/**
 * Bank holidays in England, with Good Friday and Christmas Day (one that falls on a weekend shows as its substitute day only).
 * Source: GOV.UK, "UK bank holidays", division England and Wales, as of 6 July 2025. Open Government Licence v3.0.
 * Month and day by year; extend it when the next year is announced: until then its working days are unknown, never guessed.
 */
const ENGLISH_BANK_HOLIDAYS: Record<number, string> = {
  2019: '01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26',
  2020: '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28',
  2021: '01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28',
  2022: '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27',
  2023: '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26',
  2024: '01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26',
  2025: '01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26',
  2026: '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28',
  2027: '01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28',
}

export const BANK_HOLIDAYS: BankHolidays = new Map(
  Object.entries(ENGLISH_BANK_HOLIDAYS).map(([year, days]) => [
    Number(year),
    new Set(days.split(' ').map((day) => `${year}-${day}`)),
  ]),
)
