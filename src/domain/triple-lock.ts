import type { LicenceKind, TripleLock, Verdict } from './words.js'

/** The verdicts found for what the caller named, by kind of licence. `null`: the caller did not name one. A kind left out: no such licence. */
export interface LockVerdicts {
  driver: Found
  vehicle: Found
  operator: Found
}

export type Found = Partial<Record<LicenceKind, Verdict>> | null

/**
 * Whether driver, vehicle and operator are all licensed for private hire by the one authority asked (LGMPA 1976 ss.46, 80(2)).
 * A licensed taxi with its licensed driver takes pre-booked work without an operator: the lock does not apply to it.
 * `not-checked` while what was not named, or is not known, decides: neither `satisfied` nor `broken` is ever a guess. What is named and not licensed
 * breaks the lock whatever the rest may be. One alone is no lock: asked about the driver only, nothing was checked.
 */
export function tripleLock({ driver, vehicle, operator }: LockVerdicts): TripleLock {
  if (vehicle === null && operator === null) return 'not-checked'
  const taxi = weakest([verdictOf(driver, 'hackney-carriage-driver'), verdictOf(vehicle, 'hackney-carriage-vehicle')])
  if (taxi !== 'no') return taxi === 'yes' ? 'not-applicable' : 'not-checked'
  const privateHire = weakest([
    verdictOf(driver, 'private-hire-driver'),
    verdictOf(vehicle, 'private-hire-vehicle'),
    verdictOf(operator, 'private-hire-operator'),
  ])
  return privateHire === 'yes' ? 'satisfied' : privateHire === 'no' ? 'broken' : 'not-checked'
}

/** Of what was not named anything may be true. */
const verdictOf = (found: Found, kind: LicenceKind): Verdict => (found === null ? 'unknown' : (found[kind] ?? 'no'))

function weakest(verdicts: Verdict[]): Verdict {
  if (verdicts.includes('no')) return 'no'
  return verdicts.includes('unknown') ? 'unknown' : 'yes'
}
