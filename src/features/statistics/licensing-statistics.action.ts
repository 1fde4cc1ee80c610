import { londonDate, type CivilDate } from '../../domain/calendar.js'
import { matters } from '../../domain/correction.js'
import { published, publishedShare } from '../../domain/suppress.js'
import {
  CLASS_OF_KIND,
  LICENCE_KINDS,
  VEHICLE_KINDS,
  type DecisionType,
  type LicenceClass,
  type LicenceKind,
  type VehicleKind,
} from '../../domain/words.js'
import type { Tx } from '../../platform/db.js'
import type { Deps } from '../../platform/deps.js'
import { countOpenAlerts } from '../alerts/index.js'
import { findSources } from '../authorities/index.js'
import { countByStatus } from '../cctv/index.js'
import { sharesOf } from '../driver-criteria/index.js'
import { countDuties } from '../duties/index.js'
import { findStandardsOn } from '../standards/index.js'
import { countStatedInForce } from '../stated-licences/index.js'
import { countRecorded, findCorrected } from './decision-counts.store.js'
import { countInForce } from './licences-in-force.store.js'
import { OWN_DECISIONS, WHY_HIDDEN, type LicensingStatistics, type OwnDecision } from './licensing-statistics.schema.js'

/** Everything that is counted of an authority, in all months. All of it is as it may be published, but for `decided`. */
export interface Counted extends Pick<
  LicensingStatistics,
  'asAt' | 'dataSources' | 'notAnswered' | 'notKept' | 'licences' | 'vehicles' | 'drivers' | 'refusals'
> {
  authoritySlug: string
  decided: ReadonlyMap<string, number>
}

/** Reads every licence of the authority, in statements of bounded length: for who keeps the answer a while. */
export async function countLicensing(
  deps: Deps,
  { slug: authoritySlug, hasEntries }: { slug: string; hasEntries: boolean },
): Promise<Counted> {
  const tx: Tx = deps.db.prisma
  const at = deps.clock.now()
  const today = londonDate(at.getTime())
  const { dataSources, unanswered } = await findSources(tx, { authoritySlug, at: at.getTime(), today })
  const isAnswered = (cls: LicenceClass) => !unanswered.has(cls)
  const stated = await countStatedInForce(tx, { authoritySlug, at })
  const byKind = await countInForce(tx, { authoritySlug, at })
  for (const kind of VEHICLE_KINDS) byKind[kind] += stated[kind]
  const notAnswered = [...unanswered.keys()]
  const question = { authoritySlug, at, today }
  return {
    authoritySlug,
    asAt: at.toISOString(),
    dataSources,
    notAnswered,
    notKept: notAnswered.filter((cls) => unanswered.get(cls) === 'not-kept'),
    licences: LICENCE_KINDS.map((kind) => ({
      kind,
      inForce: isAnswered(CLASS_OF_KIND[kind]) ? published(byKind[kind]) : null,
    })),
    vehicles: await countVehicles(tx, question, isAnswered('vehicle') ? { byKind, stated } : null),
    drivers: await countDrivers(deps, question, isAnswered('driver')),
    refusals: hasEntries ? await countRefusals(tx, { ownSlug: authoritySlug, now: at, today }) : null,
    decided: await countDecided(tx, authoritySlug),
  }
}

/** The figures of these months. Each month and type is a figure by itself. */
export function statisticsOf(
  { authoritySlug: authority, decided, ...counted }: Counted,
  months: readonly CivilDate[],
): LicensingStatistics {
  const decisions = months.map((day) => {
    const month = monthOf(day)
    const countOf = (type: OwnDecision) => published(decided.get(keyOf(month, type)) ?? 0)
    return { month, counts: OWN_DECISIONS.map((type) => ({ type, count: countOf(type) })) }
  })
  const [from = '', to = ''] = [months.at(0), months.at(-1)].map((day) => day && monthOf(day))
  return { authority, from, to, whyHidden: WHY_HIDDEN, ...counted, decisions }
}

interface Question {
  authoritySlug: string
  at: Date
  today: CivilDate
}

/** @param licences Those that may be used, and how many of them a feed states; null: of vehicles nothing is known. */
async function countVehicles(
  tx: Tx,
  { authoritySlug, at, today }: Question,
  licences: { byKind: Record<LicenceKind, number>; stated: Record<VehicleKind, number> } | null,
): Promise<LicensingStatistics['vehicles']> {
  const { cctv } = await findStandardsOn(tx, authoritySlug, today)
  const isAsked = cctv && cctv.isRequired && cctv.requiredFrom <= today
  if (!licences) return { total: null, isAsked, required: null, compliant: null, share: null }
  const { byKind, stated } = licences
  const total = published(sum(VEHICLE_KINDS.map((kind) => byKind[kind])))
  if (!isAsked) return { total, isAsked, required: null, compliant: null, share: null }
  const of = await countByStatus(tx, { authoritySlug, at })
  // Of the camera of a vehicle that only a feed names nobody knows anything: it is asked for one all the same.
  const unknown = of.unknown + sum(cctv.appliesTo.map((kind) => stated[kind]))
  const required = published(of.compliant + of['non-compliant'] + of['awaiting-fit'] + unknown)
  const compliant = published(of.compliant)
  return { total, isAsked, required, compliant, share: publishedShare(compliant, required) }
}

async function countDrivers(
  deps: Deps,
  { authoritySlug, at }: Question,
  isAnswered: boolean,
): Promise<LicensingStatistics['drivers']> {
  const { drivers: total, all, criteria } = await sharesOf(deps, { authoritySlug, at })
  if (isAnswered) return { total, all, criteria }
  const unknown = { met: null, share: null }
  return { total: null, all: { ...all, ...unknown }, criteria: criteria.map((each) => ({ ...each, ...unknown })) }
}

async function countRefusals(tx: Tx, reader: { ownSlug: string; now: Date; today: CivilDate }) {
  const duties = await countDuties(tx, reader)
  return {
    openAlerts: published(await countOpenAlerts(tx, reader)),
    overdueDuties: published(duties.reduce((sum, { overdue }) => sum + overdue, 0)),
  }
}

/** By month and type, as the decisions stand: what was corrected is taken out where it was first recorded, and put where it counts now. */
async function countDecided(tx: Tx, authoritySlug: string): Promise<Map<string, number>> {
  const decided = new Map<string, number>()
  const add = (month: string, type: DecisionType, change: number) =>
    decided.set(keyOf(month, type), (decided.get(keyOf(month, type)) ?? 0) + change)
  for (const { month, type, count } of await countRecorded(tx, authoritySlug)) add(month, type, count)
  const records = await findCorrected(tx, authoritySlug)
  for (const { correction, decidedOn, type } of records) if (!correction) add(monthOf(decidedOn), type, -1)
  for (const { decision } of matters(records)) if (decision) add(monthOf(decision.decidedOn), decision.type, 1)
  return decided
}

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
const monthOf = (day: CivilDate): string => day.slice(0, 7)
const keyOf = (month: string, type: DecisionType): string => `${month} ${type}`
