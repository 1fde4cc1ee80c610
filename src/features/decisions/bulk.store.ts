import type { CivilDate } from '../../domain/calendar.js'
import type { DecidedFact } from '../../domain/command.js'
import type { Capacity, Ground, LicenceKind, RelevantInformation } from '../../domain/words.js'
import { toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import { recordingColumns, type Recording } from '../../platform/recorded.js'
import { sha256 } from '../../platform/secrets.js'

/** A decision that a file states. Nobody here decided it: its grounds and conditions are the sender's, its reasons stayed there. */
export interface FedDecisionRow extends Recording {
  id: string
  feedId: string
  authoritySlug: string
  licenceId: string | null
  applicationId: string | null
  seq: number | null
  fact: DecidedFact
  grounds: readonly Ground[]
  relevantInformation: readonly RelevantInformation[]
  decidedBy: { capacity: Capacity; name: string }
  reasons: string | null
  correctionWhy: string | null
}

/** As `insertDecision`, for many, in one statement for each table. */
export async function insertFedDecisions(tx: Tx, decisions: readonly FedDecisionRow[]): Promise<void> {
  const rows = decisions.map(({ fact, decidedBy, ...one }) => ({
    id: one.id,
    authority_slug: one.authoritySlug,
    licence_id: one.licenceId,
    application_id: one.applicationId,
    seq: one.licenceId === null ? null : one.seq,
    type: fact.type,
    decided_on: fact.decidedOn,
    notified_on: fact.notifiedOn,
    takes_effect_on: fact.takesEffectOn,
    suspension_ends_on: fact.suspensionEndsOn,
    is_immediate: fact.isImmediate,
    legal_basis: fact.legalBasis,
    grounds: one.grounds,
    relevant_information: one.relevantInformation,
    reasons_digest: `\\x${Buffer.from(sha256(one.reasons ?? '')).toString('hex')}`,
    decided_by_capacity: decidedBy.capacity,
    decided_by_name: decidedBy.name,
    period_starts_on: fact.period?.startsOn ?? null,
    period_ends_on: fact.period?.endsOn ?? null,
    lifts_decision_id: fact.liftsDecisionId,
    corrects_decision_id: fact.correction?.decisionId ?? null,
    correction_effect: fact.correction?.effect ?? null,
    feed_id: one.feedId,
    ...recordingColumns(one),
  }))
  await tx.$executeRaw`
    INSERT INTO decision (id, authority_slug, licence_id, application_id, seq, type, decided_on, notified_on, takes_effect_on, suspension_ends_on,
      is_immediate, legal_basis, grounds, relevant_information, conditions, reasons_digest, decided_by_capacity, decided_by_name, period_starts_on,
      period_ends_on, lifts_decision_id, corrects_decision_id, correction_effect, recorded_at, recorded_by_client_id, recorded_by_person_id,
      proposed_by_person_id, approved_by_person_id, feed_id)
    SELECT id, authority_slug, licence_id, application_id, seq, type, decided_on, notified_on, takes_effect_on, suspension_ends_on,
      is_immediate, legal_basis, grounds, relevant_information, '{}', reasons_digest, decided_by_capacity, decided_by_name, period_starts_on,
      period_ends_on, lifts_decision_id, corrects_decision_id, correction_effect, "recordedAt", "recordedByClientId", "recordedByPersonId",
      "proposedByPersonId", "approvedByPersonId", feed_id
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (id uuid, authority_slug text, licence_id uuid, application_id uuid, seq int,
      type text, decided_on date, notified_on date, takes_effect_on date, suspension_ends_on date, is_immediate boolean, legal_basis text,
      grounds text[], relevant_information text[], reasons_digest bytea, decided_by_capacity text, decided_by_name text, period_starts_on date,
      period_ends_on date, lifts_decision_id uuid, corrects_decision_id uuid, correction_effect text, "recordedAt" timestamptz,
      "recordedByClientId" text, "recordedByPersonId" text, "proposedByPersonId" text, "approvedByPersonId" text, feed_id uuid)`
  const reasons = decisions
    .filter(({ reasons, correctionWhy }) => reasons !== null || correctionWhy !== null)
    .map(({ id, reasons, correctionWhy }) => ({ decisionId: id, text: reasons ?? '', correctionWhy }))
  await tx.decisionReasons.createMany({ data: reasons })
}

/** As `replacePeriod`, for many. `matterIds`: the records whose period it takes the place of; left out, there are none. */
export async function replacePeriods(
  tx: Tx,
  periods: readonly {
    decisionId: string
    licenceId: string
    matterIds: readonly string[]
    period: { startsOn: CivilDate; endsOn: CivilDate } | null
  }[],
): Promise<void> {
  const superseded = periods.flatMap(({ decisionId, matterIds }) =>
    matterIds.filter((id) => id !== decisionId).map((id) => ({ id, by: decisionId })),
  )
  if (superseded.length > 0)
    await tx.$executeRaw`
      UPDATE licence_period SET superseded_by = one.by FROM jsonb_to_recordset(${JSON.stringify(superseded)}::jsonb) AS one (id uuid, by uuid)
      WHERE decision_id = one.id AND superseded_by IS NULL`
  const given = periods.flatMap(({ decisionId, licenceId, period }) =>
    period ? [{ decisionId, licenceId, ...period }] : [],
  )
  await tx.$executeRaw`
    INSERT INTO licence_period (decision_id, licence_id, starts_on, ends_on)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(given)}::jsonb) AS one ("decisionId" uuid, "licenceId" uuid, "startsOn" date, "endsOn" date)`
}

/** New applications that were refused where they were made. No duty to search begins: that was the sender's, before it decided (2022 Act s.3(1)). */
export async function insertFedApplications(
  tx: Tx,
  applications: readonly {
    id: string
    authoritySlug: string
    kind: LicenceKind
    subject: { driverId: string } | { operatorId: string }
    receivedOn: CivilDate
    createdAt: Date
  }[],
): Promise<void> {
  await tx.application.createMany({
    data: applications.map(({ subject, receivedOn, ...one }) => ({
      ...one,
      ...subject,
      type: 'new',
      licenceId: null,
      receivedOn: toDate(receivedOn),
      reference: null,
    })),
  })
}

/** What is known of decisions beside what the law reads: whose they are, and on what they rested. */
export interface Provenance {
  id: string
  /** Null: recorded here. */
  feedId: string | null
  grounds: Ground[]
  decidedBy: { capacity: Capacity; name: string }
}

export async function findProvenance(tx: Tx, decisionIds: readonly string[]): Promise<Provenance[]> {
  return tx.$queryRaw`
    SELECT id, feed_id AS "feedId", grounds, jsonb_build_object('capacity', decided_by_capacity, 'name', decided_by_name) AS "decidedBy"
    FROM decision WHERE id = ANY (${decisionIds}::uuid[])`
}
