import { londonDate } from '../../domain/calendar.js'
import type { Tx } from '../../platform/db.js'
import { finishDuty, startDuty } from '../duties/index.js'
import { findRequestsAbout, insertNotices } from './notice.store.js'

/**
 * Tells every authority that ever asked about an entry that it was changed (2022 Act s.3(4)), in the transaction of the change: so the recording
 * authority's duty is done as it begins. Once for each event; writes nothing where nobody asked.
 */
export async function tellRequesters(
  tx: Tx,
  { newId, now }: { newId: () => string; now: Date },
  { entryId, entryEventId }: { entryId: string; entryEventId: string },
): Promise<void> {
  const requests = await findRequestsAbout(tx, entryId)
  const [first] = requests
  if (!first) return
  await insertNotices(
    tx,
    requests.map(({ id, fromSlug }) => ({
      id: newId(),
      requestId: id,
      eventId: entryEventId,
      toSlug: fromSlug,
      createdAt: now,
    })),
  )
  await startDuty(
    tx,
    { newId, now },
    {
      kind: 'tell-requesters',
      authoritySlug: first.toSlug,
      object: { kind: 'entry-event', id: entryEventId },
      from: londonDate(now.getTime()),
    },
  )
  await finishDuty(tx, { now }, { kind: 'tell-requesters', objectId: entryEventId })
}
