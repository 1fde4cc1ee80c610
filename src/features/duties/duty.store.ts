import type { CivilDate } from '../../domain/calendar.js'
import { DUTIES, dutyState } from '../../domain/duties.js'
import type { DutyKind, DutyState } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { Duty, DutyCount } from './duty.schema.js'

export interface NewDuty {
  id: string
  kind: DutyKind
  authoritySlug: string
  object: { kind: string; id: string }
  from: CivilDate
  dueOn: CivilDate | null
  createdAt: Date
}

export async function insertDuties(tx: Tx, duties: readonly NewDuty[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO duty (id, kind, authority_slug, object_kind, object_id, started_on, due_on, created_at)
    SELECT made.id, kind, slug, object ->> 'kind', (object ->> 'id')::uuid, "from", "dueOn", "createdAt"
    FROM jsonb_to_recordset(${JSON.stringify(duties)}::jsonb)
      AS made(id uuid, kind text, "authoritySlug" text, object jsonb, "from" date, "dueOn" date, "createdAt" timestamptz)
    JOIN authority ON slug = "authoritySlug" AND nation = 'england'
    ON CONFLICT (kind, object_id) DO NOTHING`
}

export async function markDone(
  tx: Tx,
  duty: { kind: DutyKind; objectId: string; doneOn: CivilDate; doneAt: Date },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE duty SET done_on = ${duty.doneOn}::date, done_at = ${duty.doneAt}
    WHERE kind = ${duty.kind} AND object_id = ${duty.objectId}::uuid AND done_on IS NULL`
}

export interface DutyFilter {
  /** Nobody else's; undefined: everybody's, for scrutiny. */
  ownSlug: string | undefined
  authoritySlug?: string | undefined
  kind?: DutyKind | undefined
  state?: DutyState | undefined
  today: CivilDate
}

/** By due date, those without one last. `after`: id of the last one of the page before, whose due date never changes. */
export async function findDuties(
  tx: Tx,
  filter: DutyFilter & { after?: string | undefined; take: number },
): Promise<Duty[]> {
  const { after, take, today } = filter
  const isLater =
    after === undefined
      ? Prisma.sql`true`
      : Prisma.sql`(${DUE}, id) > (SELECT ${DUE}, id FROM duty WHERE id = ${after}::uuid AND ${isReadable(filter)})`
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, kind, authority_slug AS "authoritySlug", object_kind AS "objectKind", object_id AS "objectId", started_on AS "startedOn",
      due_on AS "dueOn", done_on AS "doneOn"
    FROM duty WHERE ${isReadable(filter)} AND ${isAsked(filter)} AND ${hasState(filter)} AND ${isLater}
    ORDER BY ${DUE}, id LIMIT ${take}`
  return rows.map((row) => shown(row, today))
}

/** How many there are in each state, whatever state was asked for. */
export async function countDuties(tx: Tx, filter: DutyFilter): Promise<DutyCount[]> {
  return tx.$queryRaw<DutyCount[]>`
    SELECT authority_slug AS authority, kind,
      count(*) FILTER (WHERE state = 'open')::int AS open, count(*) FILTER (WHERE state = 'overdue')::int AS overdue,
      count(*) FILTER (WHERE state = 'done')::int AS done, count(*) FILTER (WHERE state = 'done-late')::int AS "doneLate"
    FROM (SELECT authority_slug, kind, ${stateOn(filter.today)} AS state FROM duty WHERE ${isReadable(filter)} AND ${isAsked(filter)}) AS duty
    GROUP BY authority_slug, kind ORDER BY authority_slug, kind`
}

const DUE = Prisma.sql`coalesce(due_on, 'infinity')`

const isReadable = ({ ownSlug }: DutyFilter) =>
  ownSlug === undefined ? Prisma.sql`true` : Prisma.sql`authority_slug = ${ownSlug}`

const isAsked = ({ authoritySlug, kind }: DutyFilter) =>
  Prisma.sql`(${authoritySlug ?? null}::text IS NULL OR authority_slug = ${authoritySlug ?? null}) AND (${kind ?? null}::text IS NULL OR kind = ${kind ?? null})`

const hasState = ({ state, today }: DutyFilter) =>
  state === undefined ? Prisma.sql`true` : Prisma.sql`${stateOn(today)} = ${state}`

/** `dutyState` of src/domain/duties.ts as the database says it, so that pages are full; test/api/duties holds the two together. */
const stateOn = (today: CivilDate) => Prisma.sql`
  CASE WHEN done_on IS NULL THEN CASE WHEN due_on < ${today}::date THEN 'overdue' ELSE 'open' END
    WHEN done_on > due_on THEN 'done-late' ELSE 'done' END`

interface Row {
  id: string
  kind: DutyKind
  authoritySlug: string
  objectKind: string
  objectId: string
  startedOn: Date
  dueOn: Date | null
  doneOn: Date | null
}

function shown(row: Row, today: CivilDate): Duty {
  const { toDo, limit, from, basis } = DUTIES[row.kind]
  const dates = { dueOn: fromDateOrNull(row.dueOn), doneOn: fromDateOrNull(row.doneOn) }
  return {
    id: row.id,
    kind: row.kind,
    authority: row.authoritySlug,
    object: { kind: row.objectKind, id: row.objectId },
    toDo,
    limit,
    from,
    basis,
    startedOn: fromDate(row.startedOn),
    ...dates,
    ...dutyState(dates, today),
  }
}
