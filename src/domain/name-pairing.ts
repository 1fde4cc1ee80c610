import { weigh, type FieldAgreement } from './match-weights.js'
import { compareNames, type NameAgreement } from './name-agreement.js'
import { shareOf, type NameKind, type NameStatistics } from './name-share.js'
import type { MatchName } from './person-name.js'

/** How each name of one person agrees with each of the other; given and family name may have changed places. */
export function pairNames(ones: MatchName[], others: MatchName[], statistics: NameStatistics): FieldAgreement[][] {
  return ones.flatMap((one) =>
    others.map((other) => {
      const [straight, swapped] = pairings(one, other, statistics)
      return swapped !== undefined && beats(swapped, straight) ? swapped : straight
    }),
  )
}

/** More evidence. Of two with as much, the one whose levels come first in the alphabet: whichever side asks. */
export function beats(fields: FieldAgreement[], best: FieldAgreement[]): boolean {
  const more = sumOf(fields) - sumOf(best)
  return more > 0 || (more === 0 && levelsOf(fields) < levelsOf(best))
}

const sumOf = (fields: FieldAgreement[]): number => fields.reduce((sum, { bits }) => sum + bits, 0)
const levelsOf = (fields: FieldAgreement[]): string =>
  fields
    .map(({ level }) => level)
    .sort()
    .join()

function pairings(
  one: MatchName,
  other: MatchName,
  statistics: NameStatistics,
): [straight: FieldAgreement[], swapped?: FieldAgreement[]] {
  const used = one.type === 'full' && other.type === 'full' ? [] : [weigh('name-used', 'former-or-alias')]
  const given = compareNames(one.given, other.given)
  const family = compareNames(one.family, other.family)
  const straight = [weighName('given-names', given, statistics), weighName('family-name', family, statistics), ...used]
  if (given?.level === 'exact' && family?.level === 'exact') return [straight]
  const swapped = [
    weighEither('given-names', compareNames(one.given, other.family), statistics),
    weighEither('family-name', compareNames(one.family, other.given), statistics),
    weigh('name-order', 'swapped'),
    ...used,
  ]
  return [straight, swapped]
}

type NameField = 'given-names' | 'family-name'
const KIND: Record<NameField, NameKind> = { 'given-names': 'given', 'family-name': 'family' }

function weighName(field: NameField, agreement: NameAgreement | null, statistics: NameStatistics): FieldAgreement {
  if (agreement === null) return weigh(field, null)
  const share = agreement.common.reduce((product, pair) => product * commoner(KIND[field], pair, statistics), 1)
  return weigh(field, agreement.level, share)
}

/** Of names in each other's places: worth the lesser of what it is in either, so that it matters not which side asks. */
function weighEither(field: NameField, agreement: NameAgreement | null, statistics: NameStatistics): FieldAgreement {
  const given = weighName('given-names', agreement, statistics)
  const family = weighName('family-name', agreement, statistics)
  return { ...given, field, bits: Math.min(given.bits, family.bits) }
}

const commoner = (kind: NameKind, pair: [string, string], statistics: NameStatistics): number =>
  Math.max(...pair.map((part) => shareOf(kind, part, statistics)))
