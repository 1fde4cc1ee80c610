import fc from 'fast-check'
import { addDays, addMonths, isCivilDate, startOfLondonDay } from '../../src/domain/calendar.js'
import type { LicenceHistory } from '../../src/domain/history.js'
import { standing, standingAt } from '../../src/domain/standing.js'
import { randomHistory } from './random-history.js'
import { interpreter } from './reference-standing.js'

const RUNS = 10_000

/** The guarantee of the time line, with the process in one time zone of the world. Each of the four zones has 10,000 histories of its own. */
export function agreesInZone(zone: string, minutesBehindUtcInJanuary: number, seed: number): void {
  describe(`with the clock of ${zone}`, () => {
    it('really runs there', () => {
      expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(minutesBehindUtcInJanuary)
    })

    it(`agrees with the reference in ${RUNS} random histories, at every change ± 1 ms`, () => {
      let verdicts = 0
      const property = fc.property(randomHistory, (history) => {
        const steps = standing(history)
        const mayUse = interpreter(history)
        for (const at of instantsOfChange(history, steps)) {
          const { verdict, situation, validUntil } = standingAt(steps, at)
          const expected = mayUse(at)
          verdicts++
          if (verdict === expected.verdict && situation === expected.situation && validUntil === expected.validUntil)
            continue
          const found = JSON.stringify({ verdict, situation, validUntil })
          throw new Error(`${new Date(at).toISOString()}: ${found}, the table says ${JSON.stringify(expected)}`)
        }
      })
      fc.assert(property, { numRuns: RUNS, seed })
      expect(verdicts).toBeGreaterThan(RUNS * 10)
    })
  })
}

/** Every border of the time line, and every day a fact names or a count can lead to, whether the time line knows it or not. */
function instantsOfChange(history: LicenceHistory, steps: { until: number | null }[]): Set<number> {
  const days = new Set<string>()
  for (const day of datesIn(history)) days.add(day).add(addDays(day, 1))
  for (const { takesEffectOn, notifiedOn, decidedOn, type } of history.decisions) {
    const notice = notifiedOn ?? decidedOn
    for (const count of [21, 22, 28, 29]) days.add(addDays(notice, count))
    if (type === 'suspend') days.add(addDays(addMonths(takesEffectOn ?? notice, 2), 1))
  }
  const borders = [...days].map(startOf)
  for (const { until } of steps) if (until !== null) borders.push(until)
  return new Set(borders.flatMap((border) => [border - 1, border, border + 1]))
}

function datesIn(facts: unknown): string[] {
  if (typeof facts === 'string') return isCivilDate(facts) ? [facts] : []
  return facts !== null && typeof facts === 'object' ? Object.values(facts).flatMap(datesIn) : []
}

const starts = new Map<string, number>()

function startOf(day: string): number {
  const start = starts.get(day) ?? startOfLondonDay(day)
  starts.set(day, start)
  return start
}
