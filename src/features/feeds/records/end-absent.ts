import { addDays } from '../../../domain/calendar.js'
import type { LicenceKind, FeedConflict } from '../../../domain/words.js'
import { annul, restatePeriod, takeBack, WHY } from './add-fact.js'
import { isFed, isFedAndStanding, periodsOf, type HolderFile } from './holder.js'
import type { Planning } from './planning.js'

/**
 * Ends the licences that a feed recorded and no row of the file names, be it by a decision. Their last day is yesterday, which the sender's silence of
 * today cannot contradict; what has not begun is annulled.
 */
export function endAbsent(planning: Planning): void {
  const { files, staged, adding, isStatedByAnother, tell } = planning
  const isStated = (kind: LicenceKind, number: string) =>
    staged?.facts.some(({ fact }) => fact.kind === kind && fact.number === number) === true ||
    isStatedByAnother(kind, number)
  for (const file of files) {
    const { kind, number, licenceId } = file
    if (number === null || isStated(kind, number) || !isFedAndStanding(file, adding.today)) continue
    // Not the day on which it ends: that would be another preview tomorrow.
    const fields = { endsOn: { was: periodsOf(file).at(-1)?.endsOn, willBe: null } }
    const conflict = end(file, planning)
    if (conflict) tell({ sign: 'conflict', line: null, licenceId, why: conflict, fields })
    else tell({ sign: 'missing', line: null, licenceId, why: null, fields })
  }
}

function end(file: HolderFile, { adding }: Planning): FeedConflict | undefined {
  const yesterday = addDays(adding.today, -1)
  const addedBefore = file.added.length
  for (const { matter, decision, startsOn, endsOn } of periodsOf(file).reverse()) {
    if (endsOn < adding.today) break
    const isBegun = startsOn <= yesterday
    const refusal = !isFed(decision)
      ? 'decided-here'
      : isBegun &&
          !restatePeriod(file, { decision, latest: matter.latest }, { startsOn, endsOn: yesterday }, WHY.absent, adding)
        ? undefined
        : annul(file, matter, WHY.absent, adding) && 'not-lawful'
    if (!refusal) continue
    takeBack(file, addedBefore)
    return refusal
  }
  return undefined
}
