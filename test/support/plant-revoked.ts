import { randomUUID } from 'node:crypto'
import type { Db } from '../../src/platform/db.js'
import { asProgram } from './as-owner.js'
import { inForceThen } from './licences.js'

/** Many vehicles at once, each with a licence that was revoked on 1 February 2026. */
export async function plantRevoked(
  db: Db,
  vehicles: readonly { vrm: string; number: string }[],
  authority = 'rotherham',
): Promise<void> {
  await asProgram(
    db,
    `WITH v AS (SELECT * FROM jsonb_to_recordset($2) AS v (id uuid, "licenceId" uuid, vrm text, number text)),
     planted AS (
       INSERT INTO vehicle (id, authority_slug, vrm, make, model, colour, created_at, updated_at)
       SELECT id, $1, vrm, 'Imaginary Motors', 'Saloon', 'White', now(), now() FROM v)
     INSERT INTO licence (id, authority_slug, kind, class, number, vehicle_id, subject_id, standing, created_at)
     SELECT "licenceId", $1, 'private-hire-vehicle', 'vehicle', number, id, id, $3, now() FROM v`,
    authority,
    JSON.stringify(vehicles.map((vehicle) => ({ id: randomUUID(), licenceId: randomUUID(), ...vehicle }))),
    JSON.stringify(inForceThen('2026-02-01', 'revoked')),
  )
}
