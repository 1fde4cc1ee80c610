import { addDays, londonDate, startOfLondonDay, type CivilDate, type Instant } from '../../domain/calendar.js'
import { isAdverse } from '../../domain/stated.js'
import type { LicenceFact } from './licence-changes.store.js'
import type { LicenceChange } from './licence-info.schema.js'

interface Change {
  at: Instant
  action: LicenceChange['action']
  fact: LicenceFact
}

/**
 * The changes that the national register would tell of a vehicle, the latest first. A plate's fact that is ended and another begun at once was updated. Of what is
 * recorded here, a licence that may not be used any more before its period is over was removed, and one that is given back created again.
 */
export function licenceChanges(
  facts: readonly LicenceFact[],
  { from, to, now }: { from: CivilDate; to: CivilDate; now: Instant },
): LicenceChange[] {
  return [...beginningsAndEnds(facts), ...facts.flatMap((fact) => interruptions(fact, now))]
    .map((change) => ({ ...change, day: londonDate(change.at) }))
    .filter(({ day }) => from <= day && day <= to)
    .sort((a, b) => b.at - a.at)
    .map(({ day, action, fact }) => ({
      modifyDate: day,
      action,
      licensingAuthorityName: fact.authorityName,
      plateNumber: fact.number,
      licenceStartDate: fact.startsOn,
      licenceEndDate: fact.endsOn,
      wheelchairAccessible: fact.isWheelchairAccessible,
    }))
}

function beginningsAndEnds(facts: readonly LicenceFact[]): Change[] {
  const ends = facts.flatMap((fact) => (fact.ended ? [{ fact, by: fact.ended }] : []))
  const changes: Change[] = []
  for (const fact of facts) {
    const replaced = ends.findIndex(({ fact: old, by }) => by.id === fact.began.id && old.number === fact.number)
    if (replaced >= 0) ends.splice(replaced, 1)
    changes.push({ at: fact.began.at, action: replaced >= 0 ? 'Updated' : 'Created', fact })
  }
  return [...changes, ...ends.map(({ fact, by }) => ({ at: by.at, action: 'Removed' as const, fact }))]
}

/** Where the time line of a licence turns against it within the period, and back, until now. */
function interruptions(fact: LicenceFact, now: Instant): Change[] {
  if (fact.standing === null || fact.ended !== null) return []
  const [begin, end] = [startOfLondonDay(fact.startsOn), startOfLondonDay(addDays(fact.endsOn, 1))]
  const changes: Change[] = []
  let isAgainst = false
  for (const step of fact.standing) {
    const at = Math.max(step.from ?? begin, begin)
    if (at >= end || at > now || (step.until !== null && step.until <= begin)) continue
    if (isAdverse(step) !== isAgainst) changes.push({ at, action: isAgainst ? 'Created' : 'Removed', fact })
    isAgainst = isAdverse(step)
  }
  return changes
}
