import { randomUUID } from 'node:crypto'
import { addDays, startOfLondonDay, type CivilDate } from '../../src/domain/calendar.js'
import type { StandingStep } from '../../src/domain/standing.js'
import { CLASS_OF_KIND, type LicenceKind, type Situation, type Verdict } from '../../src/domain/words.js'
import type { Db } from '../../src/platform/db.js'

/**
 * Licences put straight into the tables, with a time line of the test's own: for tests of what reads time lines, not of what makes them.
 * All people are fictional.
 */
export interface PlantedLicence {
  id: string
  subjectId: string
  number: string
}

type Planting = {
  kind: LicenceKind
  number: string
  standing?: StandingStep[]
  authority?: string
  /** An existing holder; one is made otherwise. */
  subjectId?: string
  familyName?: string
  otherFamilyNames?: string[]
  vrm?: string
}

/** In force from 1 January 2026 to the end of 2027, unless said otherwise. */
export function inForce(startsOn: CivilDate = '2026-01-01', endsOn: CivilDate = '2027-12-31'): StandingStep[] {
  const [from, until] = [startOfLondonDay(startsOn), startOfLondonDay(addDays(endsOn, 1))]
  return [
    step(null, from, 'not-yet-in-force', 'no'),
    { ...step(from, until, 'in-force', 'yes'), validUntil: endsOn },
    step(until, null, 'expired', 'no'),
  ]
}

/** In force like `inForce`, but from `day` on in another situation. */
export function inForceThen(day: CivilDate, situation: Situation, verdict: Verdict = 'no'): StandingStep[] {
  const [before, held] = inForce() as [StandingStep, StandingStep, StandingStep]
  const at = startOfLondonDay(day)
  return [before, { ...held, until: at }, step(at, null, situation, verdict)]
}

const step = (from: number | null, until: number | null, situation: Situation, verdict: Verdict): StandingStep => ({
  from,
  until,
  verdict,
  situation,
  basis: 'LGMPA 1976 s.51',
  validUntil: null,
})

export async function plantLicence(db: Db, planting: Planting): Promise<PlantedLicence> {
  const { kind, number, standing = inForce(), authority = 'rotherham' } = planting
  const cls = CLASS_OF_KIND[kind]
  const subjectId = planting.subjectId ?? (await plantSubject(db, cls, authority, planting))
  const id = randomUUID()
  await db.pool.query(
    `INSERT INTO licence (id, authority_slug, kind, class, number, driver_id, vehicle_id, operator_id, subject_id, standing, version, created_at)
     VALUES ($1, $2, $3, $4::text, $5, CASE WHEN $4 = 'driver' THEN $6::uuid END, CASE WHEN $4 = 'vehicle' THEN $6::uuid END,
             CASE WHEN $4 = 'operator' THEN $6::uuid END, $6::uuid, $7, 1, '2026-01-01')`,
    [id, authority, kind, cls, number, subjectId, JSON.stringify(standing)],
  )
  return { id, subjectId, number }
}

async function plantSubject(db: Db, cls: string, authority: string, planting: Planting): Promise<string> {
  const id = randomUUID()
  if (cls === 'driver') {
    await db.pool.query(
      `INSERT INTO driver (id, authority_slug, family_name, given_names, date_of_birth, created_at, updated_at)
       VALUES ($1, $2, $3, 'Fictional', '1980-01-01', now(), now())`,
      [id, authority, planting.familyName ?? 'Example'],
    )
    for (const name of planting.otherFamilyNames ?? [])
      await db.pool.query(
        `INSERT INTO driver_name (id, driver_id, type, family_name, given_names) VALUES ($1, $2, 'former', $3, 'Fictional')`,
        [randomUUID(), id, name],
      )
  } else if (cls === 'vehicle') {
    await db.pool.query(
      `INSERT INTO vehicle (id, authority_slug, vrm, make, model, colour, created_at, updated_at)
       VALUES ($1, $2, $3, 'Skoda', 'Octavia', 'white', now(), now())`,
      [id, authority, planting.vrm ?? `AB${String(Math.floor(Math.random() * 100)).padStart(2, '0')}CDE`],
    )
  } else {
    await db.pool.query(
      `INSERT INTO operator (id, authority_slug, name, trading_names, created_at, updated_at) VALUES ($1, $2, 'Fictional Cars', '{}', now(), now())`,
      [id, authority],
    )
  }
  return id
}

/** A booking system (principal `id`) of a new operator of an authority. */
export async function plantOperatorSystem(
  db: Db,
  id: string,
  authority = 'rotherham',
): Promise<{ operatorId: string }> {
  const operatorId = await plantSubject(db, 'operator', authority, { kind: 'private-hire-operator', number: '' })
  await db.pool.query(
    `INSERT INTO principal (id, kind, role, display_name, operator_id, created_at) VALUES ($1, 'client', 'operator-system', 'Booking system', $2, '2020-01-01')`,
    [id, operatorId],
  )
  return { operatorId }
}

/**
 * Many private hire drivers with a grant on record each, so that officers can decide on them: badges `<prefix>1` to `<prefix><count>`, in sets.
 * @returns ids of the licences, in order of the badges.
 */
export async function plantGranted(db: Db, count: number, prefix: string): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, i) => ({
    id: randomUUID(),
    driver: randomUUID(),
    decision: randomUUID(),
    number: `${prefix}${i + 1}`,
    standing: inForce(),
  }))
  const insert = (into: string, select: string) =>
    db.pool.query(
      `INSERT INTO ${into} SELECT ${select}
       FROM jsonb_to_recordset($1) AS r (id uuid, driver uuid, decision uuid, number text, standing jsonb)`,
      [JSON.stringify(rows)],
    )
  await insert(
    'driver (id, authority_slug, family_name, given_names, date_of_birth, created_at, updated_at)',
    `driver, 'rotherham', 'Example', 'Fictional', '1980-01-01', now(), now()`,
  )
  await insert(
    'licence (id, authority_slug, kind, class, number, driver_id, subject_id, standing, in_force_during, created_at)',
    `id, 'rotherham', 'private-hire-driver', 'driver', number, driver, driver, standing, '{[2026-01-01,2028-01-01)}', now()`,
  )
  await insert(
    `decision (id, authority_slug, licence_id, seq, type, decided_on, is_immediate, legal_basis, grounds, relevant_information, conditions,
       reasons_digest, decided_by_capacity, decided_by_name, period_starts_on, period_ends_on, recorded_at, recorded_by_client_id, recorded_by_person_id)`,
    `decision, 'rotherham', id, 1, 'grant', '2026-01-01', false, 'lgmpa-1976-s51', '{}', '{}', '{}',
       '', 'officer-delegated', 'Licensing Manager', '2026-01-01', '2027-12-31', now(), 'rotherham.back-office', 'rotherham.officer'`,
  )
  await insert(
    'licence_period (decision_id, licence_id, starts_on, ends_on)',
    `decision, id, '2026-01-01', '2027-12-31'`,
  )
  return rows.map(({ id }) => id)
}
