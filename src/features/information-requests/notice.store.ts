import { CAUSE_IN_WORDS } from '../../domain/information-request.js'
import type { EntryCause, EntryState } from '../../domain/words.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { EntryNotice } from './entry-notice.schema.js'

/** Every request ever made about an entry, whatever became of it. */
export async function findRequestsAbout(
  tx: Tx,
  entryId: string,
): Promise<{ id: string; fromSlug: string; toSlug: string }[]> {
  return tx.informationRequest.findMany({
    where: { entryId },
    orderBy: { id: 'asc' },
    select: { id: true, fromSlug: true, toSlug: true },
  })
}

export async function insertNotices(
  tx: Tx,
  notices: { id: string; requestId: string; eventId: string; toSlug: string; createdAt: Date }[],
): Promise<void> {
  await tx.entryNotice.createMany({ data: notices })
}

/** In order of id, which is the order of telling. */
export async function findNotices(
  tx: Tx,
  { toSlug, after, take }: { toSlug: string; after?: string | undefined; take: number },
): Promise<EntryNotice[]> {
  const rows = await tx.entryNotice.findMany({
    where: { toSlug, ...(after === undefined ? {} : { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take,
    include: { request: { select: { applicationReference: true, toSlug: true } }, event: true },
  })
  return rows.map(({ id, requestId, createdAt, request, event }) => ({
    id,
    requestId,
    applicationReference: request.applicationReference,
    recordingAuthority: request.toSlug,
    state: event.state as EntryState,
    cause: event.cause as EntryCause,
    why: CAUSE_IN_WORDS[event.cause as EntryCause],
    changedOn: fromDate(event.changedOn),
    changeTakesEffectOn: fromDateOrNull(event.changeTakesEffectOn),
    createdAt: createdAt.toISOString(),
  }))
}
