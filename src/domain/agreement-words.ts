import type { AgreementLevel, FieldAgreement, MatchField } from './match-weights.js'

const NAMES: Record<MatchField, string> = {
  'given-names': 'given names',
  'family-name': 'family name',
  'name-order': 'order of the names',
  'name-used': 'which name',
  'date-of-birth': 'date of birth',
  address: 'address',
  'ni-number': 'National Insurance number',
  'driving-licence': 'driving licence number',
}

const WORDS: Record<AgreementLevel, string> = {
  exact: 'the same',
  variant: 'another spelling of the same name',
  nickname: 'a short form of the same name',
  subset: 'the same, one with more names than the other',
  typo: 'one letter or two differ',
  phonetic: 'sounds alike',
  encoded: 'agrees with what a driver number says',
  similar: 'similar',
  initial: 'the same initial',
  overlap: 'one name in common, another not',
  different: 'different',
  swapped: 'given and family name have changed places',
  'former-or-alias': 'agrees by a former name or an alias',
  'first-of-january': 'the same, the first of January',
  'day-month-swapped': 'day and month have changed places',
  'one-digit': 'one digit differs',
  'two-parts': 'two of day, month and year are the same',
  'two-digits': 'two digits differ',
  generation: 'different, by a generation',
  'same-address': 'the same address',
  'same-postcode': 'the same postcode',
  'same-street': 'the same street',
  near: 'the same area',
  'one-character': 'one character differs',
  missing: 'not known of both',
}

/** For the officer, a line for each field: `family name: another spelling of the same name`. It says how, and never a value. */
export function describeAgreement(fields: readonly FieldAgreement[]): string[] {
  return fields.map(({ field, level }) => `${NAMES[field]}: ${WORDS[level]}`)
}
