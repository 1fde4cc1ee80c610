import type { PersonDescription } from '../../domain/person.js'
import { csvOf } from '../../platform/csv.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import { personOf } from './entry.store.js'
import type { OutboxItem } from './outbox.schema.js'
import { findContact, findOutbox } from './outbox.store.js'

/** More than a day's keying; what is left over comes in the next file. */
export const MOST_EXPORTED = 500

/** The outbox as a file: what s.2(4) of the 2022 Act wants of an entry, and no reasons. Of an expired one nobody is left to name. */
export async function exportOutbox(tx: Tx, secrets: Secrets, authoritySlug: string): Promise<string> {
  const items = await findOutbox(tx, { authoritySlug, take: MOST_EXPORTED })
  const { name: authority, contact } = await findContact(tx, authoritySlug)
  const rows = []
  for (const item of items)
    rows.push({ ...columnsOf(item), ...identityOf(await personOf(tx, secrets, item.entryId)), authority, contact })
  return csvOf(COLUMNS, rows)
}

const columnsOf = (item: OutboxItem) => ({
  event_id: item.eventId,
  entry_id: item.entryId,
  to_do: item.toDo,
  due_on: item.dueOn,
  designated_reference: item.designatedReference,
  decision_type: item.decisionType,
  decided_on: item.decidedOn,
  takes_effect_on: item.takesEffectOn,
  suspension_ends_on: item.suspensionEndsOn,
  changed_on: item.state === 'active' ? null : item.changedOn,
  change_takes_effect_on: item.state === 'active' ? null : item.changeTakesEffectOn,
})

/** The name, home and licence of now: former ones serve matching here, and the Act does not ask for them there. */
function identityOf(person: PersonDescription | undefined) {
  const [name] = person?.names ?? []
  const [address] = person?.addresses ?? []
  const [licence] = person?.drivingLicences ?? []
  return {
    family_name: name?.familyName,
    given_names: name?.givenNames,
    date_of_birth: person?.dateOfBirth,
    address: address?.line1,
    town: address?.town,
    postcode: address?.postcode,
    ni_number: person?.niNumber,
    driving_licence_issuer: licence?.issuer,
    driving_licence_number: licence?.number,
  }
}

const COLUMNS = [
  'event_id',
  'entry_id',
  'to_do',
  'due_on',
  'designated_reference',
  'family_name',
  'given_names',
  'date_of_birth',
  'address',
  'town',
  'postcode',
  'ni_number',
  'driving_licence_issuer',
  'driving_licence_number',
  'decision_type',
  'decided_on',
  'takes_effect_on',
  'suspension_ends_on',
  'changed_on',
  'change_takes_effect_on',
  'authority',
  'contact',
]
