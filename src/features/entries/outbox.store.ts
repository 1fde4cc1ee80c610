import { LIVE_ENTRY_STATES, type EntryCause, type EntryDecisionType, type EntryState } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { OutboxItem } from './outbox.schema.js'

/**
 * The authority's changes that the designated database does not have, in order of id, which is the order of making. An entry that went before it was
 * ever keyed is not asked for: nobody should now write down there what must not stand there.
 */
export async function findOutbox(
  tx: Tx,
  { authoritySlug, after, take }: { authoritySlug: string; after?: string | undefined; take: number },
): Promise<OutboxItem[]> {
  const rows = await tx.entryEvent.findMany({
    where: {
      mirroring: null,
      entry: {
        authoritySlug,
        OR: [{ state: { in: [...LIVE_ENTRY_STATES] } }, { events: { some: MIRRORED } }],
      },
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take,
    include: WITH_REFERENCE,
  })
  const due = await dueDates(tx, rows)
  return rows.map((row) => shown(row, due))
}

const MIRRORED = { mirroring: { isNot: null } } as const satisfies Prisma.EntryEventWhereInput
const WITH_REFERENCE = {
  entry: {
    include: { events: { where: MIRRORED, orderBy: { seq: 'asc' }, take: 1, include: { mirroring: true } } },
  },
} as const satisfies Prisma.EntryEventInclude
type Row = Prisma.EntryEventGetPayload<{ include: typeof WITH_REFERENCE }>

/**
 * By entry of the duties to make one, by event of the duties to change one: while they are open. An entry that was removed before it was ever keyed
 * and then reinstated is no longer to be made by its day; the clock of the reinstatement runs.
 */
async function dueDates(tx: Tx, rows: readonly Row[]): Promise<Map<string, Date | null>> {
  const duties = await tx.duty.findMany({
    where: {
      doneOn: null,
      OR: [
        { kind: 'make-entry', objectId: { in: rows.map(({ entryId }) => entryId) } },
        { kind: 'update-entry', objectId: { in: rows.map(({ id }) => id) } },
      ],
    },
    select: { objectId: true, dueOn: true },
  })
  return new Map(duties.map(({ objectId, dueOn }) => [objectId, dueOn]))
}

const TO_DO: Record<EntryState, OutboxItem['toDo']> = {
  active: 'make',
  amended: 'amend',
  removed: 'remove',
  reinstated: 'reinstate',
  expired: 'remove',
}

// The words are held to the domain's lists by CHECK constraints.
function shown(row: Row, due: ReadonlyMap<string, Date | null>): OutboxItem {
  const state = row.state as EntryState
  return {
    eventId: row.id,
    entryId: row.entryId,
    toDo: TO_DO[state],
    state,
    cause: row.cause as EntryCause,
    changedOn: fromDate(row.changedOn),
    changeTakesEffectOn: fromDateOrNull(row.changeTakesEffectOn),
    decisionType: row.decisionType as EntryDecisionType,
    decidedOn: fromDate(row.decidedOn),
    takesEffectOn: fromDateOrNull(row.takesEffectOn),
    suspensionEndsOn: fromDateOrNull(row.suspensionEndsOn),
    recordedAt: row.recordedAt.toISOString(),
    dueOn: fromDateOrNull(due.get(state === 'active' ? row.entryId : row.id) ?? null),
    designatedReference: row.entry.events[0]?.mirroring?.reference ?? null,
  }
}

/** An event of the authority's own entries. */
export async function findOwnEvent(
  tx: Tx,
  id: string,
  authoritySlug: string,
): Promise<{ entryId: string; state: EntryState } | undefined> {
  const row = await tx.entryEvent.findFirst({
    where: { id, entry: { authoritySlug } },
    select: { entryId: true, state: true },
  })
  return row ? { entryId: row.entryId, state: row.state as EntryState } : undefined
}

export interface NewMirroring {
  eventId: string
  reference: string
  recordedAt: Date
  recordedBy: { clientId: string; personId: string }
}

/** @throws violation of entry_mirroring_pkey: one was recorded before. */
export async function insertMirrorings(tx: Tx, mirrorings: readonly NewMirroring[]): Promise<void> {
  await tx.entryMirroring.createMany({
    data: mirrorings.map(({ recordedBy, ...rest }) => ({
      ...rest,
      recordedByClientId: recordedBy.clientId,
      recordedByPersonId: recordedBy.personId,
    })),
  })
}

/** Whom to ask about an entry of the authority. */
export async function findContact(tx: Tx, slug: string): Promise<{ name: string; contact: string }> {
  const { officialName, contactEmail, contactPhone } = await tx.authority.findUniqueOrThrow({ where: { slug } })
  return { name: officialName, contact: [contactEmail, contactPhone].filter((part) => part !== null).join(', ') }
}
