import type { CivilDate } from '../../domain/calendar.js'
import { matters } from '../../domain/correction.js'
import type { EntryFact } from '../../domain/entry.js'
import type { DecisionFact, LicenceHistory } from '../../domain/history.js'
import type { Jurisdiction, LicenceKind } from '../../domain/words.js'
import { Prisma } from '../../generated/prisma/client.js'
import type { Tx } from '../../platform/db.js'

export interface RecordedFact extends EntryFact {
  applicationId: string | null
  applicationReceivedOn: CivilDate | null
}

/** All that the law needs, and whose it is. `licenceId` and `version` are null for a new application that was refused: it has no licence. */
export interface RecordedHistory extends LicenceHistory {
  licenceId: string | null
  version: number | null
  authoritySlug: string
  issuedBy: string
  /** Whose licence or application it is, if a driver's. */
  driverId: string | null
  decisions: RecordedFact[]
}

export interface LicenceRecord extends RecordedHistory {
  licenceId: string
  version: number
}

/**
 * Locks the licence until the transaction ends, so that two officers deciding on it at once take turns: what is read next, nobody else changes.
 * Not against its key: an alert that another authority's entry raises refers to the licence, while this transaction may wait for that entry.
 * @returns false: the authority has no such licence.
 */
export async function lockLicence(tx: Tx, licenceId: string, authoritySlug: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS found FROM licence WHERE id = ${licenceId}::uuid AND authority_slug = ${authoritySlug} FOR NO KEY UPDATE`
  return rows.length > 0
}

/** The history of a licence, as the registry knew it at `knownAt`; left out: as it knows it now. */
export async function loadHistory(tx: Tx, licenceId: string, knownAt?: Date): Promise<LicenceRecord | undefined> {
  return (await loadHistories(tx, [licenceId], knownAt))[0]
}

/** In order of id. Ids that are no licence's are left out. */
export async function loadHistories(tx: Tx, licenceIds: readonly string[], knownAt?: Date): Promise<LicenceRecord[]> {
  const licences = await tx.$queryRaw<Owner[]>`
    SELECT l.id, l.kind, l.version, l.authority_slug AS "authoritySlug", a.gss_code AS "issuedBy", a.jurisdiction, l.driver_id AS "driverId"
    FROM licence l JOIN authority a ON a.slug = l.authority_slug WHERE l.id = ANY (${licenceIds}::uuid[]) ORDER BY l.id`
  const facts = await loadFacts(tx, Prisma.sql`d.licence_id = ANY (${licenceIds}::uuid[])`, knownAt)
  const renewals = await tx.$queryRaw<Renewal[]>`
    SELECT p.licence_id AS "licenceId", p.received_on::text AS "receivedOn",
      (SELECT d.id FROM decision d WHERE d.application_id = p.id AND d.corrects_decision_id IS NULL AND ${isKnown('d', 'recorded_at', knownAt)}) AS "determinedBy"
    FROM application p WHERE p.licence_id = ANY (${licenceIds}::uuid[]) AND ${isKnown('p', 'created_at', knownAt)} ORDER BY p.id`
  const factsOf = byLicence(facts)
  const renewalsOf = byLicence(renewals)
  return licences.map(({ id, version, ...licence }) => {
    const decisions = factsOf.get(id)?.map(({ fact }) => fact) ?? []
    const renewalsPending = (renewalsOf.get(id) ?? []).map((row) => pending(row, decisions))
    return { ...licence, licenceId: id, version: version ?? 0, decisions, renewalsPending }
  })
}

function byLicence<Row extends { licenceId: string | null }>(rows: readonly Row[]): Map<string | null, Row[]> {
  const found = new Map<string | null, Row[]>()
  for (const row of rows) {
    const own = found.get(row.licenceId) ?? []
    if (own.push(row) === 1) found.set(row.licenceId, own)
  }
  return found
}

/** What was decided on a new application that gave no licence: empty while it is open. Undefined: the authority has no such application. */
export async function loadApplicationHistory(
  tx: Tx,
  applicationId: string,
  authoritySlug: string,
): Promise<RecordedHistory | undefined> {
  const [application] = await tx.$queryRaw<Owner[]>`
    SELECT p.id, p.kind, NULL AS version, p.authority_slug AS "authoritySlug", a.gss_code AS "issuedBy", a.jurisdiction, p.driver_id AS "driverId"
    FROM application p JOIN authority a ON a.slug = p.authority_slug
    WHERE p.id = ${applicationId}::uuid AND p.authority_slug = ${authoritySlug}`
  if (!application) return undefined
  const { id, ...about } = application
  const facts = await loadFacts(tx, Prisma.sql`d.application_id = ${id}::uuid AND d.licence_id IS NULL`)
  const decisions = facts.map(({ fact }) => fact)
  return { ...about, licenceId: null, version: null, decisions, renewalsPending: [] }
}

/** All that one authority decided about one driver: each licence, and each new application that was refused. */
export async function loadHistoriesOfDriver(
  tx: Tx,
  { driverId, authoritySlug }: { driverId: string; authoritySlug: string },
): Promise<RecordedHistory[]> {
  const owned = Prisma.sql`driver_id = ${driverId}::uuid AND authority_slug = ${authoritySlug}`
  const licences = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM licence WHERE ${owned}`
  const refused = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM application WHERE ${owned}
      AND EXISTS (SELECT FROM decision d WHERE d.application_id = application.id AND d.licence_id IS NULL) ORDER BY id`
  const histories: RecordedHistory[] = await loadHistories(
    tx,
    licences.map(({ id }) => id),
  )
  for (const { id } of refused) {
    const history = await loadApplicationHistory(tx, id, authoritySlug)
    if (history) histories.push(history)
  }
  return histories
}

/** Licences of these holders; of each its number. */
export async function findLicencesOfHolders(
  tx: Tx,
  subjectIds: readonly string[],
): Promise<{ id: string; subjectId: string; number: string }[]> {
  return tx.$queryRaw`SELECT id, subject_id AS "subjectId", number FROM licence
    WHERE driver_id = ANY (${subjectIds}::uuid[]) OR operator_id = ANY (${subjectIds}::uuid[]) ORDER BY id`
}

/** New applications of these holders that were refused: those gave no licence. */
export async function findRefusedOfHolders(
  tx: Tx,
  subjectIds: readonly string[],
): Promise<{ id: string; subjectId: string; authoritySlug: string }[]> {
  return tx.$queryRaw`
    SELECT id, coalesce(driver_id, operator_id) AS "subjectId", authority_slug AS "authoritySlug" FROM application
    WHERE (driver_id = ANY (${subjectIds}::uuid[]) OR operator_id = ANY (${subjectIds}::uuid[]))
      AND EXISTS (SELECT FROM decision d WHERE d.application_id = application.id AND d.licence_id IS NULL) ORDER BY id`
}

/** Decisions that `which` picks from `decision d`, in order of recording. */
async function loadFacts(
  tx: Tx,
  which: Prisma.Sql,
  knownAt?: Date,
): Promise<{ licenceId: string | null; fact: RecordedFact }[]> {
  return tx.$queryRaw`
    SELECT d.licence_id AS "licenceId", jsonb_build_object(
      'id', d.id, 'seq', coalesce(d.seq, row_number() OVER (ORDER BY d.recorded_at, d.id)), 'type', d.type, 'applicationId', d.application_id,
      'applicationReceivedOn', (SELECT p.received_on FROM application p WHERE p.id = d.application_id),
      'decidedOn', d.decided_on, 'notifiedOn', d.notified_on, 'takesEffectOn', d.takes_effect_on, 'suspensionEndsOn', d.suspension_ends_on,
      'isImmediate', d.is_immediate, 'legalBasis', d.legal_basis, 'imposedBy', i.gss_code, 'liftsDecisionId', d.lifts_decision_id,
      'relevantInformation', d.relevant_information,
      'period', CASE WHEN d.period_starts_on IS NOT NULL THEN jsonb_build_object('startsOn', d.period_starts_on, 'endsOn', d.period_ends_on) END,
      'correction', CASE WHEN d.corrects_decision_id IS NOT NULL THEN
        jsonb_build_object('decisionId', d.corrects_decision_id, 'effect', d.correction_effect) END,
      'appeal', (SELECT jsonb_build_object('steps', jsonb_agg(jsonb_build_object('id', s.id, 'type', s.type, 'on', s.happened_on,
          'recordedAt', (extract(epoch FROM s.recorded_at) * 1000)::bigint) ORDER BY s.seq))
        FROM appeal a JOIN appeal_step s ON s.appeal_id = a.id
        WHERE a.decision_id = d.id AND ${isKnown('s', 'recorded_at', knownAt)} HAVING count(*) > 0),
      'recordedAt', (extract(epoch FROM d.recorded_at) * 1000)::bigint) AS fact
    FROM decision d LEFT JOIN authority i ON i.slug = d.imposed_by_slug
    WHERE ${which} AND ${isKnown('d', 'recorded_at', knownAt)} ORDER BY d.licence_id, d.seq, d.recorded_at, d.id`
}

function isKnown(table: 'd' | 'p' | 's', column: 'recorded_at' | 'created_at', knownAt?: Date): Prisma.Sql {
  return knownAt ? Prisma.sql`${Prisma.raw(`${table}.${column}`)} <= ${knownAt}` : Prisma.sql`TRUE`
}

/** A determination that was annulled leaves the renewal undetermined again. */
function pending({ receivedOn, determinedBy }: Renewal, decisions: readonly DecisionFact[]) {
  const matter = matters(decisions).find(({ ids }) => determinedBy !== null && ids.has(determinedBy))
  return { receivedOn, determinedOn: matter?.decision?.decidedOn ?? null }
}

interface Owner {
  id: string
  kind: LicenceKind
  version: number | null
  authoritySlug: string
  issuedBy: string
  jurisdiction: Jurisdiction
  driverId: string | null
}

interface Renewal {
  licenceId: string
  receivedOn: CivilDate
  determinedBy: string | null
}
