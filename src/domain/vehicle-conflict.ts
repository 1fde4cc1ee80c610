import { londonDate, startOfLondonDay, addDays, type Instant } from './calendar.js'
import type { Period } from './history.js'
import { standingAt } from './standing.js'
import { isAdverse, speaksOf, type RecordedLicence, type StatedLicence } from './stated.js'
import type { FeedConflict } from './words.js'

/** A vehicle licence recorded here, of the authority that a row speaks of. */
export interface RecordedVehicleLicence extends RecordedLicence {
  id: string
  /** Those in effect, without what a correction took back. */
  periods: readonly Period[]
  /** Whether its renewal was refused, which its time line does not tell from a licence that nobody asked to renew. */
  isRenewalRefused: boolean
}

/** What the licences recorded here make of a row of a vehicle file. */
export type MetHere = { as: 'same' } | { as: 'conflict'; why: FeedConflict; licenceId: string }

/**
 * Whether a row says again what was decided here, or contradicts it; undefined: nothing recorded here speaks of its days.
 * It is the same if vehicle, plate, kind and period are, and the licence may be used. It contradicts a licence of that vehicle or that plate whose periods
 * overlap its own, or which on a day still to come of its own is suspended, revoked, surrendered or unsettled, or over with its renewal refused: what was
 * decided here stands.
 */
export function meetsRecorded(
  row: StatedLicence,
  recorded: readonly RecordedVehicleLicence[],
  now: Instant,
): MetHere | undefined {
  const about = recorded.filter((each) => speaksOf(each, row))
  if (about.some((each) => isEqual(each, row) && mayBeUsed(each, row, now))) return { as: 'same' }
  const conflicts = about.flatMap((each) => {
    const why = conflictWith(each, row, now)
    return why === undefined ? [] : [{ as: 'conflict' as const, why, licenceId: each.id }]
  })
  return conflicts.sort(
    (a, b) => ORDER.indexOf(a.why) - ORDER.indexOf(b.why) || (a.licenceId < b.licenceId ? -1 : 1),
  )[0]
}

/** Which of several reasons is told. */
const ORDER: readonly FeedConflict[] = ['decided-here', 'number-held-by-another', 'recorded-differently']

function conflictWith(each: RecordedVehicleLicence, row: StatedLicence, now: Instant): FeedConflict | undefined {
  const isAgainst = isAgainstToCome(each, row, now)
  const overlaps = each.periods.some(({ startsOn, endsOn }) => startsOn <= row.endsOn && endsOn >= row.startsOn)
  if (!isAgainst && !overlaps) return undefined
  if (each.vrm !== row.vrm) return 'number-held-by-another'
  return isAgainst || isEqual(each, row) ? 'decided-here' : 'recorded-differently'
}

function isEqual(each: RecordedVehicleLicence, row: StatedLicence): boolean {
  return (
    each.vrm === row.vrm &&
    each.number === row.number &&
    each.kind === row.kind &&
    each.periods.some(({ startsOn, endsOn }) => startsOn === row.startsOn && endsOn === row.endsOn)
  )
}

/** Now; of a period to come on its first day, of one that is over on its last. */
function mayBeUsed({ standing }: RecordedVehicleLicence, row: StatedLicence, now: Instant): boolean {
  const today = londonDate(now)
  const at =
    today < row.startsOn ? startOfLondonDay(row.startsOn) : today > row.endsOn ? startOfLondonDay(row.endsOn) : now
  return standingAt(standing, at).verdict === 'yes'
}

/**
 * Whether anything but a lack of a period speaks against the licence on a day of the row that is not over. A renewal is refused to a vehicle: its plate may be
 * another's the day after.
 */
function isAgainstToCome(
  { standing, vrm, isRenewalRefused }: RecordedVehicleLicence,
  row: StatedLicence,
  now: Instant,
): boolean {
  const isRefused = isRenewalRefused && vrm === row.vrm
  const from = Math.max(now, startOfLondonDay(row.startsOn))
  const until = startOfLondonDay(addDays(row.endsOn, 1))
  return (
    from < until &&
    standing.some(
      (step) =>
        (isAdverse(step) || (isRefused && step.situation === 'expired')) &&
        (step.from === null || step.from < until) &&
        (step.until === null || step.until > from),
    )
  )
}
