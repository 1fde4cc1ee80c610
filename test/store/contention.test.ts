import { randomUUID } from 'node:crypto'
import { asOwner, onServerOnly, ownerSession } from '../support/as-owner.js'
import { lift, office, refusal, revoke, suspend } from '../support/office.js'
import { startRegistry, type Registry } from '../support/registry.js'

describe('at the same moment', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
  })
  afterAll(() => registry.close())
  const statuses = (answers: { statusCode: number }[]) =>
    answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b)
  const decisions = () => registry.db.prisma.decision.count()

  it('eight officers grant one badge: one does, seven are told that it is in force', async () => {
    for (const number of ['RACE-1', 'RACE-2', 'RACE-3']) {
      const applied = await Promise.all(
        Array.from({ length: 8 }, async () => {
          const id = await rotherham.apply()
          return { id, search: await rotherham.searched(id) }
        }),
      )
      const body = rotherham.grantBody('private-hire-driver', { number })
      const answers = await Promise.all(
        applied.map(({ id, search }) =>
          rotherham.officer.post(`/v1/applications/${id}/decision`, { ...body, ...search }),
        ),
      )
      expect(statuses(answers)).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
      for (const answer of answers) if (answer.statusCode === 409) expect(refusal(answer)[1]).toBe('number-in-force')
    }
  })
  it('eight officers grant one driver a licence of one kind under different numbers: one does', async () => {
    const subjectId = await rotherham.subject('private-hire-driver')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => rotherham.tryGrant('private-hire-driver', {}, subjectId)),
    )
    expect(statuses(answers)).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
  })
  it('eight officers determine one application: one does', async () => {
    const id = await rotherham.apply()
    const search = await rotherham.searched(id)
    const post = () =>
      rotherham.officer.post(`/v1/applications/${id}/decision`, rotherham.grantBody('private-hire-driver', search))
    expect(statuses(await Promise.all(Array.from({ length: 8 }, post)))).toEqual([
      201, 409, 409, 409, 409, 409, 409, 409,
    ])
  })
  it('two officers decide on one licence as they both read it: one does, the other is told to read it again', async () => {
    for (let round = 0; round < 5; round++) {
      const { id } = await rotherham.grant()
      const officers = [rotherham.officer, registry.as('rotherham.officer-2')]
      const answers = await Promise.all(officers.map((by) => rotherham.decide(id, suspend(), { by, version: 1 })))
      expect(statuses(answers)).toEqual([201, 412])
      expect((await rotherham.read(id)).version).toBe(2)
    }
  })
  it('two senior officers approve one proposal: one does', async () => {
    const { id } = await rotherham.grant()
    const { decision } = rotherham.made(await rotherham.decide(id, suspend()))
    const proposed = await rotherham.decide(id, lift(decision.id))
    const seniors = [rotherham.senior, registry.as('rotherham.senior-2')]
    const answers = await Promise.all(seniors.map((by) => rotherham.approve(proposed, by)))
    expect(statuses(answers)).toEqual([201, 409])
    expect((await rotherham.read(id)).version).toBe(3)
  })

  describe('an idempotency key', () => {
    const post = (id: string, key: string, body: object) =>
      rotherham.officer.post(`/v1/licences/${id}/decisions`, body, { 'if-match': '"1"', 'idempotency-key': key })

    it('sent again after a lost answer gives the same decision, not a second one', async () => {
      const { id } = await rotherham.grant()
      const key = randomUUID()
      const first = await post(id, key, suspend())
      const count = await decisions()
      const again = await post(id, key, suspend())
      expect([again.statusCode, again.json(), again.headers.etag]).toEqual([201, first.json(), '"2"'])
      expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([
        undefined,
        'true',
      ])
      expect(await decisions()).toBe(count)
    })
    it('sent again with another body is refused', async () => {
      const { id } = await rotherham.grant()
      const key = randomUUID()
      rotherham.made(await post(id, key, suspend()))
      expect(refusal(await post(id, key, revoke()))).toEqual([422, 'idempotency-key-reused'])
    })
    it('is free again after a refusal, which wrote nothing', async () => {
      const { id } = await rotherham.grant()
      const key = randomUUID()
      expect((await post(id, key, suspend({ grounds: [] }))).statusCode).toBe(422)
      expect((await post(id, key, suspend())).statusCode).toBe(201)
    })
    onServerOnly('is refused while its first request is under way (PostgreSQL server only)', async () => {
      const { id } = await rotherham.grant()
      const key = randomUUID()
      const owner = await ownerSession(registry.db)
      await owner.query('BEGIN')
      await owner.query('SELECT 1 FROM licence WHERE id = $1 FOR UPDATE', [id])
      const first = post(id, key, suspend())
      await new Promise((resolve) => setTimeout(resolve, 300))
      expect(refusal(await post(id, key, suspend()))).toEqual([409, 'request-in-flight'])
      await owner.query('ROLLBACK')
      await owner.end()
      expect((await first).statusCode).toBe(201)
    })
  })

  describe('when its audit row cannot be written, a decision is not recorded', () => {
    it('because the chain is broken', async () => {
      const licence = await rotherham.grant()
      const count = await decisions()
      await asOwner(registry.db, 'ALTER TABLE audit_head RENAME TO audit_head_gone')
      const answer = await rotherham.decide(licence.id, suspend(), { version: 1 })
      await asOwner(registry.db, 'ALTER TABLE audit_head_gone RENAME TO audit_head')
      expect(refusal(answer)).toEqual([500, 'internal-error'])
      expect(await decisions()).toBe(count)
      expect(await rotherham.read(licence.id)).toEqual(licence)
    })
    onServerOnly('because the chain is held up (PostgreSQL server only)', async () => {
      const licence = await rotherham.grant()
      const owner = await ownerSession(registry.db)
      await owner.query('BEGIN')
      await owner.query('LOCK TABLE audit_head')
      const answer = await rotherham.decide(licence.id, suspend(), { version: 1 })
      await owner.query('ROLLBACK')
      await owner.end()
      expect(refusal(answer)).toEqual([503, 'unavailable'])
      expect(await rotherham.read(licence.id)).toEqual(licence)
      expect((await rotherham.decide(licence.id, suspend(), { version: 1 })).statusCode).toBe(201)
    })
  })
})
