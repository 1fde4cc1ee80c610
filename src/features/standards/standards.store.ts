import type { CivilDate } from '../../domain/calendar.js'
import {
  standardsOn,
  UNSTATED,
  type CctvStandard,
  type DriverCriteria,
  type Standards,
} from '../../domain/standards.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, toDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'

/** A version as it was recorded. */
export interface Version extends Standards {
  id: string
  recordedAt: Date
}

/** Another was recorded since; also what decides between two that are recorded at the same moment. */
export const MOVED = {
  code: 'standards-moved',
  detail: 'Another version was recorded since: read it, and propose anew.',
} as const
export const VERSION_VIOLATIONS = {
  authority_standards_authority_slug_seq_key: MOVED,
  authority_standards_in_sequence: MOVED,
} as const

/** All versions of an authority, or a page of them, in order of recording. */
export async function findVersions(
  tx: Tx,
  authoritySlug: string,
  page?: { after: number; take: number },
): Promise<Version[]> {
  const rows = await tx.authorityStandards.findMany({
    where: { authoritySlug, ...(page && { seq: { gt: page.after } }) },
    orderBy: { seq: 'asc' },
    ...(page && { take: page.take }),
  })
  return rows.map(versionOf)
}

/** By slug; of authorities that are known. */
export async function findNames(tx: Tx, slugs: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.authority.findMany({ where: { slug: { in: [...slugs] } }, select: { slug: true, name: true } })
  return new Map(rows.map(({ slug, name }) => [slug, name]))
}

/** What counts on a day; where nothing was stated, what the registry takes. */
export async function findStandardsOn(
  tx: Tx,
  authoritySlug: string,
  day: CivilDate,
): Promise<Pick<Standards, keyof typeof UNSTATED>> {
  return standardsOn(await findVersions(tx, authoritySlug), day) ?? UNSTATED
}

/** The version made when an authority joins: of vehicles and drivers it states nothing yet. Only where there is none. */
export async function insertFirst(
  tx: Tx,
  first: {
    authoritySlug: string
    effectiveFrom: CivilDate
    freshnessLimitHours: number
    searchValidityDays: number
    recordedAt: Date
  },
): Promise<boolean> {
  if ((await tx.authorityStandards.count({ where: { authoritySlug: first.authoritySlug } })) > 0) return false
  await tx.authorityStandards.create({
    data: { ...first, effectiveFrom: toDate(first.effectiveFrom), seq: 1 },
    select: { id: true },
  })
  return true
}

/** @throws violation of `VERSION_VIOLATIONS`: another was recorded at the same moment. */
export async function insertVersion(
  tx: Tx,
  {
    cctv,
    driverCriteria,
    effectiveFrom,
    ...version
  }: Version & {
    authoritySlug: string
    recordedByClientId: string
    proposedByPersonId: string
    approvedByPersonId: string
  },
): Promise<void> {
  await tx.authorityStandards.create({
    data: {
      ...version,
      effectiveFrom: toDate(effectiveFrom),
      ...(cctv && { cctv: cctv as unknown as Prisma.InputJsonObject }),
      ...(driverCriteria && { driverCriteria: driverCriteria as unknown as Prisma.InputJsonObject }),
    },
    select: { id: true },
  })
}

const versionOf = (row: Prisma.AuthorityStandardsGetPayload<object>): Version => ({
  id: row.id,
  seq: row.seq,
  effectiveFrom: fromDate(row.effectiveFrom),
  freshnessLimitHours: row.freshnessLimitHours,
  searchValidityDays: row.searchValidityDays,
  cctv: row.cctv as unknown as CctvStandard,
  driverCriteria: row.driverCriteria as unknown as DriverCriteria | null,
  recordedAt: row.recordedAt,
})
