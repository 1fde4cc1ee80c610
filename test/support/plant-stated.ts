import { randomUUID } from 'node:crypto'
import type { StatedLicence } from '../../src/domain/stated.js'
import type { Db } from '../../src/platform/db.js'
import { asProgram } from './as-owner.js'

/**
 * What a feed stated, put straight into the tables as the last of an applied feed would leave it: for tests of what reads statements, not of what makes them.
 * @returns the number of the batch.
 */
export async function plantStated(
  db: Db,
  rows: readonly Partial<StatedLicence>[],
  { authority = 'sheffield', at = '2026-03-02T06:00:00Z' } = {},
): Promise<number> {
  const batch = await plantBatch(db, authority, at)
  await asProgram(
    db,
    `INSERT INTO stated_licence (authority_slug, kind, vrm, number, starts_on, ends_on, description, stated_by)
     SELECT $1, r.kind, r.vrm, r.number, r."startsOn", r."endsOn", 'PHV', $2
     FROM jsonb_to_recordset($3) AS r (kind text, vrm text, number text, "startsOn" date, "endsOn" date)`,
    authority,
    batch,
    JSON.stringify(rows.map((row) => ({ ...STATED, ...row }))),
  )
  return batch
}

/** As another file, or an undoing, ends all that one batch stated. */
export async function endStated(
  db: Db,
  batch: number,
  { authority = 'sheffield', at = '2026-03-02T07:00:00Z' } = {},
): Promise<void> {
  const endedBy = await plantBatch(db, authority, at)
  await asProgram(
    db,
    `UPDATE stated_licence SET ended_by = $1 WHERE stated_by = $2 AND ended_by IS NULL`,
    endedBy,
    batch,
  )
}

const STATED: StatedLicence = {
  kind: 'private-hire-vehicle',
  vrm: 'YK21FED',
  number: 'FED-1',
  startsOn: '2026-01-01',
  endsOn: '2026-12-31',
}

async function plantBatch(db: Db, authority: string, at: string): Promise<number> {
  const id = randomUUID()
  await asProgram(
    db,
    `INSERT INTO feed (id, authority_slug, class, format, state, sha256, bytes, rows_total, counts, preview_digest, sent_by_client_id, phase,
       phase_began_at, alive_at, created_at)
     VALUES ($1, $2, 'vehicle', 'ntr-csv', 'applied', '', 0, 0, '{}', '', $2 || '.feeder', 'done', $3, $3, $3)`,
    id,
    authority,
    at,
  )
  const { rows } = await asProgram(
    db,
    `INSERT INTO feed_batch (feed_id, authority_slug, class, act, at) VALUES ($1, $2, 'vehicle', 'applied', $3) RETURNING id`,
    id,
    authority,
    at,
  )
  await asProgram(
    db,
    `UPDATE data_source SET mode = 'feed', updated_at = $2 WHERE authority_slug = $1 AND class = 'vehicle'`,
    authority,
    at,
  )
  return rows[0].id
}
