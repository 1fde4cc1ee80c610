import type { EntryFact, EntryHistory } from '../../src/domain/entry.js'
import { whatCounts, type Matter } from './reference-standing.js'

/**
 * The register of entries kept by hand: after each act every decision of the driver is looked at afresh, and a line is written where the card of one no
 * longer says what it should. It shares no line with src/domain/entry.ts; counts of days are written out, effect is found day by day.
 */
export function registerByHand(files: readonly EntryHistory[]): Map<string, Line[]> {
  const cards = new Map<string, { lines: Line[]; last: Card }>()
  const acts = actsInOrder(files)
  acts.forEach((act, index) => {
    const known = new Set(acts.slice(0, index + 1).map(({ id }) => id))
    const decisions = files.map((file) => whatCounts(sofar(file, known)))
    files.forEach((file, number) => {
      for (const root of file.decisions.filter(({ id, correction }) => known.has(id) && correction === null)) {
        const matter = decisions[number]!.find(({ ids }) => ids.has(root.id))
        const card = matter ? cardOf(file, root, matter, decisions.flat(), files) : null
        const held = cards.get(root.id)
        if (!held && card) cards.set(root.id, { lines: [made(card), ...since(card, null)], last: card })
        if (held) writeOn(held, act, card)
      }
    })
  })
  return new Map([...cards].map(([id, { lines }]) => [id, lines]))
}

export interface Line {
  state: string
  cause: string
  on: string
  effect: string | null
  says: string
}

interface Card {
  says: string
  decided: string
  effect: string | null
  lift: string | null
  licence: string | null
}

type Act = { id: string; recordedAt: number; fact?: EntryFact; step?: { type: string; on: string } }

function actsInOrder(files: readonly EntryHistory[]): Act[] {
  const acts: Act[] = []
  for (const { kind, decisions } of files) {
    if (!['private-hire-driver', 'hackney-carriage-driver'].includes(kind)) continue
    for (const fact of decisions) {
      acts.push({ id: fact.id, recordedAt: fact.recordedAt, fact })
      for (const step of fact.appeal?.steps ?? []) acts.push({ id: step.id, recordedAt: step.recordedAt, step })
    }
  }
  return acts.sort((a, b) => a.recordedAt - b.recordedAt)
}

function sofar({ decisions }: EntryHistory, known: Set<string>): EntryFact[] {
  return decisions
    .filter(({ id }) => known.has(id))
    .map((fact) => {
      const steps = (fact.appeal?.steps ?? []).filter(({ id }) => known.has(id))
      return { ...fact, appeal: steps.length === 0 ? null : { steps } }
    })
}

function cardOf(file: EntryHistory, root: EntryFact, matter: Matter, all: Matter[], files: readonly EntryHistory[]) {
  const record = matter.record as EntryFact
  if (!['refuse-application', 'refuse-renewal', 'suspend', 'revoke'].includes(record.type)) return null
  if (record.relevantInformation.length === 0 || court(matter) === 'allowed') return null
  const effect = dayOfEffect(file, matter)
  const lifts = all
    .filter(({ record: r }) => r.type === 'lift-suspension' && matter.ids.has(r.liftsDecisionId ?? ''))
    .map(({ record: r }) => ({ day: r.decidedOn, effect: r.takesEffectOn ?? r.decidedOn }))
    .sort((a, b) => a.effect.localeCompare(b.effect))
  const recorded = (id: string) => files.flatMap((each) => each.decisions).find((fact) => fact.id === id)!.recordedAt
  const licences = all
    .filter(({ record: r, ids }) => {
      if (r.type !== 'grant' && r.type !== 'renew') return false
      if (r.decidedOn !== record.decidedOn) return r.decidedOn > record.decidedOn
      return recorded([...ids][0]!) > root.recordedAt
    })
    .map(({ record: r }) => `${r.decidedOn} ${r.period?.startsOn ?? r.takesEffectOn ?? r.decidedOn}`)
    .sort()
  const differs = effect !== null && effect !== record.decidedOn ? effect : null
  return {
    says: [record.type, record.decidedOn, differs, record.suspensionEndsOn].join(' '),
    decided: record.decidedOn,
    effect: differs,
    lift: lifts[0] ? `${lifts[0].day} ${lifts[0].effect}` : null,
    licence: licences.at(-1) ?? null,
  }
}

/** The last outcome that a court gave; going further, or no further, leaves it. */
function court({ appeal }: Matter, upTo = '9999'): string {
  const soFar = appeal.filter(({ on }) => on <= upTo)
  return soFar.filter(({ type }) => type === 'allowed' || type === 'dismissed').at(-1)?.type ?? 'none'
}

/** The first day, from the notice on, on which it bites: looked for day by day. */
function dayOfEffect({ jurisdiction }: EntryHistory, matter: Matter): string | null {
  const { record, appeal } = matter
  if (record.type !== 'suspend' && record.type !== 'revoke') return null
  const notice = record.notifiedOn ?? record.decidedOn
  const onTheSpot = record.legalBasis === 'lgmpa-1976-s68' || record.legalBasis === 'plymouth-1975-unfit-vehicle'
  const immediate = record.isImmediate || onTheSpot
  const effect = record.takesEffectOn ?? (immediate ? notice : plus(notice, jurisdiction === 'scotland' ? 29 : 21))
  const lodged = appeal[0]?.on
  const holds = !immediate && lodged !== undefined && lodged <= plus(notice, jurisdiction === 'scotland' ? 28 : 21)
  if (!holds) return effect
  for (let day = effect, left = 1_000; left > 0; day = plus(day, 1), left--) {
    const last = appeal.filter(({ on }) => on <= day).at(-1)?.type
    if (last === undefined) return day
    if (last !== 'lodged' && last !== 'further-appeal' && court(matter, day) !== 'allowed') return day
  }
  return effect
}

function writeOn(held: { lines: Line[]; last: Card }, act: Act, card: Card | null): void {
  const isIn = held.lines.at(-1)!.state !== 'removed'
  if (!card) {
    if (isIn) held.lines.push({ state: 'removed', ...why(act, true), says: held.last.says })
    return
  }
  if (!isIn) held.lines.push({ state: 'reinstated', ...why(act), says: card.says }, ...since(card, held.last))
  else if (JSON.stringify(card) !== JSON.stringify(held.last)) {
    const line = { state: 'amended', ...why(act), says: card.says }
    if (act.fact?.correction?.effect === 'replace') {
      if (card.lift !== held.last.lift) Object.assign(line, dated(card.lift, line))
      else if (card.licence !== held.last.licence) Object.assign(line, dated(card.licence, line))
    }
    held.lines.push(line)
  }
  held.last = card
}

const made = ({ decided, effect, says }: Card): Line => ({
  state: 'active',
  cause: 'decision',
  on: decided,
  effect,
  says,
})

function since(card: Card, before: Card | null): Line[] {
  const lines: Line[] = []
  const add = (cause: string, now: string | null, then: string | null) => {
    const line = { state: 'amended', cause, on: '', effect: null, says: card.says }
    if (now !== null && now !== then) lines.push({ ...line, ...dated(now, line) })
  }
  add('suspension-lifted', card.lift, before?.lift ?? null)
  add('licence-granted-since', card.licence, before?.licence ?? null)
  return lines
}

function dated(days: string | null, otherwise: { on: string; effect: string | null }) {
  if (days === null) return { on: otherwise.on, effect: otherwise.effect }
  const [on, effect] = days.split(' ') as [string, string]
  return { on, effect: effect === on ? null : effect }
}

function why({ fact, step }: Act, isRemoval = false): { cause: string; on: string; effect: string | null } {
  if (step)
    return { cause: step.type === 'allowed' ? 'appeal-allowed' : 'appeal-not-allowed', on: step.on, effect: null }
  if (!fact) throw new Error('an act is one of the two')
  if (fact.correction?.effect === 'annul') return { cause: 'decision-annulled', on: fact.decidedOn, effect: null }
  if (fact.correction) {
    const on = LONDON.format(fact.recordedAt)
    return { cause: isRemoval ? 'no-relevant-information' : 'decision-corrected', on, effect: null }
  }
  const effect = fact.period?.startsOn ?? fact.takesEffectOn
  const differs = effect === fact.decidedOn ? null : effect
  const cause = fact.type === 'lift-suspension' ? 'suspension-lifted' : 'licence-granted-since'
  return { cause, on: fact.decidedOn, effect: differs }
}

const LONDON = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

function plus(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)
}
