import { v7 } from 'uuid'
import type { Db } from '../../src/platform/db.js'
import { asProgram } from './as-owner.js'

/**
 * Rows of refusals put straight into the tables, each on its own: for tests of what reads and counts them, not of what makes them. All people are
 * fictional; what nobody reads in such a test is empty.
 */
export function planter(db: Db) {
  const plant = async (table: string, row: Record<string, unknown>): Promise<string> => {
    const names = Object.keys(row)
    const values = names.map((_, index) => `$${index + 1}`)
    await asProgram(
      db,
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')})`,
      ...Object.values(row),
    )
    return typeof row['id'] === 'string' ? row['id'] : ''
  }
  const by = (who: string, slug: string) => ({
    [`${who}_by_client_id`]: `${slug}.back-office`,
    [`${who}_by_person_id`]: `${slug}.officer`,
  })

  return {
    /** An imported entry, made on 2 March 2026, of a revocation of 16 February. */
    async entry(slug: string, at = '2026-03-02T09:00:00Z'): Promise<string> {
      const [id, proposal] = [v7(), v7()]
      const what = { decision_type: 'revoke', decided_on: '2026-02-16' }
      await plant('proposal', {
        id: proposal,
        authority_slug: slug,
        kind: 'entry-import',
        payload: '{}',
        proposed_by_person_id: `${slug}.officer`,
        proposed_by_client_id: `${slug}.back-office`,
        created_at: at,
      })
      await plant('entry', {
        id,
        authority_slug: slug,
        origin: 'import',
        import_proposal_id: proposal,
        reference: 'REF-1',
        first_made_on: '2026-03-02',
        retained_until: '2037-03-01',
        state: 'active',
        version: 0,
        created_at: at,
        ...what,
      })
      await this.entryEvent(slug, id, 'active', 'import', at)
      return id
    },
    entryEvent: (slug: string, entryId: string, state: string, cause: string, at: string) =>
      plant('entry_event', {
        id: v7(),
        entry_id: entryId,
        seq: 0,
        state,
        cause,
        changed_on: '2026-03-02',
        decision_type: 'revoke',
        decided_on: '2026-02-16',
        register_version: 0,
        recorded_at: at,
        ...by('recorded', slug),
      }),
    search: (slug: string, at: string, outcome = 'none') =>
      plant('entry_search', {
        id: v7(),
        authority_slug: slug,
        client_id: `${slug}.back-office`,
        person_id: `${slug}.officer`,
        purpose: 'new-application',
        application_reference: 'A-1',
        term_digests: [],
        person_digest: Buffer.alloc(0),
        outcome,
        register_version: 0,
        method: 'none',
        counts_as: 1,
        flags: [],
        asked_at: at,
      }),
    async request(from: string, to: string, entryId: string, at: string): Promise<string> {
      const searchId = await this.search(from, '2020-01-01T00:00:00Z')
      const candidate = await plant('entry_search_candidate', {
        id: v7(),
        search_id: searchId,
        position: 1,
        entry_id: entryId,
        entry_version: 1,
        holder_slug: to,
        band: 'strong',
        agreement: '[]',
        bits: 30,
        expires_at: at,
      })
      return plant('information_request', {
        id: v7(),
        from_slug: from,
        to_slug: to,
        candidate_id: candidate,
        entry_id: entryId,
        application_reference: 'A-1',
        purpose: 'new-application',
        received_on: at.slice(0, 10),
        sent_at: at,
        ...by('sent', from),
      })
    },
    answer: (slug: string, requestId: string, outcome: 'provided' | 'refused', at: string) =>
      plant('information_answer', {
        request_id: requestId,
        outcome,
        relevant_information: [],
        grounds: [],
        refusal_reason: outcome === 'refused' ? 'Not about passengers or roads.' : null,
        text_digest: Buffer.alloc(0),
        answered_at: at,
        ...by('answered', slug),
      }),
    concern: (from: string, to: string, licenceId: string, at: string) =>
      plant('concern', {
        id: v7(),
        from_slug: from,
        to_slug: to,
        licence_id: licenceId,
        kind: 'private-hire-driver',
        number: 'N-1',
        aware_on: at.slice(0, 10),
        reported_on: at.slice(0, 10),
        relevant_information: [],
        text_encrypted: Buffer.alloc(0),
        recorded_at: at,
        ...by('recorded', from),
      }),
    concernAnswer: (slug: string, concernId: string, at: string) =>
      plant('concern_answer', {
        concern_id: concernId,
        action: 'no-action',
        reasons_encrypted: Buffer.alloc(0),
        answered_at: at,
        ...by('answered', slug),
      }),
    alert: (entry: { id: string; slug: string }, licence: { id: string; slug: string }, at: string) =>
      plant('alert', {
        id: v7(),
        entry_id: entry.id,
        entry_slug: entry.slug,
        licence_id: licence.id,
        licence_slug: licence.slug,
        band: 'strong',
        agreement: JSON.stringify(['family name: another spelling of the same name', 'date of birth: the same']),
        bits: 31.5,
        cause: 'entry',
        raised_at: at,
      }),
    view: (slug: string, alertId: string, seq: number, at: string) =>
      plant('alert_view', {
        id: v7(),
        alert_id: alertId,
        authority_slug: slug,
        seq,
        view: 'considered',
        why: 'Weighed.',
        recorded_at: at,
        ...by('recorded', slug),
      }),
    /** Done on `doneOn`, if it is. */
    duty: (slug: string, kind: string, dueOn: string, doneOn: string | null) =>
      plant('duty', {
        id: v7(),
        kind,
        authority_slug: slug,
        object_kind: 'entry',
        object_id: v7(),
        started_on: '2020-01-01',
        due_on: dueOn,
        created_at: '2020-01-01',
        done_on: doneOn,
        done_at: doneOn && `${doneOn}T12:00:00Z`,
      }),
  }
}
