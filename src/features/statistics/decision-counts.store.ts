import type { CivilDate } from '../../domain/calendar.js'
import type { Correction } from '../../domain/history.js'
import type { CorrectionEffect, DecisionType } from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'

/** All that an authority decided, by type and month of the decision, as it was first recorded. Read from an index alone: it names no row. */
export async function countRecorded(
  tx: Tx,
  authoritySlug: string,
): Promise<{ month: string; type: DecisionType; count: number }[]> {
  return tx.$queryRaw`
    SELECT to_char(month, 'YYYY-MM') AS month, type, count FROM (
      SELECT date_trunc('month', decided_on) AS month, type, count(*)::int AS count FROM decision
      WHERE authority_slug = ${authoritySlug} AND corrects_decision_id IS NULL GROUP BY 1, 2) AS counted`
}

export interface CorrectedRecord {
  id: string
  type: DecisionType
  decidedOn: CivilDate
  correction: Correction | null
  appeal: null
}

/** Corrections, and the first records that they correct. */
export async function findCorrected(tx: Tx, authoritySlug: string): Promise<CorrectedRecord[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT c.id, c.type, c.decided_on::text AS "decidedOn", c.correction_effect AS effect, c.corrects_decision_id AS "correctedId",
      CASE WHEN of.corrects_decision_id IS NULL THEN of.decided_on::text END AS "firstDecidedOn"
    FROM decision AS c JOIN decision AS of ON of.id = c.corrects_decision_id
    WHERE c.authority_slug = ${authoritySlug} AND c.corrects_decision_id IS NOT NULL`
  return rows.flatMap(({ id, type, decidedOn, effect, correctedId, firstDecidedOn }) => [
    { id, type, decidedOn, correction: { decisionId: correctedId, effect }, appeal: null },
    // A correction never changes the type (src/domain/decision-correction.ts).
    ...(firstDecidedOn === null
      ? []
      : [{ id: correctedId, type, decidedOn: firstDecidedOn, correction: null, appeal: null }]),
  ])
}

interface Row {
  id: string
  type: DecisionType
  decidedOn: CivilDate
  effect: CorrectionEffect
  correctedId: string
  /** Null: what it corrects is a correction itself. */
  firstDecidedOn: CivilDate | null
}
