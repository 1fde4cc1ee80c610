import type { AppealStep, DecisionFact, LicenceHistory } from '../../src/domain/history.js'
import type { Situation, Verdict } from '../../src/domain/words.js'

/**
 * The truth table asked as questions about one instant. It shares no line with src/domain: London days come from Intl,
 * the counts of days are written out, corrections are replayed in the order of recording. Slow, plain, and the judge of standing.ts.
 */
export function mayUse(history: LicenceHistory, at: number): Answer {
  return interpreter(history)(at)
}

interface Answer {
  verdict: Verdict
  situation: Situation
  validUntil: string | null
}

/** The same for one history and many instants. */
export function interpreter(history: LicenceHistory): (at: number) => Answer {
  const counting = whatCounts(history.decisions)
  return (at) => askTheTable(history, counting, londonDay(at))
}

function askTheTable(history: LicenceHistory, counting: Matter[], today: string): Answer {
  const answers = counting.map((matter) => whatItDoesToday(history, matter, counting, today))
  const someoneSays = (situation: Situation) => answers.includes(situation)

  const periods = counting.flatMap(({ record }) =>
    record.period && ['grant', 'renew'].includes(record.type) ? [record.period] : [],
  )
  const current = periods.find((period) => period.startsOn <= today && today <= period.endsOn)
  const past = periods.filter((period) => period.endsOn < today)

  if (someoneSays('revoked')) return no('revoked')
  if (someoneSays('surrendered')) return no('surrendered')
  if (someoneSays('suspended')) return no('suspended')
  if (someoneSays('temporarily-suspended')) return no('temporarily-suspended')
  if (!current) {
    if (past.length === 0) return no('not-yet-in-force')
    if (someoneSays('refused-renewal-under-appeal')) return unknown('refused-renewal-under-appeal')
    const lastDay = past
      .map((period) => period.endsOn)
      .sort()
      .at(-1)!
    const stillUndecided = history.renewalsPending.some(
      ({ receivedOn, determinedOn }) => receivedOn <= lastDay && (determinedOn === null || today < determinedOn),
    )
    if (['london', 'scotland'].includes(history.jurisdiction) && stillUndecided)
      return unknown('renewal-pending-unsettled')
    return no('expired')
  }
  if (someoneSays('appeal-unsettled')) return unknown('appeal-unsettled')
  if (someoneSays('held-off-by-appeal')) return yes('held-off-by-appeal', current.endsOn)
  if (someoneSays('notice-running')) return yes('notice-running', current.endsOn)
  return yes('in-force', current.endsOn)
}

function whatItDoesToday(history: LicenceHistory, matter: Matter, all: Matter[], today: string): Situation | 'nothing' {
  const { record } = matter
  const notice = record.notifiedOn ?? record.decidedOn
  const court = whatTheCourtSays(matter.appeal, today)
  const lodged = matter.appeal[0]?.on
  const inTime = lodged !== undefined && lodged <= plusDays(notice, history.jurisdiction === 'scotland' ? 28 : 21)

  switch (record.type) {
    case 'surrender':
      return today >= (record.takesEffectOn ?? record.decidedOn) ? 'surrendered' : 'nothing'
    case 'refuse-renewal':
      return inTime && (court === 'undecided' || court === 'undecided-again')
        ? 'refused-renewal-under-appeal'
        : 'nothing'
    case 'suspend':
    case 'revoke':
    case 'temporary-suspension-by-other-authority':
      break
    default:
      return 'nothing'
  }
  if (court === 'quashed') return 'nothing'
  const onTheSpot = record.legalBasis === 'lgmpa-1976-s68' || record.legalBasis === 'plymouth-1975-unfit-vehicle'
  const immediate = record.isImmediate || onTheSpot || record.type === 'temporary-suspension-by-other-authority'
  const effect = record.takesEffectOn ?? (immediate ? notice : plusDays(notice, daysBeforeOrdinaryEffect(history)))

  if (record.type !== 'revoke') {
    const lifts = all
      .filter((other) => other.record.type === 'lift-suspension' && matter.ids.has(other.record.liftsDecisionId ?? ''))
      .map((lift) => lift.record.takesEffectOn ?? lift.record.decidedOn)
    const liftedBy = (day: string) => lifts.some((lift) => lift <= day)
    const endedBy = (day: string) => record.suspensionEndsOn !== null && record.suspensionEndsOn < day
    if (onTheSpot && record.type === 'suspend') {
      const twoMonthsOver = plusDays(plusTwoMonths(effect), 1)
      const lastChance = plusDays(twoMonthsOver, -1)
      if (today >= twoMonthsOver && !liftedBy(lastChance) && !endedBy(lastChance)) return 'revoked'
    }
    if (liftedBy(today) || endedBy(today)) return 'nothing'
  }

  if (today < notice) return 'nothing'
  const mayHoldOff = !immediate && inTime
  if (court === 'undecided' && mayHoldOff) return 'held-off-by-appeal'
  if (today < effect) return 'notice-running'
  if (court === 'undecided-again' && mayHoldOff) return 'appeal-unsettled'
  if (record.type === 'revoke') return 'revoked'
  return record.type === 'suspend' ? 'suspended' : 'temporarily-suspended'
}

/** 21 days beginning with the notice for drivers of England and Wales, London and Northern Ireland; elsewhere once no appeal can be lodged. */
function daysBeforeOrdinaryEffect({ jurisdiction, kind }: LicenceHistory): number {
  if (jurisdiction === 'scotland') return 29
  const perAct = jurisdiction === 'london' || jurisdiction === 'northern-ireland'
  return perAct || kind === 'private-hire-driver' || kind === 'hackney-carriage-driver' ? 21 : 22
}

type Court = 'no-appeal' | 'undecided' | 'stands' | 'quashed' | 'undecided-again'

function whatTheCourtSays(steps: readonly AppealStep[], today: string): Court {
  const soFar = steps.filter((step) => step.on <= today)
  const last = soFar.at(-1)
  if (!last) return 'no-appeal'
  const lastOutcome = soFar.filter((step) => step.type === 'allowed' || step.type === 'dismissed').at(-1)?.type
  if (lastOutcome === 'allowed') return 'quashed'
  if (last.type === 'lodged') return 'undecided'
  return last.type === 'further-appeal' ? 'undecided-again' : 'stands'
}

export interface Matter {
  record: DecisionFact
  ids: Set<string>
  appeal: readonly AppealStep[]
}

/** Plays the records in order: each correction changes what counts in one matter, and remembers what counted before it. */
export function whatCounts(decisions: readonly DecisionFact[]): Matter[] {
  const matters: {
    now: DecisionFact | null
    before: Map<string, DecisionFact | null>
    appeal: readonly AppealStep[]
  }[] = []
  for (const record of decisions) {
    const named = record.correction?.decisionId
    let matter = matters.find(({ before }) => named !== undefined && before.has(named))
    if (!matter) {
      if (record.correction) continue
      matter = { now: null, before: new Map(), appeal: [] }
      matters.push(matter)
    }
    matter.before.set(record.id, matter.now)
    if (record.correction?.effect === 'annul') matter.now = matter.before.get(record.correction.decisionId) ?? null
    else matter.now = record
    if (record.appeal) matter.appeal = record.appeal.steps
  }
  return matters.flatMap(({ now, before, appeal }) =>
    now ? [{ record: now, ids: new Set(before.keys()), appeal }] : [],
  )
}

const LONDON = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
})

/** The same few days are asked for a million times: each answer is worked out once. */
function remembered<A extends string | number, B>(answer: (question: A) => B): (question: A) => B {
  const known = new Map<A, B>()
  return (question) => {
    const found = known.get(question) ?? answer(question)
    known.set(question, found)
    return found
  }
}

const londonDay = remembered((at: number) => LONDON.format(at))

const daysAfter = remembered((day: string) =>
  remembered((days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)),
)

function plusDays(day: string, days: number): string {
  return daysAfter(day)(days)
}

function plusTwoMonths(day: string): string {
  const date = new Date(`${day}T12:00:00Z`)
  const dayOfMonth = date.getUTCDate()
  date.setUTCMonth(date.getUTCMonth() + 2)
  if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0)
  return date.toISOString().slice(0, 10)
}

const no = (situation: Situation) => ({ verdict: 'no' as const, situation, validUntil: null })
const unknown = (situation: Situation) => ({ verdict: 'unknown' as const, situation, validUntil: null })
const yes = (situation: Situation, validUntil: string) => ({ verdict: 'yes' as const, situation, validUntil })
