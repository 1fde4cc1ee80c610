import type { DecisionCommand } from '../../../domain/command.js'
import type { Matter } from '../../../domain/correction.js'
import { decide } from '../../../domain/decision.js'
import { AGAINST_THE_HOLDER } from '../../../domain/decision-rules.js'
import { earliestEffect, effectRule, isImmediate } from '../../../domain/effect.js'
import type { CivilDate } from '../../../domain/calendar.js'
import type { FedDecision, FedPeriod } from '../../../domain/fed-record.js'
import type { Period } from '../../../domain/history.js'
import { ordinaryPower } from '../../../domain/legal-basis.js'
import type { Refusal } from '../../../domain/refusal.js'
import type { Capacity, Ground, RelevantInformation } from '../../../domain/words.js'
import { mattersOf, type FedFact, type Fields, type HolderFile, type Licensing } from './holder.js'

/** When and for which feed something is added. */
export interface Adding {
  feedId: string
  today: CivilDate
  now: Date
  newId: () => string
}

interface About {
  grounds: readonly Ground[]
  relevantInformation: readonly RelevantInformation[]
  decidedBy: { capacity: Capacity; name: string }
}

/** The sender has the reasons, and answers for them when they are asked for (2022 Act s.3(2)(b)). The law wants to know that there are some. */
const REASONS = 'The reasons are on the file of the authority, in the system that sent this decision.'
export const WHY = {
  restated: 'The file of the authority states it so.',
  absent: 'The file of the authority states this licence no longer.',
  undone: 'The file that stated it was undone.',
} as const

/** Puts a fact at the end of the history, if the law allows it there. */
function add(
  file: HolderFile,
  command: DecisionCommand,
  { grounds, relevantInformation, decidedBy }: About,
  { feedId, today, now, newId }: Adding,
): Refusal | undefined {
  const judged = decide(file, command, today)
  if (!judged.ok) return judged.refusal
  const fact: FedFact = {
    ...judged.decision,
    grounds,
    relevantInformation,
    decidedBy,
    id: newId(),
    seq: (file.decisions.at(-1)?.seq ?? 0) + 1,
    recordedAt: now.getTime(),
    appeal: null,
    applicationId: file.applicationId,
    applicationReceivedOn: file.receivedOn,
    feedId,
  }
  file.decisions.push(fact)
  file.added.push({
    fact,
    needsSecondPerson: judged.needsSecondPerson,
    reasons: command.reasons ?? null,
    correctionWhy: command.correction?.why ?? null,
  })
  return undefined
}

/** Takes back what was added since there were so many. */
export function takeBack(file: HolderFile, addedBefore: number): void {
  file.decisions.splice(file.decisions.length - (file.added.length - addedBefore))
  file.added.splice(addedBefore)
}

/** The file names a period, not a decision: it is taken for one of an officer under the ordinary power. */
export function givePeriod(
  file: HolderFile,
  { startsOn, endsOn, decidedOn }: FedPeriod,
  { jurisdiction, officialName }: Licensing,
  adding: Adding,
): Refusal | undefined {
  const type = grantOf(file) ? 'renew' : 'grant'
  const command: DecisionCommand = {
    type,
    decidedOn,
    legalBasis: ordinaryPower(jurisdiction, file.kind, type) ?? '',
    period: { startsOn, endsOn },
  }
  return add(file, command, { grounds: [], relevantInformation: [], decidedBy: byFeed(officialName) }, adding)
}

/** The search that goes before a grant (2022 Act s.3(1)) was the sender's to make, where it decided. */
const byFeed = (officialName: string) => ({ capacity: 'officer-delegated', name: `${officialName}, by feed` }) as const

export const grantOf = (file: HolderFile): FedFact | undefined =>
  mattersOf(file).find(({ decision }) => decision?.type === 'grant')?.decision ?? undefined

/** Says again what a feed said of a period, with other days. */
export function restatePeriod(
  file: HolderFile,
  { decision, latest }: { decision: FedFact; latest: FedFact },
  { startsOn, endsOn }: Period,
  why: string,
  adding: Adding,
): Refusal | undefined {
  const { type, decidedOn, notifiedOn, legalBasis } = decision
  const correction = { decisionId: latest.id, effect: 'replace', why } as const
  const period = { startsOn, endsOn }
  return add(file, { type, decidedOn, notifiedOn, legalBasis, period, correction }, decision, adding)
}

export function annul(file: HolderFile, { latest }: Pick<Matter<FedFact>, 'latest'>, why: string, adding: Adding) {
  const { type, legalBasis, decidedBy } = latest
  const correction = { decisionId: latest.id, effect: 'annul', why } as const
  const command = { type, decidedOn: adding.today, legalBasis, correction }
  return add(file, command, { grounds: [], relevantInformation: [], decidedBy }, adding)
}

/** @param liftsDecisionId of a lift: the suspension. */
export function addDecision(
  file: HolderFile,
  decision: FedDecision,
  { liftsDecisionId = null, corrects = null }: { liftsDecisionId?: string | null; corrects?: FedFact | null },
  adding: Adding,
): Refusal | undefined {
  const { type, decidedOn, notifiedOn, takesEffectOn, suspensionEndsOn, isImmediate, legalBasis } = decision
  const isAgainst = AGAINST_THE_HOLDER.includes(type)
  const command: DecisionCommand = {
    type,
    decidedOn,
    notifiedOn,
    takesEffectOn,
    suspensionEndsOn,
    isImmediate,
    legalBasis,
    liftsDecisionId,
    grounds: decision.grounds,
    relevantInformation: decision.relevantInformation,
    reasons: isAgainst ? REASONS : null,
    applicationReceivedOn: file.receivedOn,
    correction: corrects && { decisionId: corrects.id, effect: 'replace', why: WHY.restated },
  }
  return add(file, command, decision, adding)
}

/** Where what is recorded of a decision is not what the file says. Who signed it is spelled in many ways and says nothing. */
export function differencesOf(file: HolderFile, stated: FedDecision, recorded: FedFact): Fields {
  const sorted = (words: readonly string[]) => [...words].sort()
  const both = {
    notifiedOn: [recorded.notifiedOn, stated.notifiedOn],
    takesEffectOn: [recorded.takesEffectOn, stated.takesEffectOn ?? earliest(file, stated)],
    suspensionEndsOn: [recorded.suspensionEndsOn, stated.suspensionEndsOn],
    isImmediate: [recorded.isImmediate, isImmediate(stated)],
    legalBasis: [recorded.legalBasis, stated.legalBasis],
    grounds: [sorted(recorded.grounds), sorted(stated.grounds)],
    relevantInformation: [sorted(recorded.relevantInformation), sorted(stated.relevantInformation)],
    capacity: [recorded.decidedBy.capacity, stated.decidedBy.capacity],
  }
  const differing = Object.entries(both).filter(([, [was, willBe]]) => JSON.stringify(was) !== JSON.stringify(willBe))
  return Object.fromEntries(differing.map(([name, [was, willBe]]) => [name, { was, willBe }]))
}

/** The day that `decide` puts on record where none is stated. */
function earliest(file: HolderFile, stated: FedDecision): CivilDate | null {
  switch (stated.type) {
    case 'suspend':
    case 'revoke':
      return earliestEffect(effectRule(file), stated)
    case 'lift-suspension':
    case 'surrender':
      return stated.decidedOn
    default:
      return null
  }
}
