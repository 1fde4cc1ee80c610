import type { CivilDate } from '../../domain/calendar.js'
import { dutyState } from '../../domain/duties.js'
import type { ConcernAction, ConcernState, RelevantInformation } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import type { Concern, ConcernDetail } from './concern.schema.js'
import { reasonsOf, textOf } from './sealed.js'

/** Who reads. Scrutiny sees the numbers of badges, what was seen and who acted with a case only. */
export type Reader = { ownSlug: string } | { ownSlug: undefined; hasCase: boolean }

export interface ConcernFilter {
  reader: Reader
  direction?: 'reported' | 'received' | undefined
  state?: ConcernState | undefined
  today: CivilDate
}

/** In order of id, which is the order of reporting. */
export async function findConcerns(
  tx: Tx,
  filter: ConcernFilter & { after?: string | undefined; take: number },
): Promise<Concern[]> {
  const { reader, direction, state, today, after, take } = filter
  const isAsked = state === undefined ? Prisma.sql`true` : Prisma.sql`${stateOn(today)} = ${state}`
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${CONCERNS}
    WHERE ${isReadable(reader, direction)} AND ${isAsked} AND (${after ?? null}::uuid IS NULL OR c.id > ${after ?? null}::uuid)
    ORDER BY c.id LIMIT ${take}`
  return rows.map((row) => shown(row, reader, today))
}

export async function findConcern(tx: Tx, id: string, ownSlug: string, today: CivilDate): Promise<Concern | undefined> {
  const reader = { ownSlug }
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${CONCERNS} WHERE c.id = ${id}::uuid AND ${isReadable(reader)}`
  return row && shown(row, reader, today)
}

/** With what was seen and what was done about it, as far as the reader may see it. */
export async function readConcern(
  tx: Tx,
  secrets: Secrets,
  { id, reader, today }: { id: string; reader: Reader; today: CivilDate },
): Promise<ConcernDetail | undefined> {
  const [row] = await tx.$queryRaw<DetailRow[]>`
    SELECT ${COLUMNS}, c.licence_id AS "licenceId", c.text_encrypted AS text, a.reasons_encrypted AS reasons,
      c.recorded_by_client_id AS "recordedByClientId", c.recorded_by_person_id AS "recordedByPersonId",
      a.answered_by_client_id AS "answeredByClientId", a.answered_by_person_id AS "answeredByPersonId"
    FROM ${CONCERNS} WHERE c.id = ${id}::uuid AND ${isReadable(reader)}`
  if (!row) return undefined
  const isOpen = isOpenTo(reader)
  const isAbout = (slug: string) => (reader.ownSlug === undefined ? isOpen : reader.ownSlug === slug)
  return {
    ...shown(row, reader, today),
    licenceId: reader.ownSlug === row.to ? row.licenceId : null,
    text: isOpen ? secrets.decrypt(textOf(id), row.text) : null,
    reasons: isOpen && row.reasons ? secrets.decrypt(reasonsOf(id), row.reasons) : null,
    recordedBy: isAbout(row.from) ? by(row.recordedByClientId, row.recordedByPersonId) : null,
    answeredBy: isAbout(row.to) ? by(row.answeredByClientId, row.answeredByPersonId) : null,
  }
}

const isOpenTo = (reader: Reader): boolean => reader.ownSlug !== undefined || reader.hasCase

const CONCERNS = Prisma.sql`concern c
  LEFT JOIN concern_answer a ON a.concern_id = c.id
  LEFT JOIN duty p ON p.kind = 'report-concern' AND p.object_id = c.id
  LEFT JOIN duty d ON d.kind = 'consider-concern' AND d.object_id = c.id`

const COLUMNS = Prisma.sql`c.id, c.from_slug AS "from", c.to_slug AS "to", c.kind, c.number, c.relevant_information AS "relevantInformation",
  c.aware_on AS "awareOn", c.reported_on AS "reportedOn", p.due_on AS "reportDueOn", d.due_on AS "dueOn", d.done_on AS "doneOn", a.action,
  a.answered_at AS "answeredAt"`

function isReadable({ ownSlug }: Reader, direction?: ConcernFilter['direction']): Prisma.Sql {
  if (ownSlug === undefined) return Prisma.sql`true`
  if (direction === 'reported') return Prisma.sql`c.from_slug = ${ownSlug}`
  if (direction === 'received') return Prisma.sql`c.to_slug = ${ownSlug}`
  return Prisma.sql`(c.from_slug = ${ownSlug} OR c.to_slug = ${ownSlug})`
}

/** `shown` as the database says it, so that pages are full; test/api/concerns holds the two together. */
const stateOn = (today: CivilDate) => Prisma.sql`
  CASE WHEN a.concern_id IS NOT NULL THEN 'answered' WHEN d.due_on < ${today}::date THEN 'overdue' ELSE 'open' END`

interface Row {
  id: string
  from: string
  to: string
  kind: Concern['kind']
  number: string
  relevantInformation: RelevantInformation[]
  awareOn: Date
  reportedOn: Date
  reportDueOn: Date | null
  dueOn: Date | null
  doneOn: Date | null
  action: ConcernAction | null
  answeredAt: Date | null
}

interface DetailRow extends Row {
  licenceId: string
  text: Uint8Array
  reasons: Uint8Array | null
  recordedByClientId: string
  recordedByPersonId: string
  answeredByClientId: string | null
  answeredByPersonId: string | null
}

function shown(row: Row, reader: Reader, today: CivilDate): Concern {
  const { id, from, to, kind, number, relevantInformation, action } = row
  const [reportedOn, dueOn] = [fromDate(row.reportedOn), fromDateOrNull(row.dueOn)]
  const { daysLate } = dutyState({ dueOn, doneOn: fromDateOrNull(row.doneOn) }, today)
  const isOpen = isOpenTo(reader)
  return {
    id,
    from,
    to,
    kind,
    number: isOpen ? number : null,
    relevantInformation: isOpen ? relevantInformation : null,
    awareOn: fromDate(row.awareOn),
    reportedOn,
    daysReportedLate: dutyState({ dueOn: fromDateOrNull(row.reportDueOn), doneOn: reportedOn }, today).daysLate,
    dueOn,
    state: action !== null ? 'answered' : daysLate > 0 ? 'overdue' : 'open',
    daysLate,
    action,
    answeredAt: row.answeredAt?.toISOString() ?? null,
  }
}

const by = (clientId: string | null, personId: string | null) =>
  clientId === null || personId === null ? null : { clientId, personId }
