import { verifyChain, type Anchor } from '../../../src/features/audit/verify-chain.action.js'
import { asOwner } from '../../support/as-owner.js'
import { office, suspend } from '../../support/office.js'
import { startRegistry, type Registry } from '../../support/registry.js'

let registry: Registry
let head: Anchor
beforeAll(async () => {
  registry = await startRegistry()
  const rotherham = office(registry)
  await rotherham.decide((await rotherham.grant()).id, suspend())
  const { seq, hash } = (await registry.as('scrutiny.system').get('/v1/audit-events/head')).json()
  head = { seq, hash }
  await asOwner(
    registry.db,
    `CREATE TABLE whole AS TABLE audit_event; CREATE TABLE whole_head AS TABLE audit_head;
     ALTER TABLE audit_event DISABLE TRIGGER ALL; ALTER TABLE decision DISABLE TRIGGER ALL`,
  )
})
afterEach(() =>
  asOwner(
    registry.db,
    `DELETE FROM audit_event; INSERT INTO audit_event SELECT * FROM whole; UPDATE audit_head SET hash = (SELECT hash FROM whole_head);
     UPDATE decision SET decided_by_name = 'Licensing Manager'`,
  ),
)
afterAll(() => registry.close())

const verify = (anchor?: Anchor) => verifyChain(registry.db, anchor)

it('says that the chain is whole, how long it is, and what its head is', async () => {
  expect(await verify()).toEqual({ count: head.seq, head })
  expect(await verify(head)).toEqual({ count: head.seq, head })
})

it.each([
  ['a row changed', `UPDATE audit_event SET action = 'nothing' WHERE seq = 2`, 2, 'was changed'],
  ['a row removed', `DELETE FROM audit_event WHERE seq = 2`, 2, 'is missing'],
  ['the last row removed', `DELETE FROM audit_event WHERE seq = (SELECT max(seq) FROM whole)`, 5, 'is missing'],
  [
    'a row changed and hashed again',
    `UPDATE audit_event SET action = 'nothing' WHERE seq = 2; UPDATE audit_event e SET hash = audit_row_digest(e) WHERE seq = 2`,
    3,
    'does not follow the row before it',
  ],
  ['the head moved', `UPDATE audit_head SET hash = sha256('x')`, 5, 'is not the row that the head names'],
])('finds %s', async (_, sql, seq, why) => {
  await asOwner(registry.db, sql)
  expect((await verify()).broken).toEqual({ seq, why })
})

it('finds a decision changed behind the trail’s back', async () => {
  await asOwner(registry.db, `UPDATE decision SET decided_by_name = 'Somebody else' WHERE type = 'suspend'`)
  expect((await verify()).broken).toMatchObject({
    seq: 5,
    why: expect.stringMatching(/^names decision .*, which was changed or removed$/),
  })
})

it('finds a chain rewritten from end to end, given an anchor noted before', async () => {
  await asOwner(
    registry.db,
    `UPDATE audit_event SET action = 'nothing' WHERE seq = 2;
     DO $$ DECLARE r audit_event; last bytea := (SELECT previous_hash FROM audit_event WHERE seq = 1); BEGIN
       FOR r IN SELECT * FROM audit_event ORDER BY seq LOOP
         r.previous_hash := last; last := audit_row_digest(r);
         UPDATE audit_event SET previous_hash = r.previous_hash, hash = last WHERE seq = r.seq;
       END LOOP; UPDATE audit_head SET hash = last; END $$`,
  )
  expect((await verify()).broken).toBeUndefined()
  expect((await verify(head)).broken).toEqual({ seq: head.seq, why: 'is not the row of the anchor' })
})
