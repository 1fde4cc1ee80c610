import type { Line } from './vehicle-story.js'

/** Files of vehicles, applied and undone in memory, in the plainest way: what the registry says is compared with it. */

export interface Fact extends Line {
  addedAt: string
}
export interface Counts {
  added: number
  changed: number
  missing: number
  unchanged: number
  standing: number
}
interface Comparison {
  counts: Counts
  ending: Fact[]
  beginning: Line[]
}

const isSamePlate = (a: Line, b: Line) => a.vrm === b.vrm && a.plate === b.plate
const isSamePeriod = (a: Line, b: Line) => a.startsOn === b.startsOn && a.endsOn === b.endsOn
const isSameRest = (a: Line, b: Line) => a.description === b.description && a.wheelchair === b.wheelchair
const kindOf = ({ description }: Line) => (description.toLowerCase() === 'taxi' ? 'taxi' : 'PHV')

export function compare(facts: readonly Fact[], lines: readonly Line[], today: string): Comparison {
  const counts = { added: 0, changed: 0, missing: 0, unchanged: 0, standing: 0 }
  const ending: Fact[] = []
  const beginning: Line[] = []
  const left: Fact[] = []
  const fresh: Line[] = []
  for (const fact of facts) {
    if (fact.endsOn >= today) counts.standing++
    const again = lines.find((line) => isSamePlate(line, fact) && isSamePeriod(line, fact))
    if (!again && fact.endsOn >= today) left.push(fact)
    if (!again) continue
    if (isSameRest(again, fact)) counts.unchanged++
    else {
      counts.changed++
      ending.push(fact)
      beginning.push(again)
    }
  }
  for (const line of lines)
    if (!facts.some((fact) => isSamePlate(line, fact) && isSamePeriod(line, fact))) fresh.push(line)
  for (const fact of left) {
    const others = left.filter((other) => isSamePlate(other, fact))
    const news = fresh.filter((line) => isSamePlate(line, fact))
    const [line] = news
    const isReplaced =
      others.length === 1 &&
      news.length === 1 &&
      line !== undefined &&
      kindOf(line) === kindOf(fact) &&
      line.endsOn >= fact.endsOn &&
      (line.startsOn <= today || line.startsOn <= fact.startsOn)
    if (isReplaced) {
      counts.changed++
      fresh.splice(fresh.indexOf(line), 1)
      beginning.push(line)
    } else counts.missing++
    ending.push(fact)
  }
  counts.added = fresh.length
  return { counts, ending, beginning: [...beginning, ...fresh] }
}

/** One authority's statements, and what stood before each file that was applied. */
export class ReferenceAuthority {
  facts: Fact[] = []
  before: Fact[][] = []

  apply({ ending, beginning }: Comparison, addedAt: string): void {
    this.before.push(this.facts)
    this.facts = [
      ...this.facts.filter((fact) => !ending.includes(fact)),
      ...beginning.map((line) => ({ ...line, addedAt })),
    ]
  }

  /** What was not touched is the fact that it was; the rest is said anew. */
  undo(at: string): void {
    const before = this.before.pop() ?? []
    this.facts = before.map((fact) => (this.facts.includes(fact) ? fact : { ...fact, addedAt: at }))
  }
}

const wordOfFirst = (active: readonly Fact[]) =>
  new RegExp(
    `^(${active
      .filter(({ addedAt }) => addedAt === active[0]?.addedAt)
      .map(({ description }) => description)
      .join('|')})$`,
  )

/** What the national register's look-up says of a vehicle; undefined: nothing is known. */
export function infoOf(vrm: string, authorities: ReadonlyMap<string, ReferenceAuthority>, today: string) {
  const known = [...authorities]
    .flatMap(([name, { facts }]) => facts.filter((fact) => fact.vrm === vrm).map((fact) => ({ name, ...fact })))
    .sort((a, b) => (a.addedAt < b.addedAt ? -1 : 1))
  if (known.length === 0) return undefined
  const active = known.filter(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn)
  const said = (active.length > 0 ? active : known).map(({ wheelchair }) => wheelchair).filter((word) => word !== '')
  return {
    active: active.length > 0,
    // Of several that were added at once, any may be the first.
    description: active.length === 0 ? null : expect.stringMatching(wordOfFirst(active)),
    wheelchairAccessible: said.length === 0 ? null : active.length > 0 && said.includes('true'),
    licensedStatusExpires: active.length === 0 ? null : active.map(({ endsOn }) => endsOn).sort()[active.length - 1],
    licensingAuthoritiesNames: [...new Set(known.map(({ name }) => name))].sort(),
    addedTimestamp: known[0]?.addedAt.slice(0, 19).replace('T', ' '),
  }
}
