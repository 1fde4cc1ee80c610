import fc from 'fast-check'
import { addDays, addMonths, isCivilDate, startOfLondonDay } from '../../src/domain/calendar.js'
import { CCTV_REASON_CODES, cctvAt, cctvOn, cctvTimeLine, type CctvReason } from '../../src/domain/cctv.js'
import { CCTV_STATUSES } from '../../src/domain/words.js'
import { randomCctv, type CctvHistory } from './random-cctv.js'
import { storyteller, told, type Answer } from './reference-cctv.js'

const RUNS = 1_000

/** The guarantee of the time line of cameras, with the process in one time zone of the world. */
export function cctvAgreesInZone(zone: string, minutesBehindUtcInJanuary: number, seed: number): void {
  describe(`with the clock of ${zone}`, () => {
    it('really runs there', () => {
      expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(minutesBehindUtcInJanuary)
    })

    it(`agrees with the reference in ${RUNS} random histories, at every change ± 1 ms`, () => {
      const met = new Map<string, number>()
      const count = (word: string) => met.set(word, (met.get(word) ?? 0) + 1)
      const property = fc.property(randomCctv, (history) => {
        const { versions, kind, facts } = history
        const steps = cctvTimeLine(versions, kind, facts)
        const story = storyteller(versions, kind, facts)
        for (const { status, reasons } of steps) {
          count(status)
          for (const { code } of reasons) count(code)
        }
        for (const border of bordersOf(history, steps))
          for (const at of [border - 1, border, border + 1])
            agree(new Date(at).toISOString(), cctvAt(steps, at), story.at(at))
      })
      fc.assert(property, { numRuns: RUNS, seed })
      // every status and every reason was met often enough to mean something
      for (const word of [...CCTV_STATUSES, ...CCTV_REASON_CODES])
        expect([word, met.get(word)! > 40]).toEqual([word, true])
    })

    it('agrees with the reference on every single day of 60 random histories', () => {
      const property = fc.property(randomCctv, ({ base, versions, kind, facts }) => {
        const steps = cctvTimeLine(versions, kind, facts)
        const story = storyteller(versions, kind, facts)
        for (let day = addDays(base, -30); day < addDays(base, 530); day = addDays(day, 1)) {
          const expected = story.on(day)
          agree(day, cctvAt(steps, startOfLondonDay(day)), expected)
          agree(day, cctvOn(versions, kind, facts, day), expected)
        }
      })
      fc.assert(property, { numRuns: 60, seed })
    })
  })
}

function agree(when: string, found: Pick<Answer, 'status'> & { reasons: CctvReason[] }, expected: Answer): void {
  const words = found.reasons.map((reason) => told(reason.code, reason.factId, sourceOf(reason))).sort()
  if (found.status === expected.status && words.join() === expected.reasons.join()) return
  throw new Error(`${when}: ${JSON.stringify({ ...found, words })}, the policy says ${JSON.stringify(expected)}`)
}

function sourceOf({ rule }: CctvReason): string {
  return /^(?:standards in force from|exempt until) (\d{4}-\d\d-\d\d): \S/.exec(rule)?.[1] ?? rule
}

/** Every border of the time line, and every day a fact or a rule names or leads to, whether the time line knows it or not. */
function bordersOf({ versions, facts }: CctvHistory, steps: { until: number | null }[]): Set<number> {
  const rules = versions.flatMap(({ cctv }) => (cctv?.isRequired ? [cctv] : []))
  const days = new Set<string>()
  for (const day of datesIn([versions, facts])) days.add(day).add(addDays(day, 1))
  for (const { on } of facts)
    for (const { inspectionIntervalMonths, faultRepairDays } of rules)
      days.add(addDays(addMonths(on, inspectionIntervalMonths), 1)).add(addDays(on, faultRepairDays + 1))
  const borders = new Set([...days].map(startOf))
  for (const { until } of steps) if (until !== null) borders.add(until)
  return borders
}

function datesIn(within: unknown): string[] {
  if (typeof within === 'string') return isCivilDate(within) ? [within] : []
  return within !== null && typeof within === 'object' ? Object.values(within).flatMap(datesIn) : []
}

const starts = new Map<string, number>()

function startOf(day: string): number {
  const start = starts.get(day) ?? startOfLondonDay(day)
  starts.set(day, start)
  return start
}
