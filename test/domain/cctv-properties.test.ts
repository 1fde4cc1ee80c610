import fc from 'fast-check'
import { addDays, londonDate, startOfLondonDay } from '../../src/domain/calendar.js'
import { cctvAt, cctvTimeLine, leastPromising } from '../../src/domain/cctv.js'
import { countingFacts } from '../../src/domain/cctv-counting.js'
import type { CctvFact } from '../../src/domain/cctv-facts.js'
import { judgeCctvFact } from '../../src/domain/cctv-record.js'
import { CCTV_FACT_TYPES } from '../../src/domain/words.js'
import { recorded, reported, rule, versions } from './cctv-build.js'
import { offerOf, randomCctv, randomOffers } from './random-cctv.js'

const SEED = 2014
const STANDARDS = versions(['2015-07-06', rule()])
const always = <T>(property: fc.IProperty<T>, numRuns = 500): void => fc.assert(property, { numRuns, seed: SEED })

describe('the time line of cameras', () => {
  it('leaves no instant out, changes at London midnights only, and at every step', () => {
    const property = fc.property(randomCctv, (history) => {
      const steps = cctvTimeLine(history.versions, history.kind, history.facts)
      expect([steps[0]!.from, steps.at(-1)!.until]).toEqual([null, null])
      steps.slice(1).forEach(({ from, status, reasons }, index) => {
        const last = steps[index]!
        expect(from).toBe(last.until)
        expect(startOfLondonDay(londonDate(from!))).toBe(from)
        expect({ status, reasons }).not.toEqual({ status: last.status, reasons: last.reasons })
      })
      for (const { reasons } of steps) expect(reasons.length).toBeGreaterThan(0)
    })
    always(property)
  })

  it('does not depend on the order in which facts and versions are handed over', () => {
    const property = fc.property(randomCctv, ({ versions, kind, facts }) => {
      const mixed = cctvTimeLine([...versions].reverse(), kind, [...facts].reverse())
      expect(mixed).toEqual(cctvTimeLine(versions, kind, facts))
    })
    always(property)
  })

  it('is not changed by footage', () => {
    const property = fc.property(randomCctv, ({ versions, kind, facts }) => {
      const without = facts.filter(({ type }) => !type.startsWith('footage'))
      expect(cctvTimeLine(versions, kind, without)).toEqual(cctvTimeLine(versions, kind, facts))
    })
    always(property)
  })

  it('never promises more for a fault that is reported', () => {
    const property = fc.property(randomCctv, fc.nat(60), ({ base, versions, kind, facts }, days) => {
      const day = addDays(base, days)
      const broken = [...facts, { ...recorded(reported(day))[0]!, id: 'new', seq: facts.length + 1 }]
      const before = cctvTimeLine(versions, kind, facts)
      for (const { from, status } of cctvTimeLine(versions, kind, broken)) {
        const was = cctvAt(before, from ?? -Infinity).status
        expect(leastPromising([was, status])).toBe(status)
      }
    })
    always(property)
  })

  it('says after a replacement what it would have said of a record right from the start', () => {
    const property = fc.property(randomCctv, ({ versions, kind, facts }) => {
      const originals = facts.filter(({ correction }) => correction === null)
      const wrong = originals[0]
      if (!wrong) return
      const right = { ...wrong, on: addDays(wrong.on, 3) }
      const correction = { factId: wrong.id, effect: 'replace' as const }
      const corrected = [...originals, { ...right, id: 'right', seq: facts.length + 1, correction }]
      const asIfRight = originals.map((one) => (one === wrong ? right : one))
      const named = JSON.stringify(cctvTimeLine(versions, kind, corrected)).replaceAll('"right"', `"${wrong.id}"`)
      expect(JSON.parse(named)).toEqual(cctvTimeLine(versions, kind, asIfRight))
    })
    always(property)
  })
})

describe('a record of facts that were all judged', () => {
  it('has for everything that counts what it rests on, whatever was offered in whatever order', () => {
    const accepted = new Map<string, number>()
    const refused = new Map<string, number>()
    const count = (in_: Map<string, number>, word: string) => in_.set(word, (in_.get(word) ?? 0) + 1)
    const property = fc.property(randomOffers, ({ base, offers }) => {
      const facts: CctvFact[] = []
      for (const offer of offers) {
        const candidate = offerOf(base, offer, facts)
        const no = judgeCctvFact(facts, candidate, STANDARDS, addDays(base, 90))
        if (no) count(refused, no.refusal.code)
        else {
          count(accepted, candidate.correction?.effect ?? candidate.type)
          facts.push({ ...candidate, id: `f${facts.length}`, seq: facts.length + 1 })
        }
      }
      expectWhole(countingFacts(facts))
    })
    always(property, 1_500)
    for (const word of [...CCTV_FACT_TYPES, 'replace', 'annul'])
      expect([word, accepted.get(word)! > 40]).toEqual([word, true])
    for (const code of [
      'date-in-future',
      'fact-strands-dependants',
      'fact-before-its-cause',
      'fact-already-followed',
      'fact-not-found',
      'no-system-fitted',
      'system-already-fitted',
      'exemptions-overlap',
      'period-ends-before-start',
      'footage-not-granted',
    ])
      expect([code, refused.get(code)! > 20]).toEqual([code, true])
  })
})

type Counting = ReturnType<typeof countingFacts>

function expectWhole(all: Counting): void {
  const followed = new Set<string>()
  for (const fact of all) {
    const { type, on, followsId } = fact
    const isOk = (is: boolean | undefined) => expect(is ? 'whole' : { broken: fact, all }).toBe('whole')
    if (['repair', 'exemption-end', 'footage-decision', 'footage-handover'].includes(type)) {
      const cause = all.find(({ id }) => id === followsId)
      isOk(cause && cause.on <= on && !followed.has(`${type} ${followsId}`))
      followed.add(`${type} ${followsId}`)
    }
    if (type === 'footage-handover') isOk(all.some((other) => isGrantOf(fact, other)))
    if (type === 'inspection' || type === 'fault') isOk(wasFitted(on, all))
    // two that overlap are both running when the later of them begins
    if (type === 'exemption') isOk(all.filter((other) => isExempting(other, on, all)).length < 2)
  }
}

function isGrantOf(handover: Counting[number], fact: Counting[number]): boolean {
  return (
    fact.type === 'footage-decision' && fact.content.decision !== 'refused' && fact.followsId === handover.followsId
  )
}

/** A system was there on the eve, or was fitted on the day. */
function wasFitted(day: string, all: Counting): boolean {
  let isIn = false
  for (const { type, on } of all) {
    if (on === day && type === 'installation') return true
    if (on < day && type === 'installation') isIn = true
    if (on < day && type === 'removal') isIn = false
  }
  return isIn
}

function isExempting(fact: Counting[number], day: string, all: Counting): boolean {
  if (fact.type !== 'exemption' || day < fact.on || day > fact.content.until) return false
  return !all.some(({ type, followsId, on }) => type === 'exemption-end' && followsId === fact.id && on <= day)
}
