import { DAY_MS } from '../../domain/calendar.js'
import type { FieldAgreement } from '../../domain/match.js'
import type { MatchBand, SearchFlag, SearchOutcome, SearchPurpose } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import type { Db, Tx } from '../../platform/db.js'
import { removeAll } from '../../platform/housekeeping.js'

export interface NewCandidate {
  id: string
  position: number
  entryId: string
  entryVersion: number
  holderSlug: string
  band: MatchBand
  agreement: FieldAgreement[]
  bits: number
  expiresAt: Date
}

export interface NewSearch {
  id: string
  authoritySlug: string
  clientId: string
  personId: string
  purpose: SearchPurpose
  applicationReference: string
  applicationId: string | null
  outcome: SearchOutcome
  registerVersion: number
  method: string
  seniorReason: string | null
  countsAs: number
  flags: SearchFlag[]
  askedAt: Date
  termDigests: Uint8Array<ArrayBuffer>[]
  personDigest: Uint8Array<ArrayBuffer>
  termsEncrypted: Uint8Array<ArrayBuffer>
  candidates: NewCandidate[]
}

export async function insertSearch(tx: Tx, { termsEncrypted, candidates, ...search }: NewSearch): Promise<void> {
  const { id: searchId, askedAt } = search
  await tx.entrySearch.create({ data: search, select: { id: true } })
  await tx.entrySearchTerms.create({ data: { searchId, termsEncrypted, askedAt }, select: { searchId: true } })
  await tx.entrySearchCandidate.createMany({
    data: candidates.map((candidate) => ({
      ...candidate,
      searchId,
      agreement: candidate.agreement.map(({ field, level, bits }) => ({ field, level, bits })),
    })),
  })
}

/** The application of this authority that a reference names: by its id, else the one driver's application that bears the authority's own reference. */
export async function findApplicationNamed(
  tx: Tx,
  authoritySlug: string,
  applicationReference: string,
): Promise<string | undefined> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(applicationReference)
  const byId = isId && (await tx.application.findFirst({ where: { id: applicationReference, authoritySlug } }))
  if (byId) return byId.id
  const [one, another] = await tx.application.findMany({
    where: { reference: applicationReference, authoritySlug, driverId: { not: null } },
    select: { id: true },
    take: 2,
  })
  return another ? undefined : one?.id
}

/** How many entry events are committed. */
export async function readRegisterVersion(tx: Tx): Promise<number> {
  return Number((await tx.entryHead.findUniqueOrThrow({ where: { id: 1 }, select: { version: true } })).version)
}

export async function officerNameOf(tx: Tx, personId: string): Promise<string> {
  return (await tx.principal.findUniqueOrThrow({ where: { id: personId }, select: { displayName: true } })).displayName
}

/** By their ids. */
export async function officerNames(tx: Tx, personIds: string[]): Promise<Map<string, string>> {
  const rows = await tx.principal.findMany({
    where: { id: { in: [...new Set(personIds)] } },
    select: { id: true, displayName: true },
  })
  return new Map(rows.map(({ id, displayName }) => [id, displayName]))
}

export interface SearchFilter {
  /** Undefined: all authorities'. */
  authoritySlug?: string | undefined
  flag?: SearchFlag | undefined
  from?: Date | undefined
  to?: Date | undefined
  after?: string | undefined
  take: number
}

const LISTED = { omit: { termDigests: true, personDigest: true, countsAs: true } } as const
export type SearchRow = Prisma.EntrySearchGetPayload<typeof LISTED>

/** In order of id, which is the order of asking. */
export async function findSearches(tx: Tx, filter: SearchFilter): Promise<SearchRow[]> {
  const { authoritySlug, flag, from, to, after, take } = filter
  return tx.entrySearch.findMany({
    where: {
      ...(authoritySlug === undefined ? {} : { authoritySlug }),
      ...(flag === undefined ? {} : { flags: { has: flag } }),
      ...(from || to ? { askedAt: { ...(from ? { gte: from } : {}), ...(to ? { lt: to } : {}) } } : {}),
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take,
    ...LISTED,
  })
}

const WHOLE = {
  ...LISTED,
  include: {
    terms: true,
    candidates: {
      orderBy: { position: 'asc' },
      include: { reviews: { orderBy: { seq: 'desc' }, take: 1 }, entry: { select: { state: true } } },
    },
  },
} as const satisfies Prisma.EntrySearchDefaultArgs
export type WholeSearchRow = Prisma.EntrySearchGetPayload<typeof WHOLE>

export async function findSearch(
  tx: Tx,
  id: string,
  authoritySlug: string | undefined,
): Promise<WholeSearchRow | null> {
  return tx.entrySearch.findFirst({
    where: { id, ...(authoritySlug === undefined ? {} : { authoritySlug }) },
    ...WHOLE,
  })
}

export const TERMS_KEPT_MS = 366 * DAY_MS

/** Whom a search was for is forgotten after a year; its digests, its outcome and its reviews stay. */
export async function purgeSearchTerms(db: Pick<Db, 'prisma'>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - TERMS_KEPT_MS)
  await removeAll(
    (most) => db.prisma.$executeRaw`
    DELETE FROM entry_search_terms WHERE search_id IN (
      SELECT search_id FROM entry_search_terms WHERE asked_at < ${before} LIMIT ${most})`,
  )
}
