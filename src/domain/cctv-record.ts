import type { CivilDate } from './calendar.js'
import { checkCause, checkFirst } from './cctv-cause.js'
import { countingFacts } from './cctv-counting.js'
import { checkExemptions } from './cctv-exemption.js'
import type { CctvFact, NewCctvFact } from './cctv-facts.js'
import { refuse, type Refused } from './refusal.js'
import type { Standards } from './standards.js'

/** Stands for the candidate, which has no id before it is stored. */
const UNSTORED = ''

/**
 * Whether a fact may go on the record of a vehicle, after all that is on it; undefined: it may. `versions`: all standards of the authority. Pointers are
 * into the candidate. Of an annulment neither the day nor the content is judged, but what it brings back is. On a record of facts judged so, everything
 * that counts has what it rests on; late facts and corrections keep it that way.
 */
export function judgeCctvFact(
  facts: readonly CctvFact[],
  candidate: NewCctvFact,
  versions: readonly Standards[],
  today: CivilDate,
): Refused | undefined {
  const isAnnulment = candidate.correction?.effect === 'annul'
  return (
    checkCorrection(facts, candidate) ??
    (isAnnulment ? undefined : checkContent(candidate, today)) ??
    checkRecord(facts, candidate, versions, today)
  )
}

function checkCorrection(facts: readonly CctvFact[], { type, correction }: NewCctvFact): Refused | undefined {
  if (!correction) return undefined
  const pointer = '/correction/factId'
  const named = facts.find(({ id }) => id === correction.factId)
  if (!named) return refuse('fact-not-found', 'No fact of this vehicle has that id.', pointer)
  const next = facts.find((fact) => fact.correction?.factId === named.id)
  if (next) return refuse('fact-already-corrected', `It is corrected by ${next.id}: name the last correction.`, pointer)
  if (named.type !== type) return refuse('fact-of-another-type', `The fact named is of type ${named.type}.`, '/type')
  return undefined
}

/** An exemption and a condition may be given for later; everything else has happened. */
function checkContent({ type, on, content }: NewCctvFact, today: CivilDate): Refused | undefined {
  if (type !== 'exemption' && type !== 'condition')
    return on > today ? refuse('date-in-future', 'It cannot be recorded before it happens.', '/on') : undefined
  return content.until !== null && content.until < on
    ? refuse('period-ends-before-start', `It begins on ${on} and ends before that.`, '/content/until')
    : undefined
}

function checkRecord(
  facts: readonly CctvFact[],
  candidate: NewCctvFact,
  versions: readonly Standards[],
  today: CivilDate,
): Refused | undefined {
  const last = Math.max(0, ...facts.map(({ seq }) => seq))
  const all = [...facts, { ...candidate, id: UNSTORED, seq: last + 1 }]
  const before = new Set(countingFacts(facts).map(({ id }) => id))
  const after = countingFacts(all)
  // The candidate, or what its annulment brings back.
  const counted = after.find(({ id }) => !before.has(id))
  const own = counted && (checkCause(counted, after) ?? checkFirst(counted, after))
  if (own) return own
  const exempted = checkExemptions(facts, all, UNSTORED, versions, today)
  if (exempted) return exempted
  const stranded = after.find((fact) => fact !== counted && checkCause(fact, after))
  if (!stranded) return undefined
  const detail = `The ${stranded.type} of ${stranded.on} would be left without what it rests on.`
  return refuse('fact-strands-dependants', detail, candidate.correction ? '/correction/factId' : '/on')
}
