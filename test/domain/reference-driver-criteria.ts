import type { DriverFact } from '../../src/domain/driver-facts.js'
import type { DriverCriteria } from '../../src/domain/standards.js'

/**
 * A card index kept by hand: one card per original fact, on which each correction is written as it comes. It shares no line with the code under test;
 * months are counted on the fingers.
 */
export interface Card {
  /** What the card says; null: struck out. */
  says: DriverFact | null
  /** Every record written on it. */
  records: string[]
}

export function cardsOf(facts: readonly DriverFact[]): Card[] {
  const cards: Card[] = []
  const saidBefore = new Map<string, DriverFact | null>()
  for (const fact of [...facts].sort((a, b) => a.seq - b.seq)) {
    if (fact.correction === null) {
      cards.push({ says: fact, records: [fact.id] })
      continue
    }
    const named = fact.correction.factId
    const card = cards.find(({ records }) => records.includes(named))!
    saidBefore.set(fact.id, card.says)
    // To strike out a first fact leaves nothing; to strike out a correction leaves what was there before it.
    card.says = fact.correction.effect === 'replace' ? fact : (saidBefore.get(named) ?? null)
    card.records.push(fact.id)
  }
  return cards
}

/** Ids of the vehicles driven on a day, as often as they are recorded so. */
export function vehiclesByHand(facts: readonly DriverFact[], day: string): string[] {
  const cards = cardsOf(facts).filter(({ says }) => says !== null && says.on <= day)
  return cards.flatMap(({ says, records }) => {
    if (says?.type !== 'vehicle-driven') return []
    const left = cards.some(
      (other) => other.says?.type === 'vehicle-left' && records.includes(other.says.content.factId),
    )
    return left ? [] : [says.content.vehicleId]
  })
}

export function statusesByHand(
  criteria: DriverCriteria | null,
  facts: readonly DriverFact[],
  cameras: Record<string, string>,
  day: string,
): Record<string, string> {
  const said = cardsOf(facts).flatMap(({ says }) => (says !== null && says.on <= day ? [says] : []))
  if (criteria === null)
    return {
      'background-check': 'unknown',
      'safeguarding-training': 'unknown',
      qualification: 'unknown',
      camera: 'unknown',
    }
  const word = (isMet: boolean) => (isMet ? 'met' : 'not-met')
  const { backgroundCheck, safeguardingTraining, qualification, camera } = criteria
  const checks = said.filter(({ type }) => type === 'background-check')
  const titles = said.flatMap((fact) => (fact.type === 'qualification' ? [squeezed(fact.content.title)] : []))
  const trainings = said.filter(({ type }) => type === 'safeguarding-training')
  const months = safeguardingTraining?.everyMonths ?? Infinity
  const statuses = vehiclesByHand(facts, day).map((id) => cameras[id] ?? 'unknown')
  return {
    'background-check':
      backgroundCheck === null
        ? 'not-asked'
        : word(
            checks.some((fact) => JSON.stringify(fact.content).includes('enhanced')) &&
              checks.some(({ on }) => isWithin(on, backgroundCheck.everyMonths, day)),
          ),
    'safeguarding-training':
      safeguardingTraining === null ? 'not-asked' : word(trainings.some(({ on }) => isWithin(on, months, day))),
    qualification:
      qualification === null
        ? 'not-asked'
        : word(qualification.accepted.some((title) => titles.includes(squeezed(title)))),
    camera: camera === null ? 'not-asked' : cameraByHand(statuses),
  }
}

const GOOD = ['compliant', 'exempt', 'not-required']
const BAD = ['non-compliant', 'awaiting-fit']
function cameraByHand(statuses: string[]): string {
  if (statuses.length > 0 && statuses.every((status) => GOOD.includes(status))) return 'met'
  return statuses.some((status) => BAD.includes(status)) ? 'not-met' : 'unknown'
}

const squeezed = (title: string) => title.toUpperCase().split(' ').join('')

/** Whether `day` is at most so many months after `from`; a month without such a day ends it on its last. */
function isWithin(from: string, months: number, day: string): boolean {
  const [y1, m1, d1] = from.split('-').map(Number) as [number, number, number]
  const [y2, m2, d2] = day.split('-').map(Number) as [number, number, number]
  const apart = (y2 - y1) * 12 + (m2 - m1)
  if (apart !== months) return apart < months
  const isLeap = y2 % 4 === 0 && (y2 % 100 !== 0 || y2 % 400 === 0)
  const length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m2 - 1]!
  return d2 <= Math.min(d1, length)
}
