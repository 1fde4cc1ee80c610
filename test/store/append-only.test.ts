import { approve, fed, vehicles } from '../api/feeds/feeding.js'
import { lift, office, refuseApplication, suspend } from '../support/office.js'
import { refusedThereAndLicensedHere, type Write } from '../support/refusal-story.js'
import { statedFittedAndChecked } from '../support/standards-story.js'
import { asOwner, asProgram } from '../support/as-owner.js'
import { startRegistry, type Registry } from '../support/registry.js'

const TABLES = [
  'decision',
  'decision_reasons',
  'appeal',
  'appeal_step',
  'proposal',
  'proposal_outcome',
  'application',
  'audit_event',
  'entry_event',
  'entry_mirroring',
  'entry_search',
  'entry_search_candidate',
  'candidate_review',
  'decision_search',
  'information_request',
  'information_receipt',
  'information_answer',
  'entry_notice',
  'concern',
  'concern_answer',
  'alert',
  'alert_view',
  'authority_standards',
  'cctv_fact',
  'driver_fact',
  'feed_step',
  'feed_approval',
  'feed_batch',
]
/** Whose rows the program may delete in time, and what then holds it back. */
const DELETED_IN_TIME = ['decision_reasons']
const PERMISSION_DENIED = '42501'
const RESTRICT_VIOLATION = '23001'

describe('what is recorded can be neither changed nor removed', () => {
  let registry: Registry
  beforeAll(async () => {
    registry = await startRegistry()
    const rotherham = office(registry)
    const application = await rotherham.apply()
    const refused = rotherham.made(
      await rotherham.officer.post(`/v1/applications/${application}/decision`, refuseApplication()),
    )
    rotherham.made(
      await rotherham.officer.post(`/v1/decisions/${refused.decision.id}/appeals`, {
        on: '2026-03-02',
        court: 'magistrates-court',
      }),
    )
    const { id } = await rotherham.grant()
    const { decision } = rotherham.made(await rotherham.decide(id, suspend()))
    rotherham.made(await rotherham.approve(await rotherham.decide(id, lift(decision.id))))
    const write: Write = async (_, act) => {
      const answer = await act()
      expect(answer.statusCode).toBeLessThan(300)
      return answer
    }
    await refusedThereAndLicensedHere(registry, write)
    await statedFittedAndChecked(registry, write)
    await fed(registry, vehicles(1, 40))
    await approve(registry, 'rotherham.officer', (await fed(registry, vehicles(1, 39))).id)
  })
  afterAll(() => registry.close())
  const column = (table: string) =>
    ({
      decision_reasons: 'decision_id',
      proposal_outcome: 'proposal_id',
      audit_event: 'seq',
      entry_mirroring: 'event_id',
      decision_search: 'decision_id',
      information_receipt: 'request_id',
      information_answer: 'request_id',
      concern_answer: 'concern_id',
      feed_step: 'seq',
      feed_approval: 'person_id',
    })[table] ?? 'id'
  const changes = (table: string) => [
    `UPDATE ${table} SET ${column(table)} = ${column(table)}`,
    `DELETE FROM ${table}`,
    `TRUNCATE ${table} CASCADE`,
  ]

  describe.each(TABLES)('%s', (table) => {
    it('by the program: its role is not granted it', async () => {
      for (const sql of changes(table)) {
        const isHeldByTrigger = sql.startsWith('DELETE') && DELETED_IN_TIME.includes(table)
        const code = isHeldByTrigger ? RESTRICT_VIOLATION : PERMISSION_DENIED
        await expect(asProgram(registry.db, sql)).rejects.toMatchObject({ code })
      }
      const disable = `ALTER TABLE ${table} DISABLE TRIGGER ALL`
      await expect(asProgram(registry.db, disable)).rejects.toMatchObject({ code: PERMISSION_DENIED })
    })
    it('by the owner: a trigger stands in the way', async () => {
      for (const sql of changes(table))
        await expect(asOwner(registry.db, sql)).rejects.toMatchObject({ code: RESTRICT_VIOLATION })
    })
    it('by a session that says it replicates: the trigger fires always', async () => {
      for (const sql of changes(table)) {
        const replicating = asOwner(registry.db, `SET session_replication_role = replica; ${sql}`)
        await expect(replicating).rejects.toMatchObject({ code: RESTRICT_VIOLATION })
      }
    })
  })

  it('an entry changes with its events only, and the person of one that lives is kept', async () => {
    const soften = `UPDATE entry SET decision_type = 'suspend'`
    for (const sql of [soften, `UPDATE entry SET state = 'removed'`, 'DELETE FROM entry'])
      await expect(asOwner(registry.db, sql)).rejects.toMatchObject({ code: RESTRICT_VIOLATION })
    await expect(asProgram(registry.db, soften)).rejects.toMatchObject({ code: RESTRICT_VIOLATION })
    await expect(asProgram(registry.db, 'DELETE FROM entry_person')).rejects.toMatchObject({ code: RESTRICT_VIOLATION })
  })

  it('a duty is done once, and its day does not move', async () => {
    const postpone = `UPDATE duty SET due_on = due_on + 1`
    await expect(asProgram(registry.db, postpone)).rejects.toMatchObject({ code: PERMISSION_DENIED })
    const undo = `UPDATE duty SET done_on = NULL, done_at = NULL`
    for (const sql of [postpone, undo, 'DELETE FROM duty'])
      await expect(asOwner(registry.db, sql)).rejects.toMatchObject({ code: RESTRICT_VIOLATION })
  })

  it('a licence period changes once, when a correction supersedes it', async () => {
    const shorten = `UPDATE licence_period SET ends_on = starts_on`
    await expect(asProgram(registry.db, shorten)).rejects.toMatchObject({ code: PERMISSION_DENIED })
    await expect(asOwner(registry.db, shorten)).rejects.toMatchObject({ code: RESTRICT_VIOLATION })
    await expect(asOwner(registry.db, 'DELETE FROM licence_period')).rejects.toMatchObject({ code: RESTRICT_VIOLATION })
  })
})
