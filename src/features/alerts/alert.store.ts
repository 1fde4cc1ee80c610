import type { AlertCause, AlertState } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'
import type { Alert } from './alert.schema.js'
import { shown, type AlertRow } from './shown-alert.js'

/** Whose alerts, and seen when. */
export interface Reader {
  /** One of the two authorities; undefined: scrutiny, which sees all, and of each less. */
  ownSlug: string | undefined
  now: Date
}

/** Oldest first: in order of id, which is the order of raising. `after`: id of the last one of the page before. */
export async function findAlerts(
  tx: Tx,
  reader: Reader,
  filter: {
    state?: AlertState | undefined
    side?: AlertCause | undefined
    after?: string | undefined
    take: number
  },
): Promise<Alert[]> {
  const { state, side, after, take } = filter
  const where = [
    isOf(reader),
    ...(state === undefined ? [] : [Prisma.sql`${stateFor(reader)} = ${state}`]),
    ...(side === undefined ? [] : [Prisma.sql`${OWN_SIDE[side]} = ${reader.ownSlug ?? null}`]),
    ...(after === undefined ? [] : [Prisma.sql`a.id > ${after}::uuid`]),
  ]
  const rows = await tx.$queryRaw<
    AlertRow[]
  >`${selectFor(reader)} WHERE ${Prisma.join(where, ' AND ')} ORDER BY a.id LIMIT ${take}`
  return rows.map((row) => shown(row, reader))
}

export async function findAlert(tx: Tx, reader: Reader, id: string): Promise<Alert | undefined> {
  const [row] = await tx.$queryRaw<AlertRow[]>`${selectFor(reader)} WHERE a.id = ${id}::uuid AND ${isOf(reader)}`
  return row && shown(row, reader)
}

/** How many there are that the reader has not seen to. */
export async function countOpenAlerts(tx: Tx, reader: Reader): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM alert a WHERE ${isOf(reader)} AND ${stateFor(reader)} = 'open'`
  return row?.count ?? 0
}

const OWN_SIDE = { entry: Prisma.sql`a.entry_slug`, licence: Prisma.sql`a.licence_slug` }

const isOf = ({ ownSlug }: Reader) =>
  ownSlug === undefined ? Prisma.sql`true` : Prisma.sql`(a.entry_slug = ${ownSlug} OR a.licence_slug = ${ownSlug})`

const seenBy = ({ ownSlug }: Reader) =>
  ownSlug === undefined ? Prisma.sql`true` : Prisma.sql`v.authority_slug = ${ownSlug}`

/** A view of an entry that was then removed says nothing of the entry as it was reinstated. */
const stateFor = (reader: Reader) => Prisma.sql`
  CASE WHEN (SELECT count(DISTINCT v.authority_slug) FROM alert_view v WHERE v.alert_id = a.id AND ${seenBy(reader)} AND v.recorded_at > coalesce(
      (SELECT max(event.recorded_at) FROM entry_event event WHERE event.entry_id = a.entry_id AND event.state = 'reinstated'), '-infinity'))
    >= ${reader.ownSlug === undefined ? 2 : 1}::int THEN 'acknowledged' ELSE 'open' END`

const selectFor = (reader: Reader) => Prisma.sql`
  SELECT a.id, ${stateFor(reader)} AS state, a.band, a.agreement, a.bits, a.cause, a.raised_at AS "raisedAt",
    a.entry_slug AS "entrySlug", made.name AS "entryName", made.contact_email AS "entryEmail", made.contact_phone AS "entryPhone",
    e.id AS "entryId", e.state AS "entryState", e.decision_type AS "decisionType", e.decided_on AS "decidedOn", e.takes_effect_on AS "takesEffectOn",
    e.suspension_ends_on AS "suspensionEndsOn",
    a.licence_slug AS "licenceSlug", issued.name AS "licenceName", issued.contact_email AS "licenceEmail", issued.contact_phone AS "licencePhone",
    l.id AS "licenceId", l.number, l.kind,
    (SELECT json_agg(json_build_object('from', lower(s), 'until', upper(s)) ORDER BY s) FROM unnest(l.in_force_during) AS s) AS spans,
    (SELECT json_agg(json_build_object('authority', v.authority_slug, 'view', v.view, 'why', v.why, 'recordedAt', v.recorded_at)
       ORDER BY v.recorded_at, v.authority_slug, v.seq) FROM alert_view v WHERE v.alert_id = a.id AND ${seenBy(reader)}) AS views
  FROM alert a JOIN entry e ON e.id = a.entry_id JOIN licence l ON l.id = a.licence_id
    JOIN authority made ON made.slug = a.entry_slug JOIN authority issued ON issued.slug = a.licence_slug`
