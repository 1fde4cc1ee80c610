// The data of the benchmark: as many drivers' licences as asked for, spread over the authorities that license today, with a vehicle licence to every
// fourth and an operator licence to every hundredth. One in ten was suspended once; each vehicle has a camera, and a time line of it. All of it is made up; it is loaded in sets, as the owner of the
// tables. The number of a licence is its prefix (D, V, O) and n; its authority is the one at n modulo their count; a driver is called `Surname<n>`.

const DAY_MS = 86_400_000
const SUBJECTS = {
  driver: { prefix: 'D', letter: 'a', every: 1, kind: 'private-hire-driver' },
  vehicle: { prefix: 'V', letter: 'b', every: 4, kind: 'private-hire-vehicle' },
  operator: { prefix: 'O', letter: 'c', every: 100, kind: 'private-hire-operator' },
}
const SUBJECT_ROWS = {
  driver: [`family_name, given_names, date_of_birth`, `'Surname' || n, 'Fictional', '1980-01-01'`],
  vehicle: [`vrm, make, model, colour`, `'V' || n, 'Skoda', 'Octavia', 'white'`],
  operator: [`name, trading_names`, `'Fictional Cars ' || n, '{}'`],
}

/** The `id` of driver licence n. */
export const driverLicenceId = (n) => idOf('a', '1', n)
const idOf = (letter, variant, n) => `${n.toString(16).padStart(8, '0')}-0000-7${variant}00-8000-${letter.repeat(12)}`
const sqlIdOf = (letter, variant) =>
  `(lpad(to_hex(n), 8, '0') || '-0000-7${variant}00-8000-${letter.repeat(12)}')::uuid`

/** @returns slugs of the authorities: licence n is of `slugs[n % slugs.length]`. */
export async function load(pool, licences, now = Date.now()) {
  const found = await pool.query(
    `SELECT slug FROM authority WHERE ends_on IS NULL AND (starts_on IS NULL OR starts_on <= now()) ORDER BY slug`,
  )
  const slugs = found.rows.map((row) => row.slug)
  await withoutExclusions(pool, async () => {
    for (const [cls, { prefix, letter, every, kind }] of Object.entries(SUBJECTS)) {
      const [columns, values] = SUBJECT_ROWS[cls]
      const from = `FROM generate_series(1, ${Math.ceil(licences / every)}) n,
        LATERAL (SELECT ($1::text[])[1 + n % cardinality($1::text[])] AS slug) a`
      await pool.query(
        `INSERT INTO ${cls} (id, authority_slug, ${columns}, created_at, updated_at)
         SELECT ${sqlIdOf(letter, '0')}, slug, ${values}, now(), now() ${from}`,
        [slugs],
      )
      await pool.query(
        `INSERT INTO licence (id, authority_slug, kind, class, number, ${cls}_id, subject_id, standing, in_force_during, created_at)
         SELECT ${sqlIdOf(letter, '1')}, slug, '${kind}', '${cls}', '${prefix}' || n, ${sqlIdOf(letter, '0')}, ${sqlIdOf(letter, '0')},
           CASE WHEN n % 10 = 0 THEN $3::jsonb ELSE $2::jsonb END,
           tstzmultirange(tstzrange(now() - interval '700 days', now() + interval '400 days')), now() ${from}`,
        [slugs, JSON.stringify(plain(now)), JSON.stringify(onceSuspended(now))],
      )
    }
  })
  await pool.query(
    `INSERT INTO data_source (authority_slug, class, mode)
     SELECT slug, class, 'registry' FROM unnest($1::text[]) slug, unnest('{driver,vehicle,operator}'::text[]) class`,
    [slugs],
  )
  await pool.query(
    `INSERT INTO authority_standards (authority_slug, seq, effective_from, freshness_limit_hours, search_validity_days, recorded_at,
       recorded_by_client_id, proposed_by_person_id, approved_by_person_id)
     SELECT slug, seq, '2020-01-01', 168, 28, now(), client, one, other FROM unnest($1::text[]) slug,
       (VALUES (1, NULL, NULL, NULL), (2, 'bench.system', 'bench.senior', 'bench.other')) v (seq, client, one, other) ORDER BY seq`,
    [slugs],
  )
  await pool.query(
    `INSERT INTO cctv_compliance (licence_id, authority_slug, vehicle_id, standards_seq, time_line)
     SELECT id, authority_slug, vehicle_id, 2, $1::jsonb FROM licence WHERE class = 'vehicle'`,
    [JSON.stringify(camera(now))],
  )
  await pool.query('VACUUM ANALYZE')
  return slugs
}

/** To build their indexes takes minutes, and no check reads them: they guard writes. */
async function withoutExclusions(pool, work) {
  const { rows } = await pool.query(
    `SELECT conname FROM pg_constraint WHERE conrelid = 'licence'::regclass AND contype = 'x'`,
  )
  for (const { conname } of rows) await pool.query(`ALTER TABLE licence DROP CONSTRAINT ${conname}`)
  await work()
}

const midnight = (now, days) => (Math.floor(now / DAY_MS) + days) * DAY_MS
const step = (from, until, situation, validUntil = null) => ({
  from,
  until,
  verdict: validUntil === null ? 'no' : 'yes',
  situation,
  basis: 'LGMPA 1976 s.51',
  validUntil,
})
function plain(now) {
  const [from, until] = [midnight(now, -700), midnight(now, 400)]
  const last = new Date(midnight(now, 399)).toISOString().slice(0, 10)
  return [step(null, from, 'not-yet-in-force'), step(from, until, 'in-force', last), step(until, null, 'expired')]
}
function onceSuspended(now) {
  const [before, held, after] = plain(now)
  const [from, until] = [midnight(now, -500), midnight(now, -460)]
  return [before, { ...held, until: from }, step(from, until, 'suspended'), { ...held, from: until }, after]
}

/** Fitted in the transition, inspected every year since; what comes next is that the inspection is overdue. */
function camera(now) {
  const rule = 'standards in force from 2020-01-01: inspected every 12 months'
  const reason = (code) => ({ code, rule, factId: idOf('d', '0', 1) })
  const turns = [
    [null, 'unknown', 'standard-not-stated'],
    [-1400, 'awaiting-fit', 'no-system', 'in-transition'],
    [-1200, 'compliant', 'meets-the-rule'],
    [-470, 'non-compliant', 'inspection-overdue'],
    [-460, 'compliant', 'meets-the-rule'],
    [300, 'non-compliant', 'inspection-overdue'],
  ]
  const at = (turn) => (turn?.[0] == null ? null : midnight(now, turn[0]))
  return turns.map(([, status, ...codes], index) => ({
    from: at(turns[index]),
    until: at(turns[index + 1]),
    status,
    reasons: codes.map(reason),
  }))
}
