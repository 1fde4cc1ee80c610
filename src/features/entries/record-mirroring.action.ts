import type { Acting } from '../../platform/acting.js'
import type { Tx } from '../../platform/db.js'
import { NOT_FOUND, type Outcome } from '../../platform/outcome.js'
import { finishDuty } from '../duties/index.js'
import type { EntryMirroring, RecordMirroring } from './outbox.schema.js'
import { findOwnEvent, insertMirrorings } from './outbox.store.js'

/** In any order: who keyed an entry after it had been amended keyed both at once, and has one reference for both. */
export async function recordMirroring(
  tx: Tx,
  { caller, now }: Acting,
  { eventId, reference }: RecordMirroring,
): Promise<Outcome<EntryMirroring>> {
  const event = await findOwnEvent(tx, eventId, caller.authoritySlug)
  if (!event) return NOT_FOUND
  const { entryId, state } = event
  await insertMirrorings(tx, [{ eventId, reference, recordedAt: now, recordedBy: caller }])
  await finishDuty(
    tx,
    { now },
    state === 'active' ? { kind: 'make-entry', objectId: entryId } : { kind: 'update-entry', objectId: eventId },
  )
  return {
    ok: true,
    body: { eventId, entryId, reference, recordedAt: now.toISOString() },
    object: { kind: 'entry-mirroring', id: eventId },
    location: `/v1/entries/${entryId}`,
  }
}
