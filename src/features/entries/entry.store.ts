import type { CivilDate } from '../../domain/calendar.js'
import { retainedUntil } from '../../domain/duties.js'
import type { EntrySays } from '../../domain/entry.js'
import type { PersonDescription } from '../../domain/person.js'
import type { EntryCause, EntryDecisionType, EntryOrigin, EntryState } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, fromDateOrNull, toDate, toDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import type { Entry, EntryEvent } from './entry.schema.js'

export interface NewEntry extends EntrySays {
  id: string
  authoritySlug: string
  origin: EntryOrigin
  driverId: string | null
  /** The first record of the decision behind it. */
  decisionId: string | null
  importProposalId: string | null
  reference: string | null
  /** The eleven years run from here. */
  firstMadeOn: CivilDate
  createdAt: Date
}

/** Under `lockRegister(tx, 'update')`, and followed by its first event: the state is the event's to give. */
export const insertEntry = (tx: Tx, entry: NewEntry): Promise<void> => insertEntries(tx, [entry])

export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  await tx.entry.createMany({
    data: entries.map((entry) => ({
      ...entry,
      ...datesOf(entry),
      firstMadeOn: toDate(entry.firstMadeOn),
      retainedUntil: toDate(retainedUntil(entry.firstMadeOn)),
      state: 'active',
      version: 1,
    })),
  })
}

export interface NewEntryEvent extends EntrySays {
  id: string
  entryId: string
  /** `active` of the first event, and of no other. */
  state: EntryState
  cause: EntryCause
  changedOn: CivilDate
  changeTakesEffectOn: CivilDate | null
  recordedAt: Date
  /** Null: the registry itself, which only ever expires an entry. */
  recordedBy: { clientId: string; personId: string } | null
}

/** Under `lockRegister(tx, 'update')`. A trigger numbers the event, within its entry and in the whole register, and moves the entry on. */
export const appendEntryEvent = (tx: Tx, event: NewEntryEvent): Promise<void> => appendEntryEvents(tx, [event])

/** Numbered in this order. */
export async function appendEntryEvents(tx: Tx, events: readonly NewEntryEvent[]): Promise<void> {
  await tx.entryEvent.createMany({
    data: events.map(({ recordedBy, ...event }) => ({
      ...event,
      ...datesOf(event),
      changedOn: toDate(event.changedOn),
      changeTakesEffectOn: toDateOrNull(event.changeTakesEffectOn),
      seq: 0,
      registerVersion: 0,
      recordedByClientId: recordedBy?.clientId ?? null,
      recordedByPersonId: recordedBy?.personId ?? null,
    })),
  })
}

function datesOf({ decidedOn, takesEffectOn, suspensionEndsOn }: EntrySays) {
  return {
    decidedOn: toDate(decidedOn),
    takesEffectOn: toDateOrNull(takesEffectOn),
    suspensionEndsOn: toDateOrNull(suspensionEndsOn),
  }
}

const PERSON = 'entry.person'

export const sealPerson = (secrets: Secrets, person: PersonDescription): Uint8Array<ArrayBuffer> =>
  secrets.encrypt(PERSON, JSON.stringify(person))

/** Of entries that were just made. */
export async function insertPersons(
  tx: Tx,
  persons: readonly { entryId: string; personEncrypted: Uint8Array<ArrayBuffer>; updatedAt: Date }[],
): Promise<void> {
  await tx.entryPerson.createMany({ data: [...persons] })
}

export async function storePerson(
  tx: Tx,
  secrets: Secrets,
  { entryId, at }: { entryId: string; at: Date },
  person: PersonDescription,
): Promise<void> {
  const held = { personEncrypted: sealPerson(secrets, person), updatedAt: at }
  await tx.entryPerson.upsert({
    where: { entryId },
    create: { entryId, ...held },
    update: held,
    select: { entryId: true },
  })
}

/** Whom an entry is about; undefined once it is expired. */
export async function personOf(tx: Tx, secrets: Secrets, entryId: string): Promise<PersonDescription | undefined> {
  const row = await tx.entryPerson.findUnique({ where: { entryId } })
  return row ? (JSON.parse(secrets.decrypt(PERSON, row.personEncrypted)) as PersonDescription) : undefined
}

export async function findEntry(tx: Tx, id: string, authoritySlug: string): Promise<Entry | undefined> {
  const row = await tx.entry.findFirst({ where: { id, authoritySlug } })
  return row ? shown(row) : undefined
}

/** What an entry that is not expired says of its decision. */
export async function getEntrySays(tx: Tx, id: string): Promise<EntrySays | undefined> {
  const row = await tx.entry.findFirst({ where: { id, state: { not: 'expired' } } })
  return row ? saysOf(row) : undefined
}

/** In order of id, which is the order of making. */
export async function findEntries(
  tx: Tx,
  filter: { authoritySlug: string; state?: EntryState | undefined; after?: string | undefined; take: number },
): Promise<Entry[]> {
  const { authoritySlug, state, after, take } = filter
  const rows = await tx.entry.findMany({
    where: {
      authoritySlug,
      ...(state === undefined ? {} : { state }),
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take,
  })
  return rows.map(shown)
}

/** In order of `seq`. */
export async function findEvents(tx: Tx, entryId: string): Promise<EntryEvent[]> {
  const rows = await tx.entryEvent.findMany({
    where: { entryId },
    orderBy: { seq: 'asc' },
    include: { mirroring: true },
  })
  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    state: row.state as EntryState,
    cause: row.cause as EntryCause,
    changedOn: fromDate(row.changedOn),
    changeTakesEffectOn: fromDateOrNull(row.changeTakesEffectOn),
    ...saysOf(row),
    registerVersion: Number(row.registerVersion),
    recordedAt: row.recordedAt.toISOString(),
    recordedBy:
      row.recordedByClientId !== null && row.recordedByPersonId !== null
        ? { clientId: row.recordedByClientId, personId: row.recordedByPersonId }
        : null,
    mirroring: row.mirroring && {
      reference: row.mirroring.reference,
      recordedAt: row.mirroring.recordedAt.toISOString(),
    },
  }))
}

// The words are held to the domain's lists by CHECK constraints.
function shown(row: Prisma.EntryGetPayload<object>): Entry {
  return {
    id: row.id,
    authority: row.authoritySlug,
    origin: row.origin as EntryOrigin,
    state: row.state as EntryState,
    version: row.version,
    ...saysOf(row),
    driverId: row.driverId,
    // The row of an expired one keeps it until the reasons are deleted.
    decisionId: row.state === 'expired' ? null : row.decisionId,
    reference: row.reference,
    firstMadeOn: fromDate(row.firstMadeOn),
    retainedUntil: fromDate(row.retainedUntil),
    createdAt: row.createdAt.toISOString(),
  }
}

function saysOf(row: {
  decisionType: string
  decidedOn: Date
  takesEffectOn: Date | null
  suspensionEndsOn: Date | null
}): EntrySays {
  return {
    decisionType: row.decisionType as EntryDecisionType,
    decidedOn: fromDate(row.decidedOn),
    takesEffectOn: fromDateOrNull(row.takesEffectOn),
    suspensionEndsOn: fromDateOrNull(row.suspensionEndsOn),
  }
}
