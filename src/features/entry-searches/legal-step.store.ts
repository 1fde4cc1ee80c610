import type { CivilDate } from '../../domain/calendar.js'
import type { ApplicationType, LicenceKind, Nation, SearchOutcome, SearchPurpose } from '../../domain/words.js'
import { fromDate, fromDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'

/** What of the authority and the application the rules turn on. */
export interface Step {
  nation: Nation
  joinedOn: CivilDate | null
  application: { id: string; type: ApplicationType; kind: LicenceKind; driverId: string | null; receivedOn: CivilDate }
}

export async function findStep(tx: Tx, applicationId: string): Promise<Step> {
  const { authority, ...application } = await tx.application.findUniqueOrThrow({
    where: { id: applicationId },
    select: {
      id: true,
      type: true,
      kind: true,
      driverId: true,
      receivedOn: true,
      authority: { select: { nation: true, joinedOn: true } },
    },
  })
  return {
    nation: authority.nation as Nation,
    joinedOn: fromDateOrNull(authority.joinedOn),
    application: {
      ...application,
      type: application.type as ApplicationType,
      kind: application.kind as LicenceKind,
      receivedOn: fromDate(application.receivedOn),
    },
  }
}

export interface SearchMade {
  id: string
  purpose: SearchPurpose
  applicationId: string | null
  outcome: SearchOutcome
  askedAt: Date
  /** Null once they are deleted. */
  termsEncrypted: Uint8Array | null
}

export async function findSearchMade(tx: Tx, id: string, authoritySlug: string): Promise<SearchMade | undefined> {
  const row = await tx.entrySearch.findFirst({
    where: { id, authoritySlug },
    select: { id: true, purpose: true, applicationId: true, outcome: true, askedAt: true, terms: true },
  })
  if (!row) return undefined
  const { terms, ...search } = row
  return {
    ...search,
    purpose: search.purpose as SearchPurpose,
    outcome: search.outcome as SearchOutcome,
    termsEncrypted: terms?.termsEncrypted ?? null,
  }
}

export async function insertDecisionSearch(
  tx: Tx,
  rests: { decisionId: string; authoritySlug: string; searchId: string },
): Promise<void> {
  await tx.decisionSearch.create({ data: rests, select: { decisionId: true } })
}
