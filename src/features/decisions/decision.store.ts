import type { DecidedFact } from '../../domain/command.js'
import { citationOf } from '../../domain/legal-basis.js'
import type {
  Capacity,
  DecisionType,
  Ground,
  Jurisdiction,
  LicenceKind,
  RelevantInformation,
} from '../../domain/words.js'
import type { Prisma } from '../../generated/prisma/client.js'
import { fromDate, fromDateOrNull, toDate, toDateOrNull } from '../../platform/civil-date.js'
import type { Tx } from '../../platform/db.js'
import { recordingColumns, type Recording } from '../../platform/recorded.js'
import { sha256 } from '../../platform/secrets.js'
import type { Decision, DecisionInput } from './decision.schema.js'

export interface NewDecision extends Recording {
  id: string
  authoritySlug: string
  licenceId: string | null
  applicationId: string | null
  seq: number | null
  /** What the law made of it. */
  fact: DecidedFact
  /** As it was sent: what the law does not read. */
  input: DecisionInput
}

/** The reasons go to a table of their own, so that no list can carry them by accident; their digest stays, so that they can be purged and verified. */
export async function insertDecision(tx: Tx, decision: NewDecision): Promise<void> {
  const { id, fact, input } = decision
  const imposer =
    fact.imposedBy === null
      ? null
      : await tx.authority.findUniqueOrThrow({ where: { gssCode: fact.imposedBy }, select: { slug: true } })
  await tx.decision.create({
    data: {
      id,
      authoritySlug: decision.authoritySlug,
      imposedBySlug: imposer?.slug ?? null,
      licenceId: decision.licenceId,
      applicationId: decision.applicationId,
      seq: decision.seq,
      type: fact.type,
      decidedOn: toDate(fact.decidedOn),
      notifiedOn: toDateOrNull(fact.notifiedOn),
      takesEffectOn: toDateOrNull(fact.takesEffectOn),
      suspensionEndsOn: toDateOrNull(fact.suspensionEndsOn),
      isImmediate: fact.isImmediate,
      legalBasis: fact.legalBasis,
      grounds: input.grounds,
      relevantInformation: input.relevantInformation,
      conditions: input.conditions,
      reasonsDigest: sha256(input.reasons ?? ''),
      decidedByCapacity: input.decidedBy.capacity,
      decidedByName: input.decidedBy.name,
      periodStartsOn: toDateOrNull(fact.period?.startsOn),
      periodEndsOn: toDateOrNull(fact.period?.endsOn),
      liftsDecisionId: fact.liftsDecisionId,
      correctsDecisionId: fact.correction?.decisionId ?? null,
      correctionEffect: fact.correction?.effect ?? null,
      ...recordingColumns(decision),
    },
    select: { id: true },
  })
  const correctionWhy = input.correction?.why ?? null
  if (input.reasons !== undefined || correctionWhy !== null)
    await tx.decisionReasons.create({
      data: { decisionId: id, text: input.reasons ?? '', correctionWhy },
      select: { decisionId: true },
    })
}

/** The period that a grant, renewal or correction gives. A correction first takes the place of what any record of the same matter gave. */
export async function replacePeriod(
  tx: Tx,
  by: {
    decisionId: string
    licenceId: string
    matterIds: readonly string[]
    period: { startsOn: string; endsOn: string } | null
  },
): Promise<void> {
  const { decisionId, licenceId, matterIds, period } = by
  await tx.licencePeriod.updateMany({
    where: { licenceId, decisionId: { in: [...matterIds] }, supersededBy: null },
    data: { supersededBy: decisionId },
  })
  if (period === null) return
  const data = { decisionId, licenceId, startsOn: toDate(period.startsOn), endsOn: toDate(period.endsOn) }
  await tx.licencePeriod.create({ data, select: { decisionId: true } })
}

/**
 * Whoever may see it: the authority whose licence or application it is, and the one that imposed it. That one sees what it wrote itself, and nothing
 * of the licence; a correction was written by the issuer.
 */
export async function findDecision(tx: Tx, id: string, authoritySlug: string) {
  const row = await tx.decision.findFirst({
    where: { id, OR: [{ authoritySlug }, { imposedBySlug: authoritySlug, correctsDecisionId: null }] },
    include: {
      ...LINKS,
      reasons: true,
      appeal: { select: { id: true } },
      authority: true,
      licence: { select: { kind: true } },
      application: { select: { kind: true } },
    },
  })
  const about = row?.licence ?? row?.application
  if (!row || !about) return undefined
  const licensing = { jurisdiction: row.authority.jurisdiction as Jurisdiction, kind: about.kind as LicenceKind }
  const isOwn = row.authoritySlug === authoritySlug
  const decision = isOwn ? shown(row) : { ...shown(row), ...OF_THE_ISSUER }
  return { decision, isOwn, reasons: row.reasons, appealId: row.appeal?.id ?? null, licensing }
}

/** Where the decision stands on another authority's record, and what became of it there. */
const OF_THE_ISSUER = {
  licenceId: null,
  applicationId: null,
  seq: null,
  liftedByDecisionIds: [],
  correctedByDecisionId: null,
} satisfies Partial<Decision>

/** What a decision is about, for the authority whose it is. */
export async function findSubjectOf(tx: Tx, id: string, authoritySlug: string) {
  return tx.decision.findFirst({ where: { id, authoritySlug }, select: { licenceId: true, applicationId: true } })
}

export async function getDecision(tx: Tx, id: string): Promise<Decision> {
  return shown(await tx.decision.findUniqueOrThrow({ where: { id }, include: LINKS }))
}

/** In order of `seq`. Undefined: the authority has no such licence. */
export async function findDecisionsOf(
  tx: Tx,
  licence: { licenceId: string; authoritySlug: string; after: number; take: number },
): Promise<Decision[] | undefined> {
  const { licenceId, authoritySlug, after, take } = licence
  if ((await tx.licence.count({ where: { id: licenceId, authoritySlug } })) === 0) return undefined
  const rows = await tx.decision.findMany({
    where: { licenceId, seq: { gt: after } },
    orderBy: { seq: 'asc' },
    take,
    include: LINKS,
  })
  return rows.map(shown)
}

const LINKS = {
  liftedBy: { select: { id: true } },
  correctedBy: { select: { id: true } },
} as const satisfies Prisma.DecisionInclude

// The words of type, grounds, relevant information and capacity are held to the domain's lists by CHECK constraints.
function shown(row: Prisma.DecisionGetPayload<{ include: typeof LINKS }>): Decision {
  const { periodStartsOn, periodEndsOn, correctsDecisionId, correctionEffect } = row
  return {
    id: row.id,
    authority: row.authoritySlug,
    imposedBy: row.imposedBySlug,
    licenceId: row.licenceId,
    applicationId: row.applicationId,
    seq: row.seq,
    type: row.type as DecisionType,
    decidedOn: fromDate(row.decidedOn),
    notifiedOn: fromDateOrNull(row.notifiedOn),
    takesEffectOn: fromDateOrNull(row.takesEffectOn),
    suspensionEndsOn: fromDateOrNull(row.suspensionEndsOn),
    isImmediate: row.isImmediate,
    legalBasis: row.legalBasis,
    citation: citationOf(row.legalBasis),
    grounds: row.grounds as Ground[],
    relevantInformation: row.relevantInformation as RelevantInformation[],
    conditions: row.conditions,
    decidedBy: { capacity: row.decidedByCapacity as Capacity, name: row.decidedByName },
    period:
      periodStartsOn && periodEndsOn ? { startsOn: fromDate(periodStartsOn), endsOn: fromDate(periodEndsOn) } : null,
    liftsDecisionId: row.liftsDecisionId,
    liftedByDecisionIds: row.liftedBy.map(({ id }) => id),
    correction:
      correctsDecisionId === null
        ? null
        : { decisionId: correctsDecisionId, effect: correctionEffect as 'replace' | 'annul' },
    correctedByDecisionId: row.correctedBy?.id ?? null,
    recordedAt: row.recordedAt.toISOString(),
    recordedBy: { clientId: row.recordedByClientId, personId: row.recordedByPersonId },
    proposedBy: row.proposedByPersonId,
    approvedBy: row.approvedByPersonId,
  }
}
