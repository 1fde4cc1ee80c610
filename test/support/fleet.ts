import type { Db } from '../../src/platform/db.js'
import { takeApart } from '../../src/features/cctv/fact-text.js'
import { asOwner } from './as-owner.js'
import { installation, inspection } from './cctv-facts.js'

const FOR_EVER = [
  {
    from: null,
    until: null,
    verdict: 'yes',
    situation: 'in-force',
    basis: 'LGMPA 1976 s.48',
    validUntil: '2199-12-31',
  },
]

/**
 * Vehicles 1 to `count` of Rotherham straight into the tables, each with a private hire vehicle licence `F-<n>` for ever, and without a time line of
 * compliance. Nine of ten have a camera fitted, and inspected on 2 March 2026.
 */
export async function plantFleet(db: Db, count: number): Promise<void> {
  const id = (letter: string | number) => `(lpad(to_hex(n), 8, '0') || '-${letter}000-7000-8000-000000000000')::uuid`
  const json = (value: unknown) => `'${JSON.stringify(value)}'::jsonb`
  const series = `FROM generate_series(1, ${count}) AS n`
  await asOwner(
    db,
    `INSERT INTO vehicle (id, authority_slug, vrm, make, model, colour, created_at, updated_at)
     SELECT ${id(1)}, 'rotherham', 'F' || n, 'Imaginary Motors', 'Saloon', 'White', now(), now() ${series}`,
  )
  await asOwner(
    db,
    `INSERT INTO licence (id, authority_slug, kind, class, number, vehicle_id, subject_id, standing, created_at)
     SELECT ${id(2)}, 'rotherham', 'private-hire-vehicle', 'vehicle', 'F-' || n, ${id(1)}, ${id(1)}, ${json(FOR_EVER)}, now() ${series}`,
  )
  for (const [index, { type, on, ...content }] of [installation(), inspection()].entries())
    await asOwner(
      db,
      `INSERT INTO cctv_fact (id, authority_slug, vehicle_id, seq, type, happened_on, content, recorded_at, recorded_by_client_id, recorded_by_person_id)
       SELECT ${id(index + 3)}, 'rotherham', ${id(1)}, ${index + 1}, '${type}', '${on}', ${json(takeApart(content).content)}, now(), 'rotherham.back-office', 'rotherham.officer'
       ${series} WHERE n % 10 <> 0`,
    )
}

export const vehicleIdOf = (n: number) => `${n.toString(16).padStart(8, '0')}-1000-7000-8000-000000000000`
