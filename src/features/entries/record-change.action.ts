import type { EntryChange } from '../../domain/entry.js'
import type { PersonDescription } from '../../domain/person.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { raiseForEntry } from '../alerts/index.js'
import { finishDuty, startDuty } from '../duties/index.js'
import { tellRequesters } from '../information-requests/index.js'
import { indexEntry } from '../matching/index.js'
import { appendEntryEvent, findEvents, personOf, storePerson } from './entry.store.js'
import { everKnownAs } from './ever-known-as.js'

interface OwnEntry {
  id: string
  authoritySlug: string
}

/**
 * Appends one event, and what goes with a change: the designated database is to follow it (s.2(5)(b)), and earlier requesters are told (s.3(4)).
 * @returns id of the event.
 */
export async function recordChange(
  tx: Tx,
  act: Acting,
  { id: entryId, authoritySlug }: OwnEntry,
  change: EntryChange,
): Promise<string> {
  const before = await findEvents(tx, entryId)
  const id = act.newId()
  await appendEntryEvent(tx, { ...change, id, entryId, recordedAt: act.now, recordedBy: act.caller })
  if (before.length === 0) return id
  // What the designated database never had is not to be made there any more.
  if (change.state === 'removed' && before.every(({ mirroring }) => mirroring === null)) {
    await finishDuty(tx, act, { kind: 'make-entry', objectId: entryId })
    for (const event of before) await finishDuty(tx, act, { kind: 'update-entry', objectId: event.id })
  } else {
    const object = { kind: 'entry-event', id }
    await startDuty(tx, act, { kind: 'update-entry', authoritySlug, object, from: todayOf(act) })
  }
  await tellRequesters(tx, act, { entryId, entryEventId: id })
  return id
}

/** Makes the entry one that searches find under this person, as under all it ever was about before, and tells of licences held elsewhere. */
export async function makeSearchable(tx: Tx, act: Acting, entry: OwnEntry, now: PersonDescription): Promise<void> {
  const { id: entryId, authoritySlug } = entry
  const person = everKnownAs(now, await personOf(tx, act.secrets, entryId))
  await storePerson(tx, act.secrets, { entryId, at: act.now }, person)
  await indexEntry(tx, act.secrets, { entryId, authoritySlug }, person)
  await raiseForEntry(tx, act, entry, person)
}
