import { randomUUID } from 'node:crypto'
import { asProgram } from '../support/as-owner.js'
import { annul, lift, office, revoke, suspend } from '../support/office.js'
import { startRegistry, type Registry } from '../support/registry.js'

describe('what the database itself refuses, whatever the program thinks', () => {
  let registry: Registry
  let rotherham: ReturnType<typeof office>
  beforeAll(async () => {
    registry = await startRegistry()
    rotherham = office(registry)
  })
  afterAll(() => registry.close())

  const run = (sql: string, ...values: unknown[]) => asProgram(registry.db, sql, ...values)
  const violates = (constraint: string) => expect.objectContaining({ constraint })
  /** A decision like another, but for the columns given. */
  const copyDecision = (id: string, columns: object) =>
    run(
      'INSERT INTO decision SELECT (jsonb_populate_record(d, $2::jsonb)).* FROM decision d WHERE d.id = $1::uuid',
      id,
      JSON.stringify({ id: randomUUID(), seq: 99, application_id: null, ...columns }),
    )
  const suspended = async () => {
    const licence = await rotherham.grant()
    const { decision } = rotherham.made(await rotherham.decide(licence.id, suspend()))
    return { licence, id: decision.id as string }
  }
  const two = (proposed: string | null, approved: string | null, recorded = approved ?? 'rotherham.officer') => ({
    proposed_by_person_id: proposed,
    approved_by_person_id: approved,
    recorded_by_person_id: recorded,
  })

  describe('two persons', () => {
    const lifting = (id: string) => ({ type: 'lift-suspension', lifts_decision_id: id, suspension_ends_on: null })
    it.each([
      ['nobody approved', two(null, null)],
      ['the proposer approved', two('rotherham.senior', 'rotherham.senior')],
      ['nobody proposed', two(null, 'rotherham.senior')],
      ['somebody else recorded', two('rotherham.officer', 'rotherham.senior', 'rotherham.officer-2')],
    ])('no lift of a suspension where %s', async (_, persons) => {
      const { id } = await suspended()
      await expect(copyDecision(id, { ...lifting(id), ...persons })).rejects.toEqual(violates('decision_two_persons'))
    })
    it('a lift that one proposed and another approved is stored, by the same INSERT', async () => {
      const { id } = await suspended()
      await copyDecision(id, { ...lifting(id), ...two('rotherham.officer', 'rotherham.senior') })
    })
    it('no correction by one person', async () => {
      const { id } = await suspended()
      const correction = { corrects_decision_id: id, correction_effect: 'annul', ...two(null, null) }
      await expect(copyDecision(id, correction)).rejects.toEqual(violates('decision_two_persons'))
    })
    it('no proposal approved by who made it', async () => {
      const { licence, id } = await suspended()
      const proposal = (await rotherham.decide(licence.id, lift(id))).json()
      const approval = (personId: string) =>
        run(
          `INSERT INTO proposal_outcome (proposal_id, proposed_by_person_id, outcome, decided_by_person_id, decided_by_client_id, result_id, recorded_at)
           VALUES ($1, $2, 'approved', $3, 'rotherham.back-office', $4, now())`,
          proposal.id,
          personId,
          'rotherham.officer',
          randomUUID(),
        )
      await expect(approval('rotherham.officer')).rejects.toEqual(violates('proposal_outcome_another_person'))
      // Nor by saying that someone else made it.
      await expect(approval('rotherham.officer-2')).rejects.toEqual(violates('proposal_outcome_proposal_fkey'))
    })
    it('no appeal allowed by one person', async () => {
      const { id } = await suspended()
      const { appeal } = rotherham.made(
        await rotherham.officer.post(`/v1/decisions/${id}/appeals`, { on: '2026-03-02', court: 'magistrates-court' }),
      )
      const allowed = run(
        `INSERT INTO appeal_step (id, appeal_id, seq, type, happened_on, court, recorded_at, recorded_by_client_id, recorded_by_person_id)
         VALUES ($1, $2, 2, 'allowed', '2026-03-02', 'magistrates-court', now(), 'c', 'p')`,
        randomUUID(),
        appeal.id,
      )
      await expect(allowed).rejects.toEqual(violates('appeal_step_two_persons'))
    })
  })

  describe('one history', () => {
    it('no two decisions with one place in it', async () => {
      const { id } = await suspended()
      await expect(copyDecision(id, { seq: 2 })).rejects.toEqual(violates('decision_licence_id_seq_key'))
    })
    it('no two corrections of one decision', async () => {
      const { licence, id } = await suspended()
      rotherham.made(await rotherham.approve(await rotherham.decide(licence.id, annul('suspend', id))))
      const second = {
        corrects_decision_id: id,
        correction_effect: 'annul',
        ...two('rotherham.officer', 'rotherham.senior'),
      }
      await expect(copyDecision(id, second)).rejects.toEqual(violates('decision_corrects_decision_id_key'))
    })
    it('no decision under the name of an authority whose licence it is not', async () => {
      const { id } = await suspended()
      await expect(copyDecision(id, { authority_slug: 'sheffield' })).rejects.toEqual(violates('decision_licence_fkey'))
    })
    it('no application determined twice', async () => {
      const { periods } = await rotherham.grant()
      const [{ application_id }] = (
        await run('SELECT application_id FROM decision WHERE id = $1', periods[0]!.decisionId)
      ).rows
      await expect(copyDecision(periods[0]!.decisionId, { application_id })).rejects.toEqual(
        violates('decision_determines_once'),
      )
    })
    it('no day in two periods of a licence', async () => {
      const { licence, id } = await suspended()
      const period = (from: string, to: string) =>
        run(
          'INSERT INTO licence_period (decision_id, licence_id, starts_on, ends_on) VALUES ($1, $2, $3, $4)',
          id,
          licence.id,
          from,
          to,
        )
      await expect(period('2027-03-01', '2028-02-28')).rejects.toEqual(violates('licence_period_no_overlap'))
      await period('2027-03-02', '2028-03-01')
    })
  })

  describe('one number', () => {
    it('not in force twice, nor for two holders, nor two licences of a kind for one holder', async () => {
      const revoked = await rotherham.grant()
      rotherham.made(await rotherham.decide(revoked.id, revoke({ isImmediate: true })))
      await rotherham.grant('private-hire-driver', { number: revoked.number })
      const giveBack = (id: string) =>
        run(`UPDATE licence SET in_force_during = '{[2026-01-01,2026-12-31)}' WHERE id = $1`, id)
      await expect(giveBack(revoked.id)).rejects.toEqual(violates('licence_number_in_force'))

      const hackney = await rotherham.grant('hackney-carriage-driver')
      const renumber = run('UPDATE licence SET number = $2 WHERE id = $1', hackney.id, revoked.number)
      await expect(renumber).rejects.toEqual(violates('licence_number_one_holder'))

      const first = await rotherham.grant()
      rotherham.made(await rotherham.decide(first.id, revoke({ isImmediate: true })))
      await rotherham.grant('private-hire-driver', {}, first.holder.id)
      await expect(giveBack(first.id)).rejects.toEqual(violates('licence_one_of_a_kind'))
    })
  })
})
