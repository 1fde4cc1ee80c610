import type { CivilDate } from './calendar.js'
import { driverMatters, type DriverFact, type DriverMatter, type NewDriverFact } from './driver-facts.js'
import { refuse, type Refused } from './refusal.js'

/** Stands for the candidate, which has no id before it is stored. */
const UNSTORED = ''

/**
 * Whether a fact may go on the record of a driver, after all that is on it; undefined: it may. On a record of facts judged so, every vehicle left was
 * driven before, and left once; and no vehicle is recorded as driven twice at a time. Late facts and corrections keep it that way.
 */
export function judgeDriverFact(
  facts: readonly DriverFact[],
  candidate: NewDriverFact,
  today: CivilDate,
): Refused | undefined {
  if (candidate.correction?.effect !== 'annul' && candidate.on > today)
    return refuse('date-in-future', 'It cannot be recorded before it happens.', '/on')
  const uncorrectable = checkCorrection(facts, candidate)
  if (uncorrectable) return uncorrectable
  const fault = contradiction(driverMatters([...facts, { ...candidate, id: UNSTORED, seq: facts.length + 1 }]))
  return fault && refusalOf(fault, candidate)
}

function checkCorrection(facts: readonly DriverFact[], { type, correction }: NewDriverFact): Refused | undefined {
  if (!correction) return undefined
  const pointer = '/correction/factId'
  const latest = driverMatters(facts).find(({ ids }) => ids.has(correction.factId))?.latest
  if (!latest) return refuse('fact-not-found', 'No fact of this driver has that id.', pointer)
  if (latest.id !== correction.factId)
    return refuse('fact-already-corrected', `Name its latest correction, ${latest.id}.`, pointer)
  if (latest.type !== type) return refuse('fact-of-another-type', `The fact named is of type ${latest.type}.`, '/type')
  return undefined
}

interface Fault {
  code: 'fact-not-found' | 'fact-before-its-cause' | 'fact-already-followed'
  detail: string
  pointer: string
}
interface Span {
  vehicleId: string
  from: CivilDate
  until: CivilDate | null
}

/** What cannot be so at once. Before the candidate there was no such thing, so it brings it about. */
function contradiction(matters: readonly DriverMatter[]): Fault | undefined {
  const spans: Span[] = []
  const ends = matters.flatMap(({ counting: fact }) => (fact?.type === 'vehicle-left' ? [fact] : []))
  for (const { counting: fact, ids } of matters) {
    if (fact?.type !== 'vehicle-driven') continue
    const [end, another] = ends.filter(({ content }) => ids.has(content.factId))
    if (another) return ALREADY_LEFT
    if (end && end.on < fact.on) return NOT_DRIVEN_YET
    spans.push({ vehicleId: fact.content.vehicleId, from: fact.on, until: end?.on ?? null })
  }
  if (spans.filter(({ until }) => until !== null).length < ends.length) return NOT_DRIVEN
  return spans.some((span, index) => spans.slice(index + 1).some((other) => doOverlap(span, other)))
    ? ALREADY_DRIVEN
    : undefined
}

const doOverlap = (a: Span, b: Span): boolean =>
  a.vehicleId === b.vehicleId && (b.until === null || a.from < b.until) && (a.until === null || b.from < a.until)

const NOT_DRIVEN: Fault = {
  code: 'fact-not-found',
  detail: 'No vehicle recorded as driven by this driver has that id.',
  pointer: '/factId',
}
const NOT_DRIVEN_YET: Fault = {
  code: 'fact-before-its-cause',
  detail: 'The vehicle was not driven yet on that day.',
  pointer: '/on',
}
const ALREADY_LEFT: Fault = {
  code: 'fact-already-followed',
  detail: 'The driver has left this vehicle already.',
  pointer: '/factId',
}
const ALREADY_DRIVEN: Fault = {
  code: 'fact-already-followed',
  detail: 'The vehicle is recorded as driven by this driver in that time.',
  pointer: '/vehicleId',
}

/** Of a correction the fault may lie with what hangs on the fact corrected. */
function refusalOf({ code, detail, pointer }: Fault, { type, correction }: NewDriverFact): Refused {
  if (!correction) return refuse(code, detail, pointer)
  if (type === 'vehicle-driven' && code !== 'fact-already-followed')
    return refuse(
      'fact-strands-dependants',
      'The day on which the driver left the vehicle hangs on it: correct that first.',
      '/correction/factId',
    )
  return refuse(code, detail, correction.effect === 'annul' ? '/correction/factId' : pointer)
}
