import type { PersonDescription } from '../../domain/person.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import type { EntryDetail } from './entry.schema.js'
import { findEntry, findEvents, personOf } from './entry.store.js'

/** Undefined: the authority has no such entry. */
export async function readEntry(
  tx: Tx,
  secrets: Secrets,
  id: string,
  authoritySlug: string,
): Promise<EntryDetail | undefined> {
  const entry = await findEntry(tx, id, authoritySlug)
  if (!entry) return undefined
  const person = await personOf(tx, secrets, id)
  return { ...entry, person: person ? shown(person) : null, events: await findEvents(tx, id) }
}

const shown = ({ formerDatesOfBirth, formerNiNumbers, ...person }: PersonDescription) => ({
  names: [...person.names],
  dateOfBirth: person.dateOfBirth,
  ...(formerDatesOfBirth ? { formerDatesOfBirth: [...formerDatesOfBirth] } : {}),
  addresses: [...person.addresses],
  niNumber: person.niNumber,
  ...(formerNiNumbers ? { formerNiNumbers: [...formerNiNumbers] } : {}),
  drivingLicences: [...person.drivingLicences],
})
