import { matters } from '../../domain/correction.js'
import type { DecisionFact } from '../../domain/history.js'
import { CLASS_OF_KIND, type ApplicationType, type DecisionType, type LicenceKind } from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, toDate } from '../../platform/civil-date.js'
import { takeTurn, type Tx } from '../../platform/db.js'
import type { Application } from './application.schema.js'

export interface NewApplication {
  id: string
  authoritySlug: string
  type: ApplicationType
  kind: LicenceKind
  subjectId: string
  licenceId: string | null
  receivedOn: string
  reference: string | null
  createdAt: Date
}

/** @throws violation of application_driver_fkey, application_vehicle_fkey or application_operator_fkey: no such subject of this authority. */
export async function insertApplication(
  tx: Tx,
  { subjectId, receivedOn, ...application }: NewApplication,
): Promise<void> {
  const subject = { [`${CLASS_OF_KIND[application.kind]}Id` as const]: subjectId }
  await tx.application.create({
    data: { ...application, ...subject, receivedOn: toDate(receivedOn) },
    select: { id: true },
  })
}

/** Holds back other determinations of the application until the transaction ends. Not FOR UPDATE: the program may not update an application. */
export async function lockApplication(tx: Tx, id: string): Promise<void> {
  await takeTurn(tx, `application ${id}`)
}

export async function findApplication(tx: Tx, id: string, authoritySlug: string): Promise<Application | undefined> {
  const row = await tx.application.findFirst({ where: { id, authoritySlug }, include: DECISIONS })
  return row ? shown(row) : undefined
}

export interface ApplicationFilter {
  authoritySlug: string
  kind?: LicenceKind | undefined
  subjectId?: string | undefined
  after?: string | undefined
  take: number
}

/** In order of id, which is the order of recording. */
export async function findApplications(tx: Tx, filter: ApplicationFilter): Promise<Application[]> {
  const { authoritySlug, kind, subjectId, after, take } = filter
  const rows = await tx.application.findMany({
    where: {
      authoritySlug,
      ...(kind === undefined ? {} : { kind }),
      ...(subjectId === undefined
        ? {}
        : { OR: [{ driverId: subjectId }, { vehicleId: subjectId }, { operatorId: subjectId }] }),
      ...(after === undefined ? {} : { id: { gt: after } }),
    },
    orderBy: { id: 'asc' },
    take,
    include: DECISIONS,
  })
  return rows.map(shown)
}

const DECISIONS = {
  decisions: { orderBy: [{ recordedAt: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.ApplicationInclude

type Row = Prisma.ApplicationGetPayload<{ include: typeof DECISIONS }>

function shown(row: Row): Application {
  const kind = row.kind as LicenceKind
  // One determination, followed through its corrections.
  const [matter] = matters(row.decisions.map(factOf))
  const counting = row.decisions.find(({ id }) => id === matter?.decision?.id)
  return {
    id: row.id,
    authority: row.authoritySlug,
    type: row.type as ApplicationType,
    kind,
    subject: { kind: CLASS_OF_KIND[kind], id: row.driverId ?? row.vehicleId ?? row.operatorId ?? '' },
    receivedOn: fromDate(row.receivedOn),
    reference: row.reference,
    state:
      matter === undefined
        ? 'open'
        : counting === undefined
          ? 'annulled'
          : (STATE_OF[counting.type as DecisionType] ?? 'open'),
    decisionId: counting?.id ?? null,
    licenceId: row.licenceId ?? counting?.licenceId ?? null,
    createdAt: row.createdAt.toISOString(),
  }
}

const STATE_OF: Partial<Record<DecisionType, Application['state']>> = {
  grant: 'granted',
  renew: 'renewed',
  'refuse-application': 'refused',
  'refuse-renewal': 'refused',
}

/** As much of a fact as following its corrections takes. */
function factOf(row: Row['decisions'][number]): DecisionFact {
  const effect = row.correctionEffect as 'replace' | 'annul' | null
  return {
    id: row.id,
    seq: row.seq ?? 0,
    type: row.type as DecisionType,
    decidedOn: fromDate(row.decidedOn),
    notifiedOn: null,
    takesEffectOn: null,
    suspensionEndsOn: null,
    isImmediate: row.isImmediate,
    legalBasis: row.legalBasis,
    imposedBy: null,
    period: null,
    liftsDecisionId: null,
    correction:
      row.correctsDecisionId !== null && effect !== null ? { decisionId: row.correctsDecisionId, effect } : null,
    appeal: null,
    recordedAt: row.recordedAt.getTime(),
  }
}
