import { isGivenName, isNickname } from './nicknames.js'
import { canonical, isKnown } from './name-variants.js'
import { soundKey } from './person-name.js'
import { likeness, within } from './text-distance.js'

/** How two parts of a name agree, best first. */
const PART_LEVELS = ['exact', 'variant', 'nickname', 'typo', 'phonetic', 'similar', 'initial', 'different'] as const
type PartLevel = (typeof PART_LEVELS)[number]
export type FieldLevel = PartLevel | 'subset' | 'overlap'

export interface NameAgreement {
  level: FieldLevel
  /** The parts that agree, as each of the two has them. */
  common: [string, string][]
}

/** How two given names, or two family names, agree. Null: one of them is not known. */
export function compareNames(one: string[], other: string[]): NameAgreement | null {
  const [first, second] = [one[0], other[0]]
  if (first === undefined || second === undefined) return null
  if (one.length === 1 && other.length === 1) return { level: comparePart(first, second), common: [[first, second]] }

  const [fewer, more] = inOrder(one, other)
  const alone = fewer.map((part): [string, string] => [part, part])
  if (sameParts(fewer, more)) return { level: 'exact', common: alone }
  const { levels, common } = pairUp(fewer, more)
  const worst = PART_LEVELS[Math.max(-1, ...levels.map((level) => PART_LEVELS.indexOf(level)))]
  const isWhole = worst !== undefined && levels.length === fewer.length
  if (isWhole && fewer.length === more.length) return { level: worst, common }
  if (isWhole && worst !== 'initial') return { level: 'subset', common }
  if (fewer.length < more.length) {
    const joined = comparePart(fewer.join(''), more.join(''))
    if (joined === 'typo' || joined === 'phonetic') return { level: joined, common: alone }
  }
  if (levels.some((level) => level !== 'initial')) return { level: 'overlap', common }
  return { level: worst ?? 'different', common }
}

/** The shorter name leads, whichever side asks; of two as long, the one first in the alphabet. */
function inOrder(one: string[], other: string[]): [string[], string[]] {
  const longer = one.length - other.length
  return longer < 0 || (longer === 0 && one.join(' ') < other.join(' ')) ? [one, other] : [other, one]
}

/** Whether they are the same parts in any order, or written as one word and as two. */
function sameParts(one: string[], other: string[]): boolean {
  return one.join('') === other.join('') || one.toSorted().join(' ') === other.toSorted().join(' ')
}

/** Pairs each part of the shorter name with the best free part of the longer; parts that agree with none are left out. */
function pairUp(fewer: string[], more: string[]): { levels: PartLevel[]; common: [string, string][] } {
  const free = [...more]
  const levels: PartLevel[] = []
  const common: [string, string][] = []
  for (const part of fewer) {
    const found = free.map((candidate) => PART_LEVELS.indexOf(comparePart(part, candidate)))
    const best = Math.min(...found)
    const level = PART_LEVELS[best]
    if (level === undefined || level === 'different') continue
    const [candidate] = free.splice(found.indexOf(best), 1)
    levels.push(level)
    common.push([part, candidate ?? part])
  }
  return { levels, common }
}

/** One search compares the same few parts with those of hundreds of records. */
const COMPARED_MOST = 50_000
const compared = new Map<string, PartLevel>()

function comparePart(one: string, other: string): PartLevel {
  if (one === other) return 'exact'
  const pair = `${one} ${other}`
  const known = compared.get(pair)
  if (known !== undefined) return known
  if (compared.size >= COMPARED_MOST) compared.clear()
  const level = comparePartAnew(one, other)
  compared.set(pair, level)
  return level
}

function comparePartAnew(one: string, other: string): PartLevel {
  if (canonical(one) === canonical(other)) return 'variant'
  const bothGiven = isGivenName(one) && isGivenName(other)
  if (bothGiven && isNickname(one, other)) return 'nickname'
  const shorter = Math.min(one.length, other.length)
  if (shorter === 1) return one[0] === other[0] ? 'initial' : 'different'

  const oneEdit = within(1, one, other)
  // Mohammed and Mahmood, Jayden and Hayden: both are names, so neither is a slip of the other.
  if (bothGiven || (isKnown(one) && isKnown(other))) return oneEdit ? 'similar' : 'different'
  if ((oneEdit && shorter >= 4) || (shorter >= 8 && within(2, one, other))) return 'typo'
  if (oneEdit && shorter === 3) return 'similar'
  const alike = likeness(one, other)
  if (alike < 0.7) return 'different'
  const sound = soundKey(one)
  if (sound.length >= 2 && sound === soundKey(other)) return 'phonetic'
  return alike >= 0.85 ? 'similar' : 'different'
}
