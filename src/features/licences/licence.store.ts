import { iso } from '../../domain/calendar.js'
import { standingAt, type StandingStep } from '../../domain/standing.js'
import { CLASS_OF_KIND, type LicenceClass, type LicenceKind } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import type { Licence, StandingStep as ShownStep } from './licence.schema.js'
import type { StoredStanding } from './standing.store.js'

export interface LicenceFilter {
  authoritySlug: string
  kind?: LicenceKind | undefined
  number?: string | undefined
  subjectId?: string | undefined
  /** Id of the last one of the page before. */
  after?: string | undefined
  take: number
}

/** In order of id, which is the order of granting. */
export async function findLicences(tx: Tx, filter: LicenceFilter, now: Date): Promise<Licence[]> {
  const { authoritySlug, kind, number, subjectId, after, take } = filter
  const rows = await tx.licence.findMany({
    where: {
      authoritySlug,
      ...(kind === undefined ? {} : { kind }),
      ...(number === undefined ? {} : { number }),
      ...(subjectId === undefined ? {} : { subjectId }),
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take,
    include: PERIODS,
  })
  return rows.map((row) => shown(row, now))
}

export async function findLicence(tx: Tx, id: string, authoritySlug: string, now: Date): Promise<Licence | undefined> {
  const row = await tx.licence.findFirst({ where: { id, authoritySlug }, include: PERIODS })
  return row ? shown(row, now) : undefined
}

export interface NewLicence {
  id: string
  authoritySlug: string
  kind: LicenceKind
  number: string
  subjectId: string
  createdAt: Date
}

/** A licence without a history: its first decision and `rewriteStanding` follow in the same transaction. */
export async function insertLicence(tx: Tx, { kind, subjectId, ...licence }: NewLicence): Promise<void> {
  const cls = CLASS_OF_KIND[kind]
  await tx.licence.create({
    data: { ...licence, kind, class: cls, subjectId, [`${cls}Id` as const]: subjectId, standing: [], version: 0 },
    select: { id: true },
  })
}

/**
 * The licence that holds a number at an instant or, if none does, the next that will, whoever asks: the caller answers for what is shown of it. A badge
 * that is worth nothing until tomorrow must be open to suspension today.
 */
export async function findHolding(
  tx: Tx,
  by: { authoritySlug: string; kind: LicenceKind; number: string; at: Date },
): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM licence WHERE authority_slug = ${by.authoritySlug} AND kind = ${by.kind} AND number = ${by.number}
      AND in_force_during && tstzmultirange(tstzrange(${by.at}::timestamptz, NULL))
    ORDER BY lower(in_force_during * tstzmultirange(tstzrange(${by.at}::timestamptz, NULL))) LIMIT 1`
  return row?.id
}

const PERIODS = {
  periods: { where: { supersededBy: null }, orderBy: { startsOn: 'asc' } },
} as const satisfies Prisma.LicenceInclude

function shown(row: Prisma.LicenceGetPayload<{ include: typeof PERIODS }>, now: Date): Licence {
  const steps = row.standing as unknown as StoredStanding
  return {
    id: row.id,
    authority: row.authoritySlug,
    kind: row.kind as LicenceKind,
    number: row.number,
    holder: { kind: row.class as LicenceClass, id: row.subjectId },
    standingNow: shownStep(standingAt(steps, now.getTime())),
    version: row.version,
    periods: row.periods.map((p) => ({
      startsOn: fromDate(p.startsOn),
      endsOn: fromDate(p.endsOn),
      decisionId: p.decisionId,
    })),
    standing: steps.map(shownStep),
  }
}

export function shownStep(step: StandingStep): ShownStep {
  return { ...step, from: iso(step.from), until: iso(step.until) }
}
