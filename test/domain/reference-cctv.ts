import type { CctvFact } from '../../src/domain/cctv-facts.js'
import type { CctvRule, Standards } from '../../src/domain/standards.js'
import type { CctvStatus, VehicleKind } from '../../src/domain/words.js'

/**
 * What the policy says of one day, told as a story: the facts are played one after the other up to that day, and the page that is left is read. It
 * shares no line with src/domain: London days come from Intl, dates are counted by hand. Slow, plain, and the judge of cctv.ts.
 */
export function storyteller(versions: readonly Standards[], kind: VehicleKind, facts: readonly CctvFact[]) {
  const story = whatCounts(facts).sort((a, b) => compare(a.fact.on, b.fact.on) || a.place - b.place)
  const read = new Map<string, Answer>()
  const on = (day: string): Answer => {
    const found = read.get(day) ?? readOn(day, versions, kind, story)
    read.set(day, found)
    return found
  }
  return { on, at: (instant: number): Answer => on(londonDay(instant)) }
}

export interface Answer {
  status: CctvStatus
  /** `code <- fact, by the standards of a day`, sorted. */
  reasons: string[]
}

/** `source`: the day of the standards, `condition`, or whatever else the words of the rule must hold. */
export const told = (code: string, factId: string | null, source: string) =>
  `${code} <- ${factId ?? 'nothing'}, by ${source}`

interface Counted {
  fact: CctvFact
  /** Where the matter began. */
  place: number
  /** Of every record of the matter. */
  names: Set<string>
}

/** Plays the records: each correction changes what counts in one matter, and remembers what counted before it. */
function whatCounts(facts: readonly CctvFact[]): Counted[] {
  const matters: { now: CctvFact | null; before: Map<string, CctvFact | null>; place: number }[] = []
  for (const record of [...facts].sort((a, b) => a.seq - b.seq)) {
    const { correction } = record
    if (!correction) {
      matters.push({ now: record, before: new Map([[record.id, null]]), place: record.seq })
      continue
    }
    const matter = matters.find(({ before }) => before.has(correction.factId))
    if (!matter) continue
    matter.before.set(record.id, matter.now)
    matter.now = correction.effect === 'replace' ? record : (matter.before.get(correction.factId) ?? null)
  }
  return matters.flatMap(({ now, before, place }) => (now ? [{ fact: now, place, names: new Set(before.keys()) }] : []))
}

type Of<T> = Extract<CctvFact, { type: T }>

function readOn(today: string, versions: readonly Standards[], kind: VehicleKind, story: Counted[]): Answer {
  let system: Of<'installation'> | null = null
  let removal: Of<'removal'> | null = null
  let lastLook: Of<'inspection'> | null = null
  let faults: Counted[] = []
  let exemptions: Counted[] = []
  const conditions: string[] = []
  const mended = new Set<string>()
  const ended = new Set<string>()
  for (const chapter of story) {
    const { fact } = chapter
    if (fact.on > today) break
    if (fact.type === 'installation') {
      system = fact
      removal = null
      // a look earlier in the story was a look at something else
      lastLook = null
      faults = faults.filter((fault) => fault.fact.on >= fact.on)
    } else if (fact.type === 'removal') {
      system = null
      removal = fact
    } else if (fact.type === 'inspection') lastLook = fact
    else if (fact.type === 'fault') faults.push(chapter)
    else if (fact.type === 'repair') mended.add(fact.content.faultId)
    else if (fact.type === 'exemption' && today <= fact.content.until) exemptions.push(chapter)
    else if (fact.type === 'exemption-end') ended.add(fact.content.exemptionId)
    else if (fact.type === 'condition' && !(fact.content.until !== null && fact.content.until < today))
      conditions.push(fact.id)
  }
  const without = (closed: Set<string>) => (open: Counted) => ![...open.names].some((name) => closed.has(name))
  faults = faults.filter(without(mended))
  exemptions = exemptions.filter(without(ended))
  const page = { system, removal, lastLook, faults: faults.map(({ fact }) => fact), conditions }

  const policy = policyOf(versions, kind, today)
  if (typeof policy === 'object' && 'status' in policy && conditions.length === 0) return policy
  if (exemptions.length > 0)
    return answer(
      'exempt',
      exemptions.map(({ fact }) => told('exemption', fact.id, (fact as Of<'exemption'>).content.until)),
    )
  const byPolicy = 'status' in policy ? null : askThePolicy(policy, versions, page, today)
  const byCondition = conditions.length === 0 ? null : askTheCondition(page)
  if (!byPolicy) return byCondition!
  if (!byCondition) return byPolicy
  if (byPolicy.status === byCondition.status)
    return answer(byPolicy.status, [...byPolicy.reasons, ...byCondition.reasons])
  // the one is met and the other is not, or not surely
  for (const worst of ['non-compliant', 'unknown'])
    for (const one of [byCondition, byPolicy]) if (one.status === worst) return one
  return byPolicy
}

interface Page {
  system: Of<'installation'> | null
  removal: Of<'removal'> | null
  lastLook: Of<'inspection'> | null
  faults: CctvFact[]
  conditions: string[]
}

function latestBegun(versions: readonly Standards[], day: string): Standards | undefined {
  return [...versions].sort((a, b) => b.seq - a.seq).find(({ effectiveFrom }) => !(effectiveFrom > day))
}

function policyOf(
  versions: readonly Standards[],
  kind: VehicleKind,
  today: string,
): Answer | { asks: CctvRule; since: string } {
  const inForce = latestBegun(versions, today)
  if (!inForce || inForce.cctv === null)
    return answer('unknown', [told('standard-not-stated', null, 'no standard is stated')])
  const since = inForce.effectiveFrom
  const asks = inForce.cctv
  if (!asks.isRequired) return answer('not-required', [told('standard-asks-for-none', null, since)])
  const excuses = [
    today < asks.requiredFrom ? 'not-required-yet' : '',
    asks.appliesTo.some((one) => one === kind) ? '' : 'kind-not-covered',
  ].filter(Boolean)
  if (excuses.length > 0)
    return answer(
      'not-required',
      excuses.map((code) => told(code, null, since)),
    )
  return { asks, since }
}

function askThePolicy(
  { asks, since }: { asks: CctvRule; since: string },
  versions: readonly Standards[],
  { system, removal, lastLook, faults }: Page,
  today: string,
): Answer {
  const short: string[] = []
  const open: string[] = []
  const fine: string[] = []
  const say = (list: string[], code: string, fact: CctvFact | null) => list.push(told(code, fact?.id ?? null, since))
  if (system === null) say(short, 'no-system', removal)
  else {
    const { content } = system
    const onList = asks.approvedSystems.filter(
      ({ make, model }) => squeezed(make) === squeezed(content.make) && squeezed(model) === squeezed(content.model),
    )
    if (asks.approvedSystems.length !== 0 && onList.length === 0) say(short, 'system-not-approved', system)
    const whenFitted = latestBegun(versions, system.on)?.cctv
    const listThen = whenFitted?.isRequired ? whenFitted.approvedInstallers : null
    const named = (list: readonly string[]) => list.map(squeezed).includes(squeezed(content.installer))
    const mayFitNow = asks.approvedInstallers.length === 0 || named(asks.approvedInstallers)
    const mightFitThen = listThen !== null && (listThen.length === 0 || named(listThen))
    if (!mayFitNow && !mightFitThen) say(short, 'installer-not-approved', system)
    if (!content.hasSignage && lastLook?.content.results.signage !== 'pass') say(short, 'signage-missing', system)
    if (asks.audio.rule === 'on-trigger' && !content.isAudioCapable) say(short, 'audio-not-capable', system)
    if (lastLook) {
      const { results } = lastLook.content
      const bad = Object.entries(results).filter(
        ([item, result]) =>
          result === 'fail' ||
          (result === 'not-applicable' &&
            asks.audio.rule === 'on-trigger' &&
            ['audio-trigger', 'driver-button', 'passenger-button'].includes(item)),
      )
      if (bad.length > 0) say(short, 'inspection-failed', lastLook)
    }
    const lastGoodDay = monthsLater(lastLook ? lastLook.on : system.on, asks.inspectionIntervalMonths)
    if (lastGoodDay < today) say(short, 'inspection-overdue', lastLook ?? system)
    else if (!lastLook) say(open, 'not-yet-inspected', system)
    for (const fault of faults) {
      const late = daysFrom(fault.on, today) > asks.faultRepairDays
      say(late ? short : fine, late ? 'fault-not-repaired' : 'fault-within-repair-time', fault)
    }
  }
  const excused = today <= asks.transitionUntil
  if (short.length === 0 && open.length === 0)
    return answer('compliant', [told('meets-the-rule', system?.id ?? null, since), ...fine])
  if (excused) return answer('awaiting-fit', [...short, ...open, told('in-transition', null, since)])
  return short.length > 0 ? answer('non-compliant', short) : answer('unknown', open)
}

function askTheCondition({ system, removal, lastLook, faults, conditions }: Page): Answer {
  const say = (code: string, fact: CctvFact | null) => told(code, fact?.id ?? null, 'condition of the licence')
  const why = conditions.map((id) => told('required-by-condition', id, 'condition of the licence'))
  if (!system) return answer('non-compliant', [...why, say('no-system', removal)])
  const wrong = faults.map((fault) => say('fault-not-repaired', fault))
  if (lastLook && Object.values(lastLook.content.results).some((result) => result === 'fail'))
    wrong.push(say('inspection-failed', lastLook))
  if (wrong.length > 0) return answer('non-compliant', [...why, ...wrong])
  if (!lastLook) return answer('unknown', [...why, say('not-yet-inspected', system)])
  return answer('compliant', [...why, say('meets-the-rule', system)])
}

const answer = (status: CctvStatus, reasons: string[]): Answer => ({ status, reasons: reasons.sort() })

const squeezed = (name: string) => name.toUpperCase().split(/\s/).join('')

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

const LONDON = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

const known = new Map<number, string>()

function londonDay(at: number): string {
  const day = known.get(at) ?? LONDON.format(at)
  known.set(at, day)
  return day
}

function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}

function monthsLater(day: string, months: number): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number]
  const count = year * 12 + (month - 1) + months
  const lengths = [31, isLeap(Math.floor(count / 12)) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  const clamped = Math.min(dayOfMonth, lengths[count % 12]!)
  return [
    String(Math.floor(count / 12)),
    String((count % 12) + 1).padStart(2, '0'),
    String(clamped).padStart(2, '0'),
  ].join('-')
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
