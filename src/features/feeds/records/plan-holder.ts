import type { FedDecision, FedPeriod } from '../../../domain/fed-record.js'
import { endAbsent } from './end-absent.js'
import { isFedAndStanding, type HolderPlan } from './holder.js'
import { matchRows } from './match-rows.js'
import { planDecision } from './plan-decision.js'
import { planPeriod } from './plan-period.js'
import { stated, type Given, type Planning } from './planning.js'

/** What the file would do to the licences of one holder. Adds to the histories of `given.recorded`; reads no clock and no store. */
export function planHolder(given: Given): HolderPlan {
  const { authority, resolved, staged, recorded } = given
  const plan: HolderPlan = {
    class: given.class,
    authoritySlug: authority.slug,
    subjectId: resolved.subjectId,
    staged,
    isNew: resolved.isNew,
    isNewReference: resolved.isNewReference && !resolved.isTwice,
    differences: [],
    unchanged: 0,
    standing: recorded.filter((file) => isFedAndStanding(file, given.adding.today)).length,
    files: [],
    recorded: [...recorded],
    change: null,
    version: 0,
  }
  const planning: Planning = {
    ...given,
    files: [...recorded],
    tell: (difference) => plan.differences.push({ ...difference, authoritySlug: authority.slug }),
    unchanged: () => (plan.unchanged += 1),
  }
  if (resolved.isTwice && staged) {
    for (const { line, fact } of staged.facts)
      planning.tell({
        sign: 'conflict',
        line,
        licenceId: null,
        why: 'person-recorded-twice',
        fields: stated(staged, fact),
      })
    return plan
  }
  // What ends gives up its number before another of the same holder takes one.
  endAbsent(planning)
  if (staged) {
    const matched = matchRows(planning.files, staged.facts)
    for (const row of inOrderOfTime(staged.facts)) {
      const { fact } = row
      const found = matched.get(row.line) ?? null
      if (fact.row === 'licence') planPeriod(planning, { ...row, fact }, found)
      else planDecision(planning, { ...row, fact }, found)
    }
  }
  plan.files = planning.files.filter(({ added }) => added.length > 0)
  return plan
}

/** Of one day: what gives before what takes, what is lifted after it was suspended, the end last. */
const ORDER = ['licence', 'refuse-application', 'suspend', 'lift-suspension', 'refuse-renewal', 'revoke', 'surrender']

function inOrderOfTime<Row extends { line: number; fact: FedPeriod | FedDecision }>(facts: readonly Row[]): Row[] {
  const rank = ({ fact }: Row) => ORDER.indexOf(fact.row === 'licence' ? 'licence' : fact.type)
  const start = ({ fact }: Row) => (fact.row === 'licence' ? fact.startsOn : '')
  return [...facts].sort(
    (a, b) =>
      compare(a.fact.decidedOn, b.fact.decidedOn) ||
      rank(a) - rank(b) ||
      compare(start(a), start(b)) ||
      a.line - b.line,
  )
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
