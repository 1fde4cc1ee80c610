import { isLive, type EntryChange, type StatutoryEntry } from '../../domain/entry.js'
import type { PersonDescription } from '../../domain/person.js'
import { todayOf, type Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { startDuty } from '../duties/index.js'
import { dropEntry } from '../matching/index.js'
import { insertEntry } from './entry.store.js'
import type { FollowedEntry } from './followed.store.js'
import { makeSearchable, recordChange } from './record-change.action.js'

export interface Changing {
  entry: StatutoryEntry
  /** Null: it is not made yet. */
  stored: FollowedEntry | null
  /** To be appended, in order. */
  changes: readonly EntryChange[]
}

/**
 * Brings one entry to where its history is, with the register locked for update.
 * @returns the entry, and the first event appended.
 */
export async function keepEntry(
  tx: Tx,
  act: Acting,
  about: { driverId: string; authoritySlug: string },
  { entry, stored, changes }: Changing,
  person: PersonDescription,
): Promise<{ id: string; eventId: string }> {
  const { authoritySlug } = about
  const id = stored?.id ?? (await make(tx, act, about, entry, changes))
  const eventIds: string[] = []
  for (const change of changes) eventIds.push(await recordChange(tx, act, { id, authoritySlug }, change))
  const last = changes.at(-1)
  if (last && !isLive(last)) await dropEntry(tx, id)
  else if (!stored || !isLive(stored)) await makeSearchable(tx, act, { id, authoritySlug }, person)
  const [eventId] = eventIds
  if (eventId === undefined) throw new Error('an entry was kept without a change')
  return { id, eventId }
}

/** The eleven years run from today; the five working days from the notice (s.2(2)(c), s.2(5)(a)). */
async function make(
  tx: Tx,
  act: Acting,
  { driverId, authoritySlug }: { driverId: string; authoritySlug: string },
  { decisionId, notifiedOn }: StatutoryEntry,
  [first]: readonly EntryChange[],
): Promise<string> {
  if (!first) throw new Error('an entry was made without a change')
  const { decisionType, decidedOn, takesEffectOn, suspensionEndsOn } = first
  const id = act.newId()
  const firstMadeOn = todayOf(act)
  await insertEntry(tx, {
    id,
    authoritySlug,
    origin: 'decision',
    driverId,
    decisionId,
    importProposalId: null,
    reference: null,
    firstMadeOn,
    createdAt: act.now,
    decisionType,
    decidedOn,
    takesEffectOn,
    suspensionEndsOn,
  })
  const object = { kind: 'entry', id }
  await startDuty(tx, act, { kind: 'make-entry', authoritySlug, object, from: notifiedOn })
  await startDuty(tx, act, { kind: 'remove-entry', authoritySlug, object, from: firstMadeOn })
  return id
}
