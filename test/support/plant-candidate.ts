import { randomUUID } from 'node:crypto'
import type { EntryCause, EntryState, SearchPurpose } from '../../src/domain/words.js'
import type { Db } from '../../src/platform/db.js'

/** Entries, searches and what they found, put straight into the tables: for tests of what comes after a search. All people are fictional. */
export interface PlantedEntry {
  entryId: string
  decisionId: string
  authority: string
}

/** A refused new application that relied on relevant information, and its entry. */
export async function plantEntry(db: Db, authority = 'rotherham'): Promise<PlantedEntry> {
  const [entryId, driverId, applicationId, decisionId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await db.pool.query(
    `INSERT INTO driver (id, authority_slug, family_name, given_names, date_of_birth, created_at, updated_at)
     VALUES ($1, $2, 'Example', 'Fictional', '1980-01-01', now(), now())`,
    [driverId, authority],
  )
  await db.pool.query(
    `INSERT INTO application (id, authority_slug, type, kind, driver_id, received_on, created_at)
     VALUES ($1, $2, 'new', 'private-hire-driver', $3, '2025-01-01', now())`,
    [applicationId, authority, driverId],
  )
  await db.pool.query(
    `INSERT INTO decision (id, authority_slug, application_id, type, decided_on, notified_on, is_immediate, legal_basis, grounds, relevant_information,
       conditions, reasons_digest, decided_by_capacity, decided_by_name, recorded_at, recorded_by_client_id, recorded_by_person_id)
     VALUES ($1, $2::text, $3, 'refuse-application', '2025-02-01', '2025-02-01', false, 'lgmpa-1976-s51', '{not-fit-and-proper}', '{harassment}',
       '{}', '', 'officer-delegated', 'Licensing Manager', '2025-02-01', $2 || '.back-office', $2 || '.officer')`,
    [decisionId, authority, applicationId],
  )
  await db.pool.query(
    `INSERT INTO entry (id, authority_slug, origin, driver_id, decision_id, first_made_on, retained_until, state, version, decision_type, decided_on, created_at)
     VALUES ($1, $2, 'decision', $3, $4, '2025-02-01', '2036-01-31', 'active', 1, 'refuse-application', '2025-02-01', '2025-02-01')`,
    [entryId, authority, driverId, decisionId],
  )
  const entry = { entryId, decisionId, authority }
  await plantChange(db, entry, 'active', 'decision', '2025-02-01')
  return entry
}

/** @returns the id of the event. */
export async function plantChange(
  db: Db,
  { entryId, authority }: PlantedEntry,
  state: EntryState,
  cause: EntryCause,
  changedOn: string,
): Promise<string> {
  const id = randomUUID()
  await db.pool.query(
    `INSERT INTO entry_event (id, entry_id, seq, state, cause, changed_on, decision_type, decided_on, register_version, recorded_at,
       recorded_by_client_id, recorded_by_person_id)
     VALUES ($1, $2, 0, $3, $4, $5, 'refuse-application', '2025-02-01', 0, '2025-02-01', $6::text || '.back-office', $6 || '.officer')`,
    [id, entryId, state, cause, changedOn, authority],
  )
  return id
}

export interface Search {
  /** Who searched. */
  by?: string
  purpose?: SearchPurpose
  applicationReference?: string
  applicationId?: string
  expiresAt?: string
  /** Of its reviews, in order; none by default. */
  verdicts?: readonly ('confirmed' | 'rejected')[]
}

/** A search that found one entry. @returns the reference that the searcher was given. */
export async function plantCandidate(db: Db, entry: PlantedEntry, search: Search = {}): Promise<string> {
  const { by = 'sheffield', verdicts = ['confirmed'] } = search
  const [searchId, reference] = [randomUUID(), randomUUID()]
  await db.pool.query(
    `INSERT INTO entry_search (id, authority_slug, client_id, person_id, purpose, application_reference, application_id, term_digests, person_digest,
       outcome, register_version, method, counts_as, flags, asked_at)
     VALUES ($1, $2::text, $2 || '.back-office', $2 || '.officer', $3, $4, $5, '{}', '', 'strong', 1, 'n1.w1', 1, '{}', '2026-03-02')`,
    [
      searchId,
      by,
      search.purpose ?? 'new-application',
      search.applicationReference ?? 'APP-2026-0311',
      search.applicationId ?? null,
    ],
  )
  await db.pool.query(
    `INSERT INTO entry_search_candidate (id, search_id, position, entry_id, entry_version, holder_slug, band, agreement, bits, expires_at)
     VALUES ($1, $2, 1, $3, 1, $4, 'strong', '[]', 30, $5)`,
    [reference, searchId, entry.entryId, entry.authority, search.expiresAt ?? '2029-01-01'],
  )
  for (const [index, verdict] of verdicts.entries())
    await db.pool.query(
      `INSERT INTO candidate_review (id, candidate_id, seq, verdict, why, recorded_at, recorded_by_client_id, recorded_by_person_id)
       VALUES ($1, $2, $3, $4, 'Fictional.', '2026-03-02', $5::text || '.back-office', $5 || '.officer')`,
      [randomUUID(), reference, index + 1, verdict, by],
    )
  return reference
}
