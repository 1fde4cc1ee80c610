import { fold } from '../../domain/name-fold.js'
import type { PersonName } from '../../domain/person.js'
import type { SearchFlag } from '../../domain/words.js'

/** Whether an officer searches for a person of the officer's own name, or family name, by any of the names asked. Scrutiny sees it; the officer does not. */
export function ownName(displayName: string, names: readonly PersonName[]): SearchFlag | undefined {
  const own = new Set(fold(displayName).split(' '))
  const isOwn = (part: string) => own.has(part)
  const ofFamily = names.filter(({ familyName }) => fold(familyName).split(' ').every(isOwn))
  if (ofFamily.length === 0) return undefined
  return ofFamily.some(({ givenNames }) => fold(givenNames).split(' ').some(isOwn)) ? 'self-search' : 'same-surname'
}
