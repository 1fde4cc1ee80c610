import { startOfLondonDay, type CivilDate } from '../../src/domain/calendar.js'
import type { CctvReasonCode, CctvStep } from '../../src/domain/cctv.js'
import type { CctvStatus } from '../../src/domain/words.js'
import type { Db } from '../../src/platform/db.js'
import { asProgram } from './as-owner.js'

/** From null or the beginning of a day on: a status, for the reason given or one of its own. */
export type Turn = [from: CivilDate | null, status: CctvStatus, code?: CctvReasonCode]

/** A time line of compliance of the test's own: for tests of what reads them, not of what makes them. */
export function lineOf(turns: readonly Turn[]): CctvStep[] {
  const at = (day: CivilDate | null | undefined) => (day == null ? null : startOfLondonDay(day))
  return turns.map(([from, status, code = 'meets-the-rule'], index) => ({
    from: at(from),
    until: at(turns[index + 1]?.[0]),
    status,
    reasons: [{ code, rule: 'a rule of the test', factId: null }],
  }))
}

/** Puts it straight into the table, as derived with the first standards unless said otherwise. */
export async function plantLine(
  db: Db,
  { id, subjectId }: { id: string; subjectId: string },
  timeLine: readonly CctvStep[],
  { standardsSeq = 1, authority = 'rotherham' } = {},
): Promise<void> {
  await asProgram(
    db,
    `INSERT INTO cctv_compliance (licence_id, authority_slug, vehicle_id, standards_seq, time_line) VALUES ($1, $2, $3, $4, $5)`,
    id,
    authority,
    subjectId,
    standardsSeq,
    JSON.stringify(timeLine),
  )
}
