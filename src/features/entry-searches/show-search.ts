import { isLive } from '../../domain/entry.js'
import { describeAgreement, type FieldAgreement } from '../../domain/match.js'
import type {
  EntryState,
  MatchBand,
  ReviewVerdict,
  SearchFlag,
  SearchOutcome,
  SearchPurpose,
} from '../../domain/words.js'
import type { Caller } from '../../platform/caller.js'
import type { Secrets } from '../../platform/secrets.js'
import type { Candidate, HeldDecision } from './entry-search.schema.js'
import type { SearchRow, WholeSearchRow } from './entry-search.store.js'
import type { EntrySearch, EntrySearchListed } from './receipt.schema.js'
import { openTerms } from './terms.js'

/** Who looks, and for scrutiny whether it names a case. */
export interface Viewer {
  isScrutiny: boolean
  seesFlags: boolean
  /** Undefined: of all authorities. */
  authoritySlug: string | undefined
  seesNames: boolean
}

export function viewerOf(caller: Caller | null, caseReference: string | undefined): Viewer {
  const isScrutiny = caller?.role === 'auditor'
  return {
    isScrutiny,
    seesFlags: isScrutiny || caller?.role === 'senior-officer',
    authoritySlug: isScrutiny ? undefined : (caller?.authoritySlug ?? ''),
    seesNames: !isScrutiny || caseReference !== undefined,
  }
}

export function showListed(row: SearchRow, viewer: Viewer, names: Map<string, string>): EntrySearchListed {
  const { isScrutiny, seesFlags, seesNames } = viewer
  return {
    id: row.id,
    authority: row.authoritySlug,
    purpose: row.purpose as SearchPurpose,
    applicationReference: isScrutiny ? null : row.applicationReference,
    applicationId: isScrutiny ? null : row.applicationId,
    outcome: row.outcome as SearchOutcome,
    registerVersion: Number(row.registerVersion),
    method: row.method,
    seniorReason: seesNames ? row.seniorReason : null,
    flags: seesFlags ? (row.flags as SearchFlag[]) : null,
    searchedAt: row.askedAt.toISOString(),
    clientId: row.clientId,
    officer: seesNames ? { id: row.personId, name: names.get(row.personId) ?? row.personId } : null,
  }
}

export interface Beside {
  names: Map<string, string>
  /** What the entries said when they were found; by entry. */
  decisions: Map<string, HeldDecision>
  holders: Map<string, Candidate['holdingAuthority']>
}

export function showWhole(row: WholeSearchRow, viewer: Viewer, secrets: Secrets, beside: Beside): EntrySearch {
  const { isScrutiny } = viewer
  return {
    ...showListed(row, viewer, beside.names),
    terms: isScrutiny || row.terms === null ? null : openTerms(secrets, row.terms.termsEncrypted),
    candidates: row.candidates.map((candidate) => {
      const [review] = candidate.reviews
      return {
        reference: candidate.id,
        band: candidate.band as MatchBand,
        agreement: isScrutiny ? null : describeAgreement(candidate.agreement as unknown as FieldAgreement[]),
        bits: isScrutiny ? candidate.bits : null,
        holdingAuthority: beside.holders.get(candidate.holderSlug) ?? {
          slug: candidate.holderSlug,
          name: candidate.holderSlug,
          contact: null,
        },
        expiresAt: candidate.expiresAt.toISOString(),
        decision: beside.decisions.get(candidate.entryId) ?? null,
        review: review
          ? {
              verdict: review.verdict as ReviewVerdict,
              why: isScrutiny ? null : review.why,
              recordedAt: review.recordedAt.toISOString(),
            }
          : null,
      }
    }),
  }
}

/** Of an entry that is removed since, or a reference that has expired, the receipt no longer says what it was. */
export const stillSays = (candidate: WholeSearchRow['candidates'][number], now: Date): boolean =>
  candidate.band !== 'possible' && candidate.expiresAt > now && isLive({ state: candidate.entry.state as EntryState })
