import type { PersonDescription } from '../../domain/person.js'

/**
 * A person as described now, with every value that was ever known before and is not among them: what an entry was findable by, it stays findable by,
 * whoever amends the driver record. Repeated, it changes nothing. `before`: as this function gave it; undefined: the person is new.
 */
export function everKnownAs(now: PersonDescription, before: PersonDescription | undefined): PersonDescription {
  if (!before) return now
  const formerDatesOfBirth = former(now.dateOfBirth, [
    ...(before.formerDatesOfBirth ?? []),
    before.dateOfBirth,
    ...(now.formerDatesOfBirth ?? []),
  ])
  const formerNiNumbers = former(now.niNumber, [
    ...(before.formerNiNumbers ?? []),
    before.niNumber,
    ...(now.formerNiNumbers ?? []),
  ])
  const formerNames = before.names.map((name) => (name.type === 'full' ? { ...name, type: 'former' as const } : name))
  return {
    names: union(now.names, formerNames, ({ familyName, givenNames }) => [familyName, givenNames]),
    dateOfBirth: now.dateOfBirth,
    addresses: union(now.addresses, before.addresses, ({ line1, town, postcode }) => [line1, town, postcode]),
    niNumber: now.niNumber,
    drivingLicences: union(now.drivingLicences, before.drivingLicences, ({ issuer, number }) => [issuer, number]),
    ...(formerDatesOfBirth.length > 0 ? { formerDatesOfBirth } : {}),
    ...(formerNiNumbers.length > 0 ? { formerNiNumbers } : {}),
  }
}

/** The oldest first: a flood of later ones pushes nothing out of what is bounded. */
const former = (now: string | null, before: (string | null)[]): string[] => [
  ...new Set(before.filter((value): value is string => value !== null && value !== now)),
]

function union<T>(now: readonly T[], before: readonly T[], keyOf: (one: T) => unknown[]): T[] {
  const key = (one: T) => JSON.stringify(keyOf(one))
  const known = new Set(now.map(key))
  return [...now, ...before.filter((one) => !known.has(key(one)))]
}
