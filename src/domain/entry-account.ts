import { judgmentSpans } from './appeal.js'
import type { CivilDate, Instant } from './calendar.js'
import { isAppealInTime } from './claim.js'
import { matters, type Matter } from './correction.js'
import { effectDay, effectRule, isImmediate, noticeDay } from './effect.js'
import type { AppealStep, DecisionFact, LicenceHistory } from './history.js'
import { ENTRY_DECISION_TYPES, type EntryDecisionType, type RelevantInformation } from './words.js'

/** A decision as an entry follows it: with what it relied on, and with when the registry learned of each step of its appeal. */
export interface EntryFact extends DecisionFact {
  relevantInformation: readonly RelevantInformation[]
  appeal: { steps: readonly RecordedStep[] } | null
}

export interface RecordedStep extends AppealStep {
  id: string
  recordedAt: Instant
}

/** One licence of a driver, or one application that was refused and so gave none. */
export interface EntryHistory extends Pick<LicenceHistory, 'kind' | 'jurisdiction'> {
  decisions: readonly EntryFact[]
}

/** What an entry says of its decision: 2022 Act s.2(4). */
export interface EntrySays {
  decisionType: EntryDecisionType
  decidedOn: CivilDate
  /** Null: on the day of the decision; also of a refusal, which has no effect of its own. */
  takesEffectOn: CivilDate | null
  suspensionEndsOn: CivilDate | null
}

/** What the registry has to tell of a decision at some point of its history. */
export interface Account {
  says: EntrySays
  notifiedOn: CivilDate
  lift: Later | null
  /** The latest grant or renewal by the same authority to the same person since. */
  licensed: Later | null
}

/** A change that comes after the decision. */
export interface Later {
  changedOn: CivilDate
  /** Null: on that day. */
  changeTakesEffectOn: CivilDate | null
}

/** A decision of a driver, with what it is read against. */
export interface Followed {
  file: EntryHistory
  /** Its first record. */
  root: EntryFact
  matter: Matter
}

export function followed(files: readonly EntryHistory[]): Followed[] {
  return files.flatMap((file) =>
    matters(file.decisions).flatMap((matter) => {
      const root = file.decisions.find(({ id }) => id === [...matter.ids][0])
      return root ? [{ file, root, matter }] : []
    }),
  )
}

/** Null: no entry, or none any more. An order that quashes the decision counts although a further appeal is pending (Public Health Act 1936 s.302). */
export function accountOf({ file, root, matter }: Followed, all: readonly Followed[]): Account | null {
  const record = file.decisions.find(({ id }) => id === matter.decision?.id)
  const decisionType = ENTRY_DECISION_TYPES.find((type) => type === record?.type)
  if (!record || !decisionType || record.relevantInformation.length === 0) return null
  if (judgmentSpans(matter.appealSteps).at(-1)?.judgment === 'quashed') return null
  const { decidedOn, suspensionEndsOn } = record
  const takesEffectOn = ifAnother(effectOf({ file, root, matter }, record), decidedOn)
  const lifts = all.filter(({ matter: { decision: lift } }) => isLiftOf(matter, lift)).sort(byEffect)
  const given = all.filter((other) => isGivenSince(other, root, record)).sort(byDay)
  return {
    says: { decisionType, decidedOn, takesEffectOn, suspensionEndsOn },
    notifiedOn: noticeDay(record),
    lift: laterOf(lifts[0]?.matter.decision),
    licensed: laterOf(given.at(-1)?.matter.decision),
  }
}

/** A lift from its day of effect, a licence from the first day of its period. */
export function laterOf(decision: DecisionFact | null | undefined): Later | null {
  if (!decision) return null
  const { decidedOn, takesEffectOn, period } = decision
  return { changedOn: decidedOn, changeTakesEffectOn: ifAnother(period?.startsOn ?? takesEffectOn, decidedOn) }
}

function ifAnother(day: CivilDate | null, decidedOn: CivilDate): CivilDate | null {
  return day === decidedOn ? null : day
}

/** The first day on which it bites. Held off by an appeal in time, that is the day on which the appeal is lost; while it is pending, as the notice said. */
function effectOf({ file, matter }: Followed, record: EntryFact): CivilDate | null {
  if (record.type !== 'suspend' && record.type !== 'revoke') return null
  const rule = effectRule(file)
  const effectOn = effectDay(rule, record)
  if (isImmediate(record) || !isAppealInTime(rule, record, matter.appealSteps)) return effectOn
  for (const { judgment, from, until } of judgmentSpans(matter.appealSteps)) {
    const bitesOn = from === null || from < effectOn ? effectOn : from
    if ((judgment === 'none' || judgment === 'stands') && (until === null || bitesOn < until)) return bitesOn
  }
  return effectOn
}

function isLiftOf({ ids }: Matter, lift: DecisionFact | null): boolean {
  return lift?.type === 'lift-suspension' && lift.liftsDecisionId !== null && ids.has(lift.liftsDecisionId)
}

function isGivenSince(other: Followed, root: EntryFact, { decidedOn }: EntryFact): boolean {
  const given = other.matter.decision
  if (given?.type !== 'grant' && given?.type !== 'renew') return false
  return given.decidedOn > decidedOn || (given.decidedOn === decidedOn && isBefore(root, other.root))
}

/** Ids are made in order of time: they tell apart what one instant recorded. */
export function isBefore(a: { recordedAt: Instant; id: string }, b: { recordedAt: Instant; id: string }): boolean {
  return a.recordedAt < b.recordedAt || (a.recordedAt === b.recordedAt && a.id < b.id)
}

const byEffect = (a: Followed, b: Followed) => (effectiveDay(a) < effectiveDay(b) ? -1 : 1)
const byDay = (a: Followed, b: Followed) => (dayThenEffect(a) < dayThenEffect(b) ? -1 : 1)

function effectiveDay({ matter: { decision } }: Followed): string {
  return decision?.takesEffectOn ?? decision?.decidedOn ?? ''
}

function dayThenEffect({ matter: { decision } }: Followed): string {
  return `${decision?.decidedOn} ${decision?.period?.startsOn ?? ''}`
}
