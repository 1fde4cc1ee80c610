import type { PersonDescription } from '../../domain/person.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import { readDriver } from './driver.store.js'
import { indexed } from './indexed.js'
import { putRow } from './match.store.js'

/** From now on searches find this entry, under this description. */
export async function indexEntry(
  tx: Tx,
  secrets: Secrets,
  { entryId, authoritySlug }: { entryId: string; authoritySlug: string },
  person: PersonDescription,
): Promise<void> {
  await putRow(tx, 'entry', { id: entryId, authoritySlug }, indexed(secrets, person))
}

/** From now on alerts find this driver, as its record describes it. */
export async function indexDriver(tx: Tx, secrets: Secrets, driverId: string): Promise<void> {
  const { authoritySlug, person } = await readDriver(tx, secrets, driverId)
  await putRow(tx, 'driver', { id: driverId, authoritySlug }, indexed(secrets, person))
}

/** What the record of a driver says of who it is about: identifiers in clear, for this process alone. */
export async function describeDriver(tx: Tx, secrets: Secrets, driverId: string): Promise<PersonDescription> {
  return (await readDriver(tx, secrets, driverId)).person
}
