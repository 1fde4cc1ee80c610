import { londonDate, type CivilDate } from './calendar.js'
import { retainedUntil } from './duties.js'
import {
  accountOf,
  followed,
  isBefore,
  laterOf,
  type Account,
  type EntryFact,
  type EntryHistory,
  type EntrySays,
  type Later,
  type RecordedStep,
} from './entry-account.js'
import { CLASS_OF_KIND, LIVE_ENTRY_STATES, type EntryCause, type EntryState } from './words.js'

export type { EntryFact, EntryHistory, EntrySays } from './entry-account.js'

/** One change of an entry, its making included, and what it says since. */
export interface EntryChange extends EntrySays, Later {
  state: Exclude<EntryState, 'expired'>
  cause: EntryCause
}

/** The entry of one decision, followed through all that was recorded since. */
export interface StatutoryEntry {
  /** The first record of the decision. */
  decisionId: string
  /** Day on which the person was notified: the first of the five working days (s.2(5)(a)). */
  notifiedOn: CivilDate
  /** Day of the decision as first recorded: its entry is never made before. */
  firstDecidedOn: CivilDate
  /** In order of recording; the first is `active`, and no other. */
  changes: readonly EntryChange[]
}

/**
 * The entries that the history of one driver at one authority makes (Taxis and Private Hire Vehicles (Safeguarding and Road Safety) Act 2022 s.2): a fold
 * over what was recorded, in that order, so that what one act changed is not changed by a later one.
 *
 * | recorded | entry | |
 * |---|---|---|
 * | refusal, suspension or revocation of a driver that relied on relevant information | active | s.2(1), s.2(2)(a) |
 * | lift of the suspension; later grant or renewal; other dates by a correction or a lost appeal | amended | s.2(2)(b), s.2(4) |
 * | appeal allowed; annulment; correction that leaves no relevant information | removed | s.2(2)(b) |
 * | the same undone: further appeal lost, annulment annulled, information restored | reinstated | s.2(2)(b) |
 * | appeal lodged, expiry, surrender, warning, conditions varied | as it was | |
 *
 * A temporary suspension by another authority makes none: s.2(1) is about what the licensing authority itself decides.
 */
export function entries(histories: readonly EntryHistory[]): StatutoryEntry[] {
  const files = histories.filter(({ kind }) => CLASS_OF_KIND[kind] === 'driver')
  const made = new Map<string, Following>()
  const known = new Set<string>()
  for (const act of actsOf(files)) {
    known.add(act.id)
    const all = followed(files.map((file) => asKnown(file, known)))
    for (const one of all) {
      const account = accountOf(one, all)
      const before = made.get(one.root.id)
      if (before) made.set(one.root.id, follow(before, act, account))
      else if (account) made.set(one.root.id, { ...make(account), firstDecidedOn: one.root.decidedOn })
    }
  }
  return [...made].map(([decisionId, { firstDecidedOn, notifiedOn, changes }]) => {
    return { decisionId, notifiedOn, firstDecidedOn, changes }
  })
}

/** What is stored of an entry. */
export interface StoredEntry extends EntrySays {
  state: EntryState
  /** How many of its events its history made: all but those of the person. */
  changes: number
}

/** What is still to be appended so that the register says what the history says; of an entry that is not made yet, all of it. */
export function missingChanges({ changes }: StatutoryEntry, stored: StoredEntry | undefined): readonly EntryChange[] {
  const now = changes.at(-1)
  if (!now || (!stored && !isLive(now))) return []
  if (!stored || changes.length > stored.changes) return changes.slice(stored?.changes ?? 0)
  // Two clocks may have put two acts in another order than they were followed in. What holds now must still be what the register says.
  if (isLive(stored) === isLive(now) && isSameWords(stored, now)) return []
  return [{ ...now, state: !isLive(now) ? 'removed' : isLive(stored) ? 'amended' : 'reinstated' }]
}

/** A decision of more than eleven years ago is not entered; nor, by this, is one again whose entry has expired. */
export function mayBeMade({ firstDecidedOn }: StatutoryEntry, today: CivilDate): boolean {
  return retainedUntil(firstDecidedOn) >= today
}

/** Found by searches. */
export function isLive({ state }: { state: EntryState }): boolean {
  return (LIVE_ENTRY_STATES as readonly EntryState[]).includes(state)
}

interface Following extends Omit<StatutoryEntry, 'decisionId'> {
  /** What earlier requesters were last told. */
  told: Account
  changes: readonly EntryChange[]
}

type Act = EntryFact | RecordedStep

function actsOf(files: readonly EntryHistory[]): Act[] {
  const acts = files.flatMap(({ decisions }) =>
    decisions.flatMap((record): Act[] => [record, ...(record.appeal?.steps ?? [])]),
  )
  return acts.sort((a, b) => (isBefore(a, b) ? -1 : 1))
}

function asKnown(file: EntryHistory, known: ReadonlySet<string>): EntryHistory {
  const decisions = file.decisions
    .filter(({ id }) => known.has(id))
    .map((record) => {
      const steps = record.appeal?.steps.filter(({ id }) => known.has(id)) ?? []
      return { ...record, appeal: steps.length > 0 ? { steps } : null }
    })
  return { ...file, decisions }
}

function make(account: Account): Omit<Following, 'firstDecidedOn'> {
  const { says, notifiedOn } = account
  const { decidedOn: changedOn, takesEffectOn: changeTakesEffectOn } = says
  const first: EntryChange = { ...says, state: 'active', cause: 'decision', changedOn, changeTakesEffectOn }
  return { told: account, notifiedOn, changes: [first, ...laterThings(account, null)] }
}

function follow(entry: Following, act: Act, account: Account | null): Following {
  const { told, changes } = entry
  const last = changes.at(-1)
  const wasLive = last !== undefined && isLive(last)
  if (!account) {
    if (!wasLive) return entry
    return { ...entry, changes: [...changes, { ...told.says, state: 'removed', ...removal(act) }] }
  }
  if (!wasLive) {
    const back: EntryChange = { ...account.says, state: 'reinstated', ...whyAndWhen(act) }
    return { ...entry, told: account, changes: [...changes, back, ...laterThings(account, told)] }
  }
  if (isSameAccount(told, account)) return entry
  const amended: EntryChange = {
    ...account.says,
    state: 'amended',
    ...whyAndWhen(act),
    ...newDates(act, told, account),
  }
  return { ...entry, told: account, changes: [...changes, amended] }
}

/** What came after the decision and was not told yet: when an old decision is entered late, or a removed entry comes back. */
function laterThings({ says, lift, licensed }: Account, told: Account | null): EntryChange[] {
  const things: EntryChange[] = []
  if (lift && !isSameLater(lift, told?.lift))
    things.push({ ...says, ...lift, state: 'amended', cause: 'suspension-lifted' })
  if (licensed && !isSameLater(licensed, told?.licensed))
    things.push({ ...says, ...licensed, state: 'amended', cause: 'licence-granted-since' })
  return things
}

type Why = Later & { cause: EntryCause }

function whyAndWhen(act: Act): Why {
  if (!('decidedOn' in act)) {
    const cause = act.type === 'allowed' ? 'appeal-allowed' : 'appeal-not-allowed'
    return { cause, changedOn: act.on, changeTakesEffectOn: null }
  }
  const { correction, type, decidedOn } = act
  if (correction?.effect === 'annul')
    return { cause: 'decision-annulled', changedOn: decidedOn, changeTakesEffectOn: null }
  // A replacement restates the day of the decision: what changed the entry is its being recorded.
  if (correction)
    return { cause: 'decision-corrected', changedOn: londonDate(act.recordedAt), changeTakesEffectOn: null }
  const cause = type === 'lift-suspension' ? 'suspension-lifted' : 'licence-granted-since'
  return { cause, changedOn: decidedOn, changeTakesEffectOn: null, ...laterOf(act) }
}

function removal(act: Act): Why {
  const why = whyAndWhen(act)
  return why.cause === 'decision-corrected' ? { ...why, cause: 'no-relevant-information' } : why
}

/** A corrected lift or grant: the entry gives the day that it has now (s.2(4)). */
function newDates(act: Act, told: Account, { lift, licensed }: Account): Later | null {
  if (!('correction' in act) || act.correction?.effect !== 'replace') return null
  if (!isSameLater(lift, told.lift)) return lift
  return isSameLater(licensed, told.licensed) ? null : licensed
}

function isSameAccount(a: Account, b: Account): boolean {
  return isSameWords(a.says, b.says) && isSameLater(a.lift, b.lift) && isSameLater(a.licensed, b.licensed)
}

function isSameWords(a: EntrySays, b: EntrySays): boolean {
  return (
    a.decisionType === b.decisionType &&
    a.decidedOn === b.decidedOn &&
    a.takesEffectOn === b.takesEffectOn &&
    a.suspensionEndsOn === b.suspensionEndsOn
  )
}

function isSameLater(a: Later | null, b: Later | null | undefined): boolean {
  return a?.changedOn === b?.changedOn && a?.changeTakesEffectOn === b?.changeTakesEffectOn
}
