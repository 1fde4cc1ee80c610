import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { openServer } from '../../src/platform/db.js'
import { onServer, SERVER } from '../support/database.js'

const onlyOnServer = SERVER ? describe : describe.skip

onlyOnServer('on a server whose owner may not create roles (needs a PostgreSQL server)', () => {
  const suffix = randomUUID().slice(0, 8)
  const owner = `registry_owner_${suffix}`
  const login = `registry_${suffix}`
  const url = (user: string) => {
    const address = new URL(SERVER!)
    Object.assign(address, { username: user, password: 'secret', pathname: `/${owner}` })
    return address.toString()
  }
  afterAll(async () => {
    await onServer(`DROP DATABASE ${owner} WITH (FORCE)`)
    await onServer(`DROP ROLE ${login}`)
    await onServer(`DROP ROLE ${owner}`)
  })

  it('migrates as the owner and works as the role that owns nothing, as the README sets them up', async () => {
    await onServer(`DO $$ BEGIN CREATE ROLE registry_app NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`)
    await onServer(`CREATE ROLE ${owner} LOGIN PASSWORD 'secret'`)
    await onServer(`CREATE ROLE ${login} LOGIN PASSWORD 'secret' IN ROLE registry_app`)
    await onServer(`CREATE DATABASE ${owner} OWNER ${owner}`)

    const db = await openServer({ url: url(login), migrationUrl: url(owner), poolSize: 1 })

    try {
      const { rows } = await db.pool.query('SELECT current_user AS works_as, session_user AS signed_in_as')
      expect(rows).toEqual([{ works_as: 'registry_app', signed_in_as: login }])
      await expect(db.pool.query('DELETE FROM decision')).rejects.toThrow('permission denied')
      await expect(db.pool.query('ALTER TABLE decision DISABLE TRIGGER ALL')).rejects.toThrow('must be owner')
    } finally {
      await db.close()
    }
  })

  it('starts with a login that owns nothing, once the owner has migrated: as docker-compose.yml sets it up', async () => {
    const database = `registry_compose_${suffix}`
    await onServer(`DROP ROLE IF EXISTS registry`)
    await onServer(`CREATE DATABASE ${database}`)
    const address = new URL(SERVER!)
    const ownerUrl = Object.assign(new URL(address), { pathname: `/${database}` }).toString()
    const env = {
      ...process.env,
      PGHOST: address.hostname,
      PGPORT: address.port,
      PGPASSWORD: address.password,
      POSTGRES_USER: address.username,
      POSTGRES_DB: database,
      REGISTRY_DATABASE_PASSWORD: 'secret',
    }
    const appUrl = Object.assign(new URL(ownerUrl), { username: 'registry', password: 'secret' }).toString()
    try {
      execFileSync('sh', ['docker/roles.sh'], { env })
      await expect(openServer({ url: appUrl, poolSize: 1 })).rejects.toThrow('permission denied')
      const migrated = await openServer({ url: appUrl, migrationUrl: ownerUrl, poolSize: 1 })
      expect(migrated.applied.length).toBeGreaterThan(0)
      await migrated.close()

      const db = await openServer({ url: appUrl, poolSize: 1 })

      expect(db.applied).toEqual([])
      expect(await db.prisma.decision.count()).toBe(0)
      await db.close()
    } finally {
      await onServer(`DROP DATABASE ${database} WITH (FORCE)`)
      await onServer(`DROP ROLE IF EXISTS registry`)
    }
  })
})
