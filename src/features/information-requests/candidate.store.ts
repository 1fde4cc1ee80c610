import type { CivilDate } from '../../domain/calendar.js'
import type { EntryState, ReviewVerdict, SearchPurpose } from '../../domain/words.js'
import { toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'

export interface AskedCandidate {
  entryId: string
  entryState: EntryState
  holderSlug: string
  expiresAt: Date
  /** Of the latest review; null: none yet. */
  verdict: ReviewVerdict | null
  purpose: SearchPurpose
  applicationReference: string
  applicationId: string | null
}

/**
 * A candidate of the authority's own search. Holds its entry as it is until the transaction ends: a change of it, which looks for earlier requesters,
 * comes either before the request or after it.
 */
export async function holdCandidate(tx: Tx, id: string, authoritySlug: string): Promise<AskedCandidate | undefined> {
  const [row] = await tx.$queryRaw<AskedCandidate[]>`
    SELECT c.entry_id AS "entryId", e.state AS "entryState", c.holder_slug AS "holderSlug", c.expires_at AS "expiresAt", s.purpose,
      s.application_reference AS "applicationReference", s.application_id AS "applicationId",
      (SELECT v.verdict FROM candidate_review v WHERE v.candidate_id = c.id ORDER BY v.seq DESC LIMIT 1) AS verdict
    FROM entry_search_candidate c JOIN entry_search s ON s.id = c.search_id JOIN entry e ON e.id = c.entry_id
    WHERE c.id = ${id}::uuid AND s.authority_slug = ${authoritySlug} FOR SHARE OF e`
  return row
}

export interface NewRequest {
  id: string
  fromSlug: string
  toSlug: string
  candidateId: string
  entryId: string
  applicationId: string | null
  applicationReference: string
  purpose: SearchPurpose
  question: string | null
  receivedOn: CivilDate
  sentAt: Date
  sentByClientId: string
  sentByPersonId: string
}

/** @throws violation of information_request_candidate_id_key: the candidate was asked about; of information_request_of_another: the entry is own. */
export async function insertRequest(tx: Tx, { receivedOn, ...request }: NewRequest): Promise<void> {
  await tx.informationRequest.create({ data: { ...request, receivedOn: toDate(receivedOn) }, select: { id: true } })
}
