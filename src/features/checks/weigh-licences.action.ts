import type { Instant } from '../../domain/calendar.js'
import { cctvAt, leastPromising } from '../../domain/cctv.js'
import { isStale } from '../../domain/freshness.js'
import { normaliseName } from '../../domain/identity.js'
import { standingAt } from '../../domain/standing.js'
import { statedAt } from '../../domain/stated.js'
import {
  CLASS_OF_KIND,
  LICENCE_KINDS,
  type CctvStatus,
  type LicenceClass,
  type LicenceKind,
  type Verdict,
} from '../../domain/words.js'
import type { BookingAnswer } from './check.schema.js'
import type { Facts, StatedFacts } from './check.store.js'

/** What is found of one class of licence. */
export interface Finding {
  licensed: Verdict
  /** Those that may be used. */
  licences: BookingAnswer['licences']
  /** For the triple lock, which asks by kind. */
  byKind: Partial<Record<LicenceKind, Verdict>>
  /** Of the vehicle, under the licences that may be used; unknown if there is none. */
  cctv: CctvStatus
}

/**
 * What the licences found say of an instant: yes if any may be used, else unknown if any is, else no. Not found is no as well, and nothing in the
 * answer tells the two apart. What a feed states adds to what is recorded here, and outweighs no decision of it (src/domain/stated.ts). Facts that are too
 * old `now`, or that the registry does not hold, are unknown whatever they say.
 * @param surname only licences of a driver of this surname count, if one was given.
 */
export function weighLicences(
  facts: Facts,
  cls: LicenceClass,
  surname: string | undefined,
  asAt: Instant,
  now: Instant,
): Finding {
  if (facts.authority === null || facts.source === null || isStale(facts.source, now)) return UNKNOWN[cls]
  const name = surname === undefined ? undefined : normaliseName(surname)
  const found: Finding = { licensed: 'no', licences: [], byKind: {}, cctv: 'unknown' }
  const statuses: CctvStatus[] = []
  const weigh = (kind: LicenceKind, verdict: Verdict) => {
    found.byKind[kind] = stronger(found.byKind[kind], verdict)
    found.licensed = stronger(found.licensed, verdict)
  }
  for (const licence of facts.licences) {
    if (name !== undefined && !licence.familyNames?.some((familyName) => normaliseName(familyName) === name)) continue
    const { verdict, validUntil } = standingAt(licence.standing, asAt)
    if (verdict === 'yes' && validUntil !== null) {
      found.licences.push({ kind: licence.kind, validUntil })
      statuses.push(cctvAt(licence.cctv ?? [], asAt).status)
    }
    weigh(licence.kind, verdict)
  }
  for (const stated of soonestToEnd(facts.stated)) {
    const { verdict, validUntil } = statedAt(stated, facts.authority.jurisdiction, stated.recorded, asAt)
    weigh(stated.kind, verdict)
    if (verdict !== 'yes' || validUntil === null) continue
    if (!found.licences.some(({ kind }) => kind === stated.kind)) found.licences.push({ kind: stated.kind, validUntil })
    statuses.push(cameraOf(stated, asAt))
  }
  found.cctv = leastPromising(statuses)
  if (found.licences.length > 1) found.licences.sort((a, b) => (a.kind < b.kind ? -1 : 1))
  return found
}

/** One licence of a kind is told, and no longer than until the first statement of it ends. */
const soonestToEnd = (stated: readonly StatedFacts[]): StatedFacts[] =>
  stated.length > 1 ? [...stated].sort((a, b) => (a.endsOn < b.endsOn ? -1 : 1)) : [...stated]

/** Of a vehicle that a feed names nothing is known of a camera, unless it has a licence of that kind recorded here as well. */
const cameraOf = ({ vrm, kind, recorded }: StatedFacts, at: Instant): CctvStatus =>
  leastPromising(
    recorded
      .filter((each) => each.vrm === vrm && each.kind === kind && standingAt(each.standing, at).verdict === 'yes')
      .map(({ cctv }) => cctvAt(cctv ?? [], at).status),
  )

const STRENGTH: Record<Verdict, number> = { yes: 2, unknown: 1, no: 0 }
const stronger = (a: Verdict | undefined, b: Verdict): Verdict => (a !== undefined && STRENGTH[a] > STRENGTH[b] ? a : b)

const unknown = (cls: LicenceClass): Finding => ({
  licensed: 'unknown',
  licences: [],
  cctv: 'unknown',
  byKind: Object.fromEntries(
    LICENCE_KINDS.filter((kind) => CLASS_OF_KIND[kind] === cls).map((kind) => [kind, 'unknown']),
  ),
})
const UNKNOWN: Record<LicenceClass, Finding> = {
  driver: unknown('driver'),
  vehicle: unknown('vehicle'),
  operator: unknown('operator'),
}
