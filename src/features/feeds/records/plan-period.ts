import { startOfLondonDay, type CivilDate, type Instant } from '../../../domain/calendar.js'
import type { FedPeriod } from '../../../domain/fed-record.js'
import { keptFromBy } from '../../../domain/kept-from.js'
import type { Refusal } from '../../../domain/refusal.js'
import { inForceDuring, standing, standingAt } from '../../../domain/standing.js'
import type { FeedConflict } from '../../../domain/words.js'
import { givePeriod, restatePeriod, takeBack, WHY } from './add-fact.js'
import { isFed, mattersOf, newFile, periodsOf, type FedFact, type Fields, type HolderFile } from './holder.js'
import type { Recorded } from './match-rows.js'
import { stated, withRefusal, type Planning } from './planning.js'

interface PeriodRow {
  line: number
  fact: FedPeriod
}

interface Conflict {
  why: FeedConflict
  /** Code of the law's, where it was the law that said no. */
  refusal?: string
}

/** One period of a licence: already recorded, recorded otherwise, or new. */
export function planPeriod(planning: Planning, { line, fact }: PeriodRow, found: Recorded | null): void {
  const { staged, tell } = planning
  if (!staged) return
  const tellConflict = ({ licenceId, isNew }: HolderFile, { why, refusal }: Conflict, fields = stated(staged, fact)) =>
    tell({ sign: 'conflict', line, licenceId: isNew ? null : licenceId, why, fields: withRefusal(fields, refusal) })

  const counting = found?.matter.decision
  if (found && counting) {
    const { file, matter } = found
    const changes = changesOf(counting, fact)
    if (Object.keys(changes).length === 0) return planning.unchanged()
    if (!isFed(counting)) return tellConflict(file, { why: 'recorded-differently' }, changes)
    const recorded = { decision: counting, latest: matter.latest }
    const isLonger = counting.period !== null && fact.endsOn > counting.period.endsOn
    const conflict = give(planning, file, isLonger ? fact.endsOn : null, () =>
      restatePeriod(file, recorded, fact, WHY.restated, planning.adding),
    )
    if (conflict) return tellConflict(file, conflict, changes)
    return tell({ sign: 'changed', line, licenceId: file.licenceId, why: null, fields: changes })
  }
  // Annulled by an officer: that stands. Annulled when its feed was undone: it is stated anew.
  if (found && !isFed(found.matter.latest)) return tellConflict(found.file, { why: 'decided-here' })

  const file = fileFor(planning, fact)
  const conflict = give(planning, file, fact.endsOn, () => givePeriod(file, fact, planning.authority, planning.adding))
  if (conflict) return tellConflict(file, conflict)
  const licenceId = file.isNew ? null : file.licenceId
  tell({ sign: 'added', line, licenceId, why: null, fields: stated(staged, fact) })
  if (!planning.files.includes(file)) planning.files.push(file)
}

function changesOf({ period }: FedFact, { startsOn, endsOn }: FedPeriod): Fields {
  return {
    ...(period && period.startsOn !== startsOn ? { startsOn: { was: period.startsOn, willBe: startsOn } } : {}),
    ...(period && period.endsOn !== endsOn ? { endsOn: { was: period.endsOn, willBe: endsOn } } : {}),
  }
}

/** The licence that has the number, or another one where feeds recorded that it was taken or given back before: that is not renewed. */
function fileFor({ files, authority, adding }: Planning, { kind, number, startsOn }: FedPeriod): HolderFile {
  const last = files.findLast((file) => file.kind === kind && file.number === number)
  if (last && !(isOverOn(last, startsOn) && endings(last).every(isFed))) return last
  return newFile(authority, kind, { licenceId: adding.newId(), number })
}

/** Most licences were never taken or given back, and need no time line to say so. */
function isOverOn(file: HolderFile, day: CivilDate): boolean {
  if (endings(file).length === 0) return false
  const { situation } = standingAt(standing(file), startOfLondonDay(day))
  return situation === 'revoked' || situation === 'surrendered'
}

const endings = (file: HolderFile): FedFact[] =>
  mattersOf(file).flatMap(({ decision }) =>
    decision?.type === 'revoke' || decision?.type === 'surrender' ? [decision] : [],
  )

/**
 * Lets the law judge what gives a period, and then whether the number and the holder are free for it.
 * @param until last day of what is given; null: no day that was not given before.
 */
function give(
  planning: Planning,
  file: HolderFile,
  until: CivilDate | null,
  act: () => Refusal | undefined,
): Conflict | undefined {
  const { kind, number } = file
  if (number === null || planning.isHeldByAnother(kind, number)) return { why: 'number-held-by-another' }
  const addedBefore = file.added.length
  const refusal = act()
  if (refusal) return { why: whyOf(file, refusal), refusal: refusal.code }
  const kept = until === null ? undefined : keptFromHere(planning, file)
  if (kept && until !== null && kept.decidedOn <= until) {
    takeBack(file, addedBefore)
    return { why: 'decided-here' }
  }
  const other = heldBeside(planning, file)
  if (!other) return undefined
  takeBack(file, addedBefore)
  const isOfFeeds = periodsOf(other).every(({ decision }) => isFed(decision))
  return { why: isOfFeeds ? 'not-lawful' : 'decided-here', refusal: 'licence-of-kind-in-force' }
}

/**
 * What officers decided here that keeps the holder from licences of the kind, under whatever number: a feed gives them back no more than it lifts a suspension.
 * An operator holds several, and loses one without the others: of those it already has, each stands for itself.
 */
function keptFromHere({ files, class: cls }: Planning, file: HolderFile): FedFact | undefined {
  const ofKind = files.filter(
    (each) => each === file || (each.kind === file.kind && (cls !== 'operator' || file.isNew)),
  )
  return keptFromBy(ofKind.flatMap(mattersOf).filter(({ decision }) => decision !== null && !isFed(decision)))
}

function whyOf(file: HolderFile, { code }: Refusal): FeedConflict {
  if (code === 'licence-revoked' || code === 'licence-surrendered')
    return endings(file).every(isFed) ? 'not-lawful' : 'decided-here'
  if (code === 'period-overlaps' && periodsOf(file).some(({ decision }) => !isFed(decision)))
    return 'recorded-differently'
  return 'not-lawful'
}

/** A driver holds one licence of a kind at a time, an operator one of a number: as the exclusion constraints of `licence` have it. */
export function heldBeside({ files, class: cls }: Planning, file: HolderFile): HolderFile | undefined {
  const beside = files.filter(
    (other) =>
      other !== file &&
      other.licenceId !== null &&
      other.kind === file.kind &&
      (cls !== 'operator' || other.number === file.number),
  )
  if (beside.length === 0) return undefined
  const held = inForceDuring(file)
  return beside.find((other) => inForceDuring(other).some((span) => held.some((one) => isOverlapping(one, span))))
}

interface Span {
  from: Instant
  until: Instant | null
}

export const isOverlapping = (a: Span, b: Span): boolean =>
  (b.until === null || a.from < b.until) && (a.until === null || b.from < a.until)
