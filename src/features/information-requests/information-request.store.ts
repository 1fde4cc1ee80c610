import type { CivilDate } from '../../domain/calendar.js'
import { dutyState } from '../../domain/duties.js'
import { LONGEST_WAIT_DAYS, requestState } from '../../domain/information-request.js'
import type { Ground, RelevantInformation, RequestOutcome, RequestState, SearchPurpose } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { Secrets } from '../../platform/secrets.js'
import { readText } from './answer.store.js'
import type { InformationRequest, InformationRequestDetail } from './information-request.schema.js'

export interface RequestFilter {
  /** Sent by it or to it; undefined: everybody's, for scrutiny. */
  ownSlug: string | undefined
  direction?: 'sent' | 'received' | undefined
  state?: RequestState | undefined
  today: CivilDate
}

/** In order of id, which is the order of sending. */
export async function findRequests(
  tx: Tx,
  filter: RequestFilter & { after?: string | undefined; take: number },
): Promise<InformationRequest[]> {
  const { ownSlug, state, today, after, take } = filter
  const isAsked = state === undefined ? Prisma.sql`true` : Prisma.sql`${stateOn(today)} = ${state}`
  const rows = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${REQUESTS}
    WHERE ${isReadable(filter)} AND ${isAsked} AND (${after ?? null}::uuid IS NULL OR r.id > ${after ?? null}::uuid) ORDER BY r.id LIMIT ${take}`
  const isScrutiny = ownSlug === undefined
  return rows.map((row) => ({ ...shown(row, today), ...(isScrutiny ? { applicationReference: null } : {}) }))
}

/** For either of the two authorities. */
export async function findRequest(
  tx: Tx,
  id: string,
  ownSlug: string,
  today: CivilDate,
): Promise<InformationRequest | undefined> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT ${COLUMNS} FROM ${REQUESTS} WHERE r.id = ${id}::uuid AND ${isReadable({ ownSlug })}`
  return row && shown(row, today)
}

/** With what was asked and answered, as the authority that reads may see it: the asker never learns which entry it is. */
export async function readRequest(
  tx: Tx,
  secrets: Secrets,
  { id, ownSlug, today }: { id: string; ownSlug: string; today: CivilDate },
): Promise<InformationRequestDetail | undefined> {
  const [row] = await tx.$queryRaw<DetailRow[]>`
    SELECT ${COLUMNS}, r.question, r.candidate_id AS candidate, r.application_id AS "applicationId", r.entry_id AS "entryId",
      e.decision_id AS "decisionId", a.grounds, a.relevant_information AS "relevantInformation", a.refusal_reason AS "refusalReason",
      r.sent_by_client_id AS "sentByClientId", r.sent_by_person_id AS "sentByPersonId",
      k.acknowledged_by_client_id AS "acknowledgedByClientId", k.acknowledged_by_person_id AS "acknowledgedByPersonId",
      a.answered_by_client_id AS "answeredByClientId", a.answered_by_person_id AS "answeredByPersonId"
    FROM ${REQUESTS} JOIN entry e ON e.id = r.entry_id WHERE r.id = ${id}::uuid AND ${isReadable({ ownSlug })}`
  if (!row) return undefined
  const text = row.outcome === 'provided' ? await readText(tx, secrets, id) : null
  const { candidate, applicationId, entryId, decisionId } = row
  const isSender = row.from === ownSlug
  return {
    ...shown(row, today),
    question: row.question,
    ...(isSender
      ? { candidate, applicationId, entryId: null, decisionId: null }
      : { candidate: null, applicationId: null, entryId, decisionId }),
    answer: row.outcome && {
      outcome: row.outcome,
      text,
      isPurged: row.outcome === 'provided' && text === null,
      grounds: row.grounds ?? [],
      relevantInformation: row.relevantInformation ?? [],
      refusalReason: row.refusalReason,
    },
    sentBy: isSender ? by(row.sentByClientId, row.sentByPersonId) : null,
    acknowledgedBy: isSender ? null : by(row.acknowledgedByClientId, row.acknowledgedByPersonId),
    answeredBy: isSender ? null : by(row.answeredByClientId, row.answeredByPersonId),
  }
}

/** By candidate, what became of the request that rests on it; a candidate without one is left out. */
export async function requestStatesOf(
  tx: Tx,
  candidateIds: string[],
  today: CivilDate,
): Promise<Map<string, RequestState>> {
  const rows = await tx.$queryRaw<(Row & { candidate: string })[]>`
    SELECT ${COLUMNS}, r.candidate_id AS candidate FROM ${REQUESTS} WHERE r.candidate_id = ANY (${candidateIds}::uuid[])`
  return new Map(rows.map((row) => [row.candidate, shown(row, today).state]))
}

const REQUESTS = Prisma.sql`information_request r
  LEFT JOIN information_receipt k ON k.request_id = r.id
  LEFT JOIN information_answer a ON a.request_id = r.id
  LEFT JOIN duty d ON d.kind = 'answer-request' AND d.object_id = r.id`

const COLUMNS = Prisma.sql`r.id, r.from_slug AS "from", r.to_slug AS "to", r.purpose, r.application_reference AS "applicationReference",
  r.received_on AS "receivedOn", d.due_on AS "dueOn", r.sent_at AS "sentAt", k.acknowledged_at AS "acknowledgedAt", a.outcome,
  a.answered_at AS "answeredAt", d.done_on AS "doneOn"`

function isReadable({ ownSlug, direction }: Pick<RequestFilter, 'ownSlug' | 'direction'>): Prisma.Sql {
  if (ownSlug === undefined) return Prisma.sql`true`
  if (direction === 'sent') return Prisma.sql`r.from_slug = ${ownSlug}`
  if (direction === 'received') return Prisma.sql`r.to_slug = ${ownSlug}`
  return Prisma.sql`(r.from_slug = ${ownSlug} OR r.to_slug = ${ownSlug})`
}

/** `requestState` of src/domain/information-request.ts as the database says it, so that pages are full; test/api/information-requests holds the two together. */
const stateOn = (today: CivilDate) => Prisma.sql`
  CASE WHEN a.outcome IS NOT NULL THEN a.outcome
    WHEN coalesce(d.due_on, r.received_on + ${LONGEST_WAIT_DAYS - 1}::int) < ${today}::date THEN 'overdue'
    WHEN k.request_id IS NOT NULL THEN 'received' ELSE 'sent' END`

interface Row {
  id: string
  from: string
  to: string
  purpose: SearchPurpose
  applicationReference: string
  receivedOn: Date
  dueOn: Date | null
  doneOn: Date | null
  sentAt: Date
  acknowledgedAt: Date | null
  outcome: RequestOutcome | null
  answeredAt: Date | null
}

interface DetailRow extends Row {
  question: string | null
  candidate: string
  applicationId: string | null
  entryId: string
  decisionId: string | null
  grounds: Ground[] | null
  relevantInformation: RelevantInformation[] | null
  refusalReason: string | null
  sentByClientId: string
  sentByPersonId: string
  acknowledgedByClientId: string | null
  acknowledgedByPersonId: string | null
  answeredByClientId: string | null
  answeredByPersonId: string | null
}

function shown(row: Row, today: CivilDate): InformationRequest {
  const { acknowledgedAt, answeredAt, outcome } = row
  const [receivedOn, dueOn] = [fromDate(row.receivedOn), fromDateOrNull(row.dueOn)]
  return {
    id: row.id,
    from: row.from,
    to: row.to,
    purpose: row.purpose,
    applicationReference: row.applicationReference,
    state: requestState({ receivedOn, dueOn, isAcknowledged: acknowledgedAt !== null, outcome }, today),
    receivedOn,
    dueOn,
    daysLate: dutyState({ dueOn, doneOn: fromDateOrNull(row.doneOn) }, today).daysLate,
    sentAt: row.sentAt.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
    answeredAt: answeredAt?.toISOString() ?? null,
  }
}

const by = (clientId: string | null, personId: string | null) =>
  clientId === null || personId === null ? null : { clientId, personId }
