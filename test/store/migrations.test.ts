import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'
import { btree_gist, PGlite } from '../support/pglite.js'
import { onServer, SERVER } from '../support/database.js'

interface Session {
  rows(sql: string): Promise<Record<string, unknown>[]>
  close(): Promise<void>
}

/** A database of nothing at all, as its owner. */
async function openBare(): Promise<Session> {
  if (!SERVER) {
    const lite = await PGlite.create({ extensions: { btree_gist } })
    return { rows: async (sql) => (await lite.exec(sql)).at(-1)?.rows ?? [], close: () => lite.close() }
  }
  const name = `registry_test_${randomUUID().replaceAll('-', '')}`
  await onServer(`CREATE DATABASE ${name}`)
  const client = new pg.Client({
    connectionString: Object.assign(new URL(SERVER), { pathname: `/${name}` }).toString(),
  })
  await client.connect()
  return {
    async rows(sql) {
      const answer: unknown = await client.query(sql)
      return ((Array.isArray(answer) ? answer.at(-1) : answer) as pg.QueryResult).rows as Record<string, unknown>[]
    },
    async close() {
      await client.end()
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

const folders = (await readdir('prisma/migrations')).filter((name) => /^\d/.test(name)).sort()
const LICENCE = `INSERT INTO licence (id, authority_slug, kind, class, number, driver_id, subject_id, standing, in_force_during, created_at)`

describe('a registry in service is migrated with what it holds', () => {
  let bare: Session
  beforeAll(async () => {
    bare = await openBare()
    const apply = async (from: number, until?: number) => {
      for (const folder of folders.slice(from, until))
        await bare.rows(await readFile(`prisma/migrations/${folder}/migration.sql`, 'utf8'))
    }
    await apply(0, 2)
    await bare.rows(`
      INSERT INTO authority (slug, gss_code, name, official_name, nation, jurisdiction, joined_on, search_validity_days)
        VALUES ('one', 'E09000001', 'One', 'One', 'england', 'england-and-wales', '2026-02-03', 21),
               ('two', 'E09000002', 'Two', 'Two', 'england', 'england-and-wales', NULL, 14);
      INSERT INTO data_source (authority_slug, class, mode, freshness_limit_hours)
        VALUES ('one', 'driver', 'registry', 72), ('one', 'vehicle', 'registry', 48);
      INSERT INTO driver (id, authority_slug, family_name, given_names, date_of_birth, created_at, updated_at)
        VALUES ('00000000-0000-4000-8000-000000000001', 'one', 'Specimen', 'Ann', '1980-01-01', now(), now()),
               ('00000000-0000-4000-8000-000000000002', 'one', 'Specimen', 'Bob', '1980-01-01', now(), now());
      ${LICENCE} VALUES (gen_random_uuid(), 'one', 'private-hire-driver', 'driver', 'D1', '00000000-0000-4000-8000-000000000001',
        '00000000-0000-4000-8000-000000000001', '[]', '{[2026-01-01,2027-01-01)}', now())`)
    await apply(2)
  })
  afterAll(() => bare.close())

  it('what an authority went by becomes the first version of its standards', async () => {
    const versions = await bare.rows(`
      SELECT authority_slug, seq, effective_from::text AS "from", freshness_limit_hours AS hours, search_validity_days AS days, cctv, driver_criteria AS criteria
      FROM authority_standards`)
    expect(versions).toEqual([
      { authority_slug: 'one', seq: 1, from: '2026-02-03', hours: 48, days: 21, cctv: null, criteria: null },
    ])
  })

  it('a number that was in force before is still nobody else’s', async () => {
    const grant = (driver: number, kind: string, number: string) =>
      bare.rows(`${LICENCE} VALUES (gen_random_uuid(), 'one', '${kind}', 'driver', '${number}', '00000000-0000-4000-8000-00000000000${driver}',
        '00000000-0000-4000-8000-00000000000${driver}', '[]', '{[2026-06-01,2026-07-01)}', now())`)
    const kinds = ['private-hire-driver', 'hackney-carriage-driver'] as const
    await expect(grant(2, kinds[0], 'D1')).rejects.toMatchObject({ constraint: 'licence_number_in_force' })
    await expect(grant(2, kinds[1], 'D1')).rejects.toMatchObject({ constraint: 'licence_number_one_holder' })
    await expect(grant(1, kinds[0], 'D2')).rejects.toMatchObject({ constraint: 'licence_one_of_a_kind' })
    // a dual badge: two kinds, one number, one driver
    await expect(grant(1, kinds[1], 'D1')).resolves.toEqual([])
  })
})
