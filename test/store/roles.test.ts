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
})
