/** How a given name or a family name agrees. */
export type NameLevel =
  | 'exact'
  | 'variant'
  | 'nickname'
  | 'subset'
  | 'typo'
  | 'phonetic'
  | 'encoded'
  | 'similar'
  | 'initial'
  | 'overlap'
  | 'different'
export type DateLevel =
  | 'exact'
  | 'first-of-january'
  | 'day-month-swapped'
  | 'encoded'
  | 'one-digit'
  | 'two-parts'
  | 'two-digits'
  /** Sixteen to forty-five years apart, as most parents and children are. */
  | 'generation'
  | 'different'
export type AddressLevel = 'same-address' | 'same-postcode' | 'same-street' | 'near' | 'different'
export type IdentifierLevel = 'exact' | 'one-character' | 'different'

interface Levels {
  'given-names': NameLevel
  'family-name': NameLevel
  'name-order': 'swapped'
  'name-used': 'former-or-alias'
  'date-of-birth': DateLevel
  address: AddressLevel
  'ni-number': IdentifierLevel
  'driving-licence': IdentifierLevel
}
export type MatchField = keyof Levels
export type AgreementLevel = Levels[MatchField] | 'missing'

/** How one field agrees. The bits are for the record of the search, never for the officer. */
export interface FieldAgreement {
  field: MatchField
  level: AgreementLevel
  bits: number
}

interface Weight {
  /** log2 of how much likelier the level is between two descriptions of one person than between two people. */
  bits: number
  /** Of an agreement on a name: how often two descriptions of one person agree so. The name's own share does the rest; `bits` is the most. */
  ofOnePerson?: number
}

/**
 * Every weight, with where it comes from. Judged: for drivers in the United Kingdom, by hand. Counted: on FEBRL data set 3, whose people are
 * invented and have no spelling variants and no swapped days. Between: of the two. Capped: what strangers of one family or household share
 * by more than chance counts for no more, however rarely it was counted; nothing but an identifier counts for more than 14.
 */
const WEIGHTS: { [F in MatchField]: Record<Levels[F], Weight> } = {
  'given-names': {
    exact: { bits: 14, ofOnePerson: 0.8 }, // judged, counted 0.76
    variant: { bits: 9, ofOnePerson: 0.07 }, // judged
    nickname: { bits: 8, ofOnePerson: 0.05 }, // judged
    subset: { bits: 8, ofOnePerson: 0.03 }, // judged
    typo: { bits: 6.5 }, // between 5.5 and 7.5
    phonetic: { bits: 4.5 }, // judged, counted 2.4
    encoded: { bits: 0 }, // a driver number holds no more than initials
    similar: { bits: 3 }, // between 3.8 and 2.1
    initial: { bits: 2 }, // capped
    overlap: { bits: 3, ofOnePerson: 0.005 }, // capped: brothers have Muhammad in common
    different: { bits: -5 }, // between -6.5 and -3.4
  },
  'family-name': {
    exact: { bits: 14, ofOnePerson: 0.82 }, // judged, counted 0.74
    variant: { bits: 9, ofOnePerson: 0.06 }, // judged
    nickname: { bits: 8, ofOnePerson: 0.005 }, // judged
    subset: { bits: 8, ofOnePerson: 0.015 }, // judged
    typo: { bits: 7 }, // between 5.2 and 9.0
    phonetic: { bits: 4.3 }, // judged, counted 2.8
    encoded: { bits: 4 }, // judged: five letters, of a number that the other may not have given
    similar: { bits: 2.6 }, // judged, counted 2.9
    initial: { bits: 2 }, // capped
    overlap: { bits: 3, ofOnePerson: 0.005 }, // capped
    different: { bits: -4.5 }, // between -5.1 and -3.9
  },
  'name-order': {
    swapped: { bits: -4 }, // judged: 6 in 100 of one person; counted 7
  },
  'name-used': {
    'former-or-alias': { bits: -1 }, // judged: more names, more chances
  },
  'date-of-birth': {
    exact: { bits: 14 }, // capped, counted 15.2
    'first-of-january': { bits: 11 }, // judged: given to people whose day nobody wrote down, eight times as common as any other
    'day-month-swapped': { bits: 11 }, // judged
    encoded: { bits: 8 }, // judged: the century is not in the number
    'one-digit': { bits: 4 }, // between 3.1 and 4.2
    'two-parts': { bits: 1.3 }, // judged
    'two-digits': { bits: -2 }, // judged
    generation: { bits: -5 }, // as different
    different: { bits: -5 }, // between -6.0 and -4.5
  },
  address: {
    'same-address': { bits: 13 }, // capped, counted 14.5
    'same-postcode': { bits: 10 }, // capped
    'same-street': { bits: 7.6 }, // judged, counted 6.2
    near: { bits: 3.1 }, // judged
    different: { bits: -1.4 }, // judged: people move, which FEBRL's do not
  },
  'ni-number': {
    exact: { bits: 19.9 }, // judged: one in a million pairs of strangers, by mistake or misuse
    'one-character': { bits: 11 }, // judged
    different: { bits: -5.1 }, // judged
  },
  'driving-licence': {
    exact: { bits: 19.8 }, // judged, as above
    'one-character': { bits: 11 }, // judged
    different: { bits: -3.6 }, // judged: a number changes with the name
  },
}

/** In 64ths of a bit: their sums are then the same in any order. */
const inSteps = (bits: number): number => Math.round(bits * 64) / 64

/** `share`: of an agreement on a name, how likely a stranger bears it. A level of null: one of the two does not say. */
export function weigh<F extends MatchField>(field: F, level: Levels[F] | null, share = 1): FieldAgreement {
  if (level === null) return { field, level: 'missing', bits: 0 }
  const { bits, ofOnePerson } = WEIGHTS[field][level]
  const weight = ofOnePerson === undefined ? bits : Math.min(bits, Math.log2(ofOnePerson / share))
  return { field, level, bits: inSteps(weight) }
}
