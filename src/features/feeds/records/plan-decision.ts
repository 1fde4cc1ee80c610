import { noticeDay } from '../../../domain/effect.js'
import type { FedDecision } from '../../../domain/fed-record.js'
import type { FeedConflict } from '../../../domain/words.js'
import { addDecision, differencesOf, grantOf, takeBack } from './add-fact.js'
import { isFed, mattersOf, newFile, type FedFact, type Fields, type HolderFile } from './holder.js'
import type { Recorded } from './match-rows.js'
import { stated, withRefusal, type Planning } from './planning.js'
import { heldBeside } from './plan-period.js'

interface DecisionRow {
  line: number
  fact: FedDecision
}

/** One decision of the sender's: already recorded, recorded otherwise, or new. What the law makes of it is as for an officer who records an old file. */
export function planDecision(planning: Planning, { line, fact }: DecisionRow, found: Recorded | null): void {
  const { staged, adding, tell } = planning
  if (!staged) return
  const tellConflict = (
    file: HolderFile | undefined,
    why: FeedConflict,
    { refusal, fields = stated(staged, fact) }: { refusal?: string; fields?: Fields } = {},
  ) => {
    const licenceId = file?.isNew === false ? file.licenceId : null
    tell({ sign: 'conflict', line, licenceId, why, fields: withRefusal(fields, refusal) })
  }

  const counting = found?.matter.decision
  if (found && counting) {
    const { file, matter } = found
    const fields = differencesOf(file, fact, counting)
    if (Object.keys(fields).length === 0) return planning.unchanged()
    if (!isFed(counting)) return tellConflict(file, 'recorded-differently', { fields })
    const { liftsDecisionId } = counting
    const addedBefore = file.added.length
    const refusal = addDecision(file, fact, { liftsDecisionId, corrects: matter.latest }, adding)
    if (refusal) return tellConflict(file, 'not-lawful', { fields, refusal: refusal.code })
    if (isBesideAnother(planning, file, addedBefore))
      return tellConflict(file, 'not-lawful', { fields, refusal: 'licence-of-kind-in-force' })
    return tell({ sign: 'changed', line, licenceId: file.licenceId, why: null, fields })
  }
  if (found && !isFed(found.matter.latest)) return tellConflict(found.file, 'decided-here')

  const file = fileFor(planning, fact)
  if (!file) {
    const isHeld = fact.number !== null && planning.isHeldByAnother(fact.kind, fact.number)
    if (isHeld) return tellConflict(undefined, 'number-held-by-another')
    return tellConflict(undefined, 'not-lawful', { refusal: 'no-licence' })
  }
  const suspension = fact.type === 'lift-suspension' ? runningSuspension(file, fact) : undefined
  // What an officer suspended, an officer gives back.
  if (suspension && !isFed(suspension)) return tellConflict(file, 'decided-here')
  if (fact.type === 'lift-suspension' && !suspension)
    return tellConflict(file, 'not-lawful', { refusal: 'suspension-not-found' })
  const refusal = addDecision(file, fact, { liftsDecisionId: suspension?.id ?? null }, adding)
  if (refusal) return tellConflict(file, 'not-lawful', { refusal: refusal.code })
  const licenceId = file.isNew ? null : file.licenceId
  tell({ sign: 'added', line, licenceId, why: null, fields: stated(staged, fact) })
  if (!planning.files.includes(file)) planning.files.push(file)
}

/** A revocation that is corrected to a later day gives the number back for a while. */
function isBesideAnother(planning: Planning, file: HolderFile, addedBefore: number): boolean {
  if (file.licenceId === null || !heldBeside(planning, file)) return false
  takeBack(file, addedBefore)
  return true
}

/** The licence of the number that had been granted by then, or the last one; of a refused application a file of its own. */
function fileFor({ files, authority, adding }: Planning, { type, kind, number, decidedOn, receivedOn }: FedDecision) {
  if (type !== 'refuse-application') {
    const numbered = files.filter((file) => file.kind === kind && file.number === number && grantOf(file) !== undefined)
    return numbered.findLast((file) => (grantOf(file)?.decidedOn ?? '') <= decidedOn) ?? numbered.at(-1)
  }
  return newFile(authority, kind, { applicationId: adding.newId(), receivedOn: receivedOn ?? decidedOn })
}

/** The latest suspension that had begun to be told, was not over and not lifted when the lift was decided. */
function runningSuspension(file: HolderFile, { decidedOn }: FedDecision): FedFact | undefined {
  const all = mattersOf(file)
  const isLifted = (ids: ReadonlySet<string>) =>
    all.some(({ decision }) => decision?.type === 'lift-suspension' && ids.has(decision.liftsDecisionId ?? ''))
  return all
    .flatMap(({ decision, ids }) => (decision?.type === 'suspend' && !isLifted(ids) ? [decision] : []))
    .filter(
      (suspension) => noticeDay(suspension) <= decidedOn && (suspension.suspensionEndsOn ?? decidedOn) >= decidedOn,
    )
    .sort((a, b) => (a.decidedOn < b.decidedOn ? -1 : 1))
    .at(-1)
}
