import type { CivilDate } from './calendar.js'
import { ofType, type CountingFact } from './cctv-counting.js'
import { isSameName } from './identity.js'
import { refuse, type Refused } from './refusal.js'

/** Whether all is there, and early enough, that a fact rests on; undefined: it is. `all`: what counts, the fact included. */
export function checkCause(fact: CountingFact, all: readonly CountingFact[]): Refused | undefined {
  switch (fact.type) {
    case 'removal':
      return fittingBefore(fact, all)?.type === 'installation' ? undefined : noSystem(fact)
    case 'inspection':
    case 'fault':
      return isFittedDuring(fact.on, all) ? undefined : noSystem(fact)
    case 'repair':
      return checkNamed(fact, ofType(all, 'fault'), '/content/faultId')
    case 'exemption-end':
      return checkNamed(fact, ofType(all, 'exemption'), '/content/exemptionId')
    case 'footage-decision':
      return checkNamed(fact, ofType(all, 'footage-request'), '/content/requestId')
    case 'footage-handover':
      return checkNamed(fact, ofType(all, 'footage-request'), '/content/requestId') ?? checkGranted(fact, all)
    default:
      return undefined
  }
}

/** A fault is repaired once, a request decided once; and what is fitted is not fitted again. */
export function checkFirst(fact: CountingFact, all: readonly CountingFact[]): Refused | undefined {
  if (fact.type === 'installation') {
    const fitted = fittingBefore(fact, all)
    return fitted?.type === 'installation' && isSameName(fitted.content.serial, fact.content.serial)
      ? refuse('system-already-fitted', `A system of that serial is fitted since ${fitted.on}.`, '/content/serial')
      : undefined
  }
  const isTwin = ({ id, type, followsId }: CountingFact) =>
    id !== fact.id && type === fact.type && followsId === fact.followsId
  const twin = fact.followsId === null ? undefined : all.find(isTwin)
  return twin && refuse('fact-already-followed', `There is one of ${twin.on}.`)
}

function checkNamed(fact: CountingFact, causes: readonly CountingFact[], pointer: string): Refused | undefined {
  const cause = causes.find(({ id }) => id === fact.followsId)
  if (!cause) return refuse('fact-not-found', 'It names no fact of that type that counts.', pointer)
  return fact.on < cause.on ? tooEarly(cause) : undefined
}

function checkGranted(handover: CountingFact, all: readonly CountingFact[]): Refused | undefined {
  const decision = ofType(all, 'footage-decision').find(({ followsId }) => followsId === handover.followsId)
  if (!decision || decision.content.decision === 'refused')
    return refuse('footage-not-granted', 'No decision grants the request.', '/content/requestId')
  return handover.on < decision.on ? tooEarly(decision) : undefined
}

/** The installation or removal next before it. */
function fittingBefore(fact: CountingFact, all: readonly CountingFact[]) {
  return all.slice(0, all.indexOf(fact)).findLast(isFitting)
}

/** Some time of the day: what is taken out on a day was there on it. */
function isFittedDuring(day: CivilDate, all: readonly CountingFact[]): boolean {
  const fittings = all.filter(isFitting)
  const isFittedAtMidnight = fittings.findLast(({ on }) => on < day)?.type === 'installation'
  return isFittedAtMidnight || fittings.some(({ on, type }) => on === day && type === 'installation')
}

function isFitting(fact: CountingFact): fact is CountingFact<'installation' | 'removal'> {
  return fact.type === 'installation' || fact.type === 'removal'
}

const noSystem = ({ on }: CountingFact): Refused => refuse('no-system-fitted', `No system is fitted on ${on}.`, '/on')

const tooEarly = (cause: CountingFact): Refused =>
  refuse('fact-before-its-cause', `It follows the ${cause.type} of ${cause.on}, which is later.`, '/on')
