import { londonDate, type CivilDate, type Instant } from '../../domain/calendar.js'
import { isStale } from '../../domain/freshness.js'
import { compact } from '../../domain/identity.js'
import { standingAt, type StandingStep } from '../../domain/standing.js'
import { statedAt } from '../../domain/stated.js'
import type { Tx } from '../../platform/db.js'
import type { LicenceInfo } from './licence-info.schema.js'
import { findRecordedFacts, findStatedFacts, findVehicleSources } from './licence-info.store.js'

/** A licence of a vehicle, wherever it is known from. */
interface Known {
  vrm: string
  authorityName: string
  description: string
  isWheelchairAccessible: boolean | null
  addedAt: Instant
  /** Its last day; null: it may not be used now. */
  activeUntil: CivilDate | null
}

/**
 * What is known of these vehicles, by mark; unknown ones have no entry. What files state and what is recorded here count alike, and a decision recorded here
 * outweighs a statement (src/domain/stated.ts). An authority whose file is overdue licenses nobody here: the answer has no word for unknown, and must not be a
 * yes from stale data.
 */
export async function licencesInfo(tx: Tx, vrms: readonly string[], now: Date): Promise<Map<string, LicenceInfo>> {
  const known = await knownLicences(tx, vrms, now)
  return new Map(
    [...new Set(known.map(({ vrm }) => vrm))].map((vrm) => [vrm, infoOf(known.filter((each) => each.vrm === vrm))]),
  )
}

async function knownLicences(tx: Tx, vrms: readonly string[], now: Date): Promise<Known[]> {
  const stated = (await findStatedFacts(tx, vrms)).map((fact) => ({ ...fact, number: compact(fact.number) }))
  const recorded = await findRecordedFacts(tx, { vrms, plates: stated })
  const slugs = [...new Set([...stated, ...recorded].map(({ slug }) => slug))]
  const sources = await findVehicleSources(tx, { slugs, today: londonDate(now.getTime()) })

  const at = now.getTime()
  const activeUntil = (slug: string, { verdict, validUntil }: StandingStep): CivilDate | null => {
    const source = sources.get(slug)
    return source && !isStale(source, at) && verdict === 'yes' ? validUntil : null
  }
  const asked = new Set(vrms)
  return [
    ...stated
      // Without a feed there is nothing whose age could be told.
      .filter(({ slug }) => sources.get(slug)?.mode === 'feed')
      .map((fact) => {
        const here = recorded.filter(({ slug }) => slug === fact.slug)
        return { ...fact, activeUntil: activeUntil(fact.slug, statedAt(fact, fact.jurisdiction, here, at)) }
      }),
    ...recorded
      .filter(({ vrm }) => asked.has(vrm))
      .map((fact) => ({
        ...fact,
        description: fact.kind === 'hackney-carriage-vehicle' ? 'taxi' : 'PHV',
        activeUntil: activeUntil(fact.slug, standingAt(fact.standing, at)),
      })),
  ].sort((a, b) => a.addedAt - b.addedAt)
}

/** @param known at least one, in the order in which they were added. */
function infoOf(known: readonly Known[]): LicenceInfo {
  const active = known.filter(({ activeUntil }) => activeUntil !== null)
  const ends = active.flatMap(({ activeUntil }) => activeUntil ?? [])
  const said = (active.length > 0 ? active : known).flatMap(
    ({ isWheelchairAccessible }) => isWheelchairAccessible ?? [],
  )
  return {
    active: active.length > 0,
    description: active[0]?.description ?? null,
    wheelchairAccessible: said.length === 0 ? null : active.length > 0 && said.includes(true),
    licensedStatusExpires: ends.sort().at(-1) ?? null,
    licensingAuthoritiesNames: [...new Set(known.map(({ authorityName }) => authorityName))].sort(),
    addedTimestamp: new Date(known[0]?.addedAt ?? 0).toISOString().slice(0, 19).replace('T', ' '),
  }
}
