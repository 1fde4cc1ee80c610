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
 * What was not asked or is not known is `not-checked`: neither `satisfied` nor `broken` is ever a guess.
 */
export function tripleLock({ driver, vehicle, operator }: LockVerdicts): TripleLock {
  const taxi = weakest([driver?.['hackney-carriage-driver'], vehicle?.['hackney-carriage-vehicle']])
  if (taxi === 'yes') return 'not-applicable'
  if (!driver || !vehicle || !operator || taxi === 'unknown') return 'not-checked'
  const privateHire = weakest([
    driver['private-hire-driver'],
    vehicle['private-hire-vehicle'],
    operator['private-hire-operator'],
  ])
  return privateHire === 'yes' ? 'satisfied' : privateHire === 'no' ? 'broken' : 'not-checked'
}

function weakest(verdicts: (Verdict | undefined)[]): Verdict {
  if (verdicts.some((verdict) => verdict === undefined || verdict === 'no')) return 'no'
  return verdicts.includes('unknown') ? 'unknown' : 'yes'
}
